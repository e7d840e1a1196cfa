import { eraToWestern } from './era.ts'
import { displayPublicationNumber } from './publication.ts'

/**
 * 文献番号 of a citation: `JPA 414233033` is 特開2002-233033, and 公表 stand under JPA too (api.md §2.8). Of whatever
 * else table 07020 may hold nothing is known, so nothing is said.
 */
export function readCitedNumber(documentNumber: string): {
  displayNumber: string | null
  publicationNumber: string | null
} {
  const era = /^JPA (\d{9})$/.exec(documentNumber)?.[1]
  const publicationNumber = era === undefined ? null : eraToWestern(era)
  return { displayNumber: publicationNumber && displayPublicationNumber(publicationNumber), publicationNumber }
}
