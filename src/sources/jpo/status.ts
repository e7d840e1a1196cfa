import type { Basics, ListedDocument } from './progress.ts'
import type { LocalDate } from './wire.ts'

export type ApplicationStatus =
  'PENDING' | 'PUBLISHED' | 'GRANTED' | 'REFUSED' | 'WITHDRAWN' | 'ABANDONED' | 'EXPIRED' | 'LAPSED'

/**
 * Where an application stands, from its dates and documents. Never from 抹消識別: its table is not public, and a 年金不納
 * can be undone (api.md §2.12).
 */
export function applicationStatus(basics: Basics, today: LocalDate): ApplicationStatus {
  const { extinguishmentDate, expirationDate, registrationNumber } = basics
  if (extinguishmentDate !== null) {
    return expirationDate !== null && extinguishmentDate >= expirationDate ? 'EXPIRED' : 'LAPSED'
  }
  if (registrationNumber !== null) {
    return expirationDate !== null && expirationDate < today ? 'EXPIRED' : 'GRANTED'
  }
  const decided = decisionOf(basics)
  if (decided !== null) return decided
  return basics.publication === null ? 'PENDING' : 'PUBLISHED'
}

/**
 * Since when nothing is to be expected of a case: its right has ended, it was withdrawn or abandoned, or refused a year
 * ago without an appeal. Null while it can still change.
 */
export function overSince(basics: Basics, today: LocalDate): LocalDate | null {
  const { extinguishmentDate, expirationDate, registrationNumber } = basics
  if (extinguishmentDate !== null) return extinguishmentDate <= today ? extinguishmentDate : null
  if (registrationNumber !== null) return expirationDate !== null && expirationDate < today ? expirationDate : null
  const decided = decisionOf(basics)
  if (decided === null) return null
  // The office lists a declaration without its date: over, since we cannot say when.
  const date = lastDecision(basics.documents)?.date ?? today
  const since = decided === 'REFUSED' ? aYearAfter(date) : date
  return since <= today ? since : null
}

/** Of 29 February the day that does not exist is as good as the next one: dates are only compared. */
function aYearAfter(date: LocalDate): LocalDate {
  return `${String(Number(date.slice(0, 4)) + 1)}${date.slice(4)}`
}

/** Null while the case is open: nothing decided, a grant not yet registered, a refusal under appeal. */
function decisionOf({ documents, hasTrial }: Basics): ApplicationStatus | null {
  switch (lastDecision(documents)?.code) {
    case 'A761':
      return 'WITHDRAWN'
    case 'A762':
      return 'ABANDONED'
    case 'A02':
      return hasTrial ? null : 'REFUSED'
    default:
      return null
  }
}

/** 特許査定, 拒絶査定, 出願取下書, 出願放棄書. */
const decisive = new Set(['A01', 'A02', 'A761', 'A762'])

/** By date; of one day, or without dates, the one listed last. The sort is stable, and '' comes before every date. */
function lastDecision(documents: readonly ListedDocument[]): ListedDocument | undefined {
  return documents
    .filter((document) => decisive.has(document.code))
    .toSorted((a, b) => compare(a.date ?? '', b.date ?? ''))
    .at(-1)
}

function compare(a: LocalDate, b: LocalDate): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/**
 * Whether the case may have been filed before July 2003, when electronic filing in XML began and with it the office's
 * full record (handbook §2(2)). Told from the number: one of 2003 may be of either half of the year, and an international
 * application has the year in which it entered Japan, up to 30 months after its filing date. Better a doubt too many.
 */
export function mayBeIncomplete(number: string): boolean {
  const isInternational = number[4] === '5'
  return number.slice(0, 4) <= (isInternational ? '2005' : '2003')
}
