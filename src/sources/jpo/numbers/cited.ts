import { eraToWestern } from './era.ts'
import { displayPublicationNumber, hasPublicationYear } from './publication.ts'

/**
 * 文献番号 of a citation: `JPA 414233033` is 特開2002-233033, and 公表 stand under JPA too (api.md §2.8). Of whatever
 * else table 07020 may hold nothing is known, so nothing is said.
 */
export function readCitedNumber(documentNumber: string): {
  displayNumber: string | null
  publicationNumber: string | null
} {
  const era = /^JPA (\d{9})$/.exec(documentNumber)?.[1]
  const number = era === undefined ? null : eraToWestern(era)
  if (number === null || !hasPublicationYear(number)) return { displayNumber: null, publicationNumber: null }
  return { displayNumber: displayPublicationNumber(number), publicationNumber: number }
}
