import { eraToWestern } from './numbers.ts'
import type { LocalDate, WireObject } from './wire.ts'

/** 公開 of a Japanese application, or 公表: the publication of the translation of a PCT application. */
export interface Publication {
  kind: 'PUBLICATION' | 'NATIONAL_PUBLICATION'
  /** Western year and serial, ten digits. */
  number: string
  date: LocalDate | null
}

/**
 * The number of 公開 or of 公表 in a row of 経過情報 or of 分割出願群. Where both are given the 公表番号 is taken: only
 * a translated PCT application has one, so it says more, while "公開番号" is also a collective name for both.
 */
export function readPublicationNumber(row: WireObject): Omit<Publication, 'date'> | null {
  const published = readWestern(row, 'ADPublicationNumber', 'publicationNumber')
  const nationallyPublished = readWestern(row, 'ADNationalPublicationNumber', 'nationalPublicationNumber')
  if (nationallyPublished !== null) return { kind: 'NATIONAL_PUBLICATION', number: nationallyPublished }
  return published === null ? null : { kind: 'PUBLICATION', number: published }
}

/** The office sends each number twice; the era form (api.md §8.4) only matters when the western one is missing. */
function readWestern(row: WireObject, westernKey: string, eraKey: string): string | null {
  const western = row.digits(westernKey, 10)
  const era = row.text(eraKey)
  if (western !== null || era === null) return western
  return (
    eraToWestern(era) ?? row.reject(eraKey, 'it is not a number of 昭和, 平成 or 令和 (era digit, 2 digits, 6 digits)')
  )
}
