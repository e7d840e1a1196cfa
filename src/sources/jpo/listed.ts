import { nextReset } from '../../quota/day.ts'
import type { Answer } from './answers.ts'
import type { CaseFacts } from './case-facts.ts'
import type { Fact } from './choose.ts'
import { documentKind } from './codes.ts'
import type { Endpoint } from './endpoints.ts'
import type { Basics, ListedDocument } from './progress.ts'

/** Facts that stay as they are for as long as 書類一覧 shows no new document that could change them. */
export type DependentFact = Exclude<Fact, 'basics' | 'priorities' | 'parent' | 'family'>

/** The rows of 書類一覧 that could change a dependent fact, each with when an answer first showed it (ms). */
export type Listed = Readonly<Record<string, number>>

/** 登録, 審判, 出訴事件 (code table 03020). */
const afterGrant = new Set(['06', '07', '08'])

/** 検索報告書: what an outside searcher found is cited too. */
const searchReport = 'A971007'

/** 出願人名義変更届, 登録料納付: the register follows them. */
const towardsRegister = new Set(['A711', 'A712', 'A61', 'A01'])

const isIn = (archive: string) => (row: ListedDocument) => row.hasBody && documentKind(row.code).archive === archive

/** Which documents could change which fact; a document in an appeal or a lawsuit could change anything but a body. */
const couldChange: Readonly<Record<DependentFact, (row: ListedDocument) => boolean>> = {
  citations: (row) =>
    ['notices', 'decisions'].some((archive) => documentKind(row.code).archive === archive) ||
    row.code === searchReport ||
    row.group === '07' ||
    row.group === '08',
  registration: (row) => afterGrant.has(row.group) || towardsRegister.has(row.code),
  filings: isIn('filings'),
  notices: isIn('notices'),
  decisions: isIn('decisions'),
}

export const dependentFacts = Object.keys(couldChange) as readonly DependentFact[]

export function isDependent(fact: Fact): fact is DependentFact {
  return fact in couldChange
}

/** What a list shows at `at`, with what was seen before. Two that write at once lose only that a row was seen earlier. */
export function listedSince({ documents }: Basics, at: number, before: Listed = {}): Listed {
  const rows = documents.filter((row) => dependentFacts.some((fact) => couldChange[fact](row)))
  return Object.fromEntries(rows.map((row) => [rowKey(row), Math.min(before[rowKey(row)] ?? at, at)]))
}

function rowKey({ group, code, number, date, separator, hasBody }: ListedDocument): string {
  return [group, code, number ?? date ?? '', separator ?? '', hasBody ? 1 : 0].join('/')
}

/** Two answers of one look at a case: within one of its days the office's data did not change in between. */
const ONE_LOOK = 10 * 60_000

/** A document appears the day after it was dispatched or received (handbook §2(2)); one author saw seven days' lag (api.md §2.1). */
export const APPEARS_WITHIN = 90 * 24 * 3_600_000

/** Whether an answer of an earlier day about the fact is what the office would say now. */
export function stillHolds(fact: DependentFact, answer: Answer<Endpoint>, basics: Basics, seen: Listed): boolean {
  if (fact === 'registration' && !agrees(basics, answer.value as CaseFacts['registration'] | null)) return false
  return knewAll(fact, answer.retrievedAt, basics, seen)
}

/** Whether an answer about the fact, asked for at `askedAt`, already knew all that the list shows now. */
function knewAll(fact: DependentFact, askedAt: number, { documents }: Basics, seen: Listed): boolean {
  const knewUntil = Math.min(askedAt + ONE_LOOK, nextReset(askedAt) - 1)
  return documents.filter(couldChange[fact]).every((row) => {
    const first = seen[rowKey(row)] ?? Infinity
    const latest = row.date === null ? Infinity : Date.parse(row.date) + APPEARS_WITHIN
    return first <= knewUntil || latest < askedAt
  })
}

/** Whether what the progress of a case says of its right is what its register said. */
function agrees(basics: Basics, registration: CaseFacts['registration'] | null): boolean {
  return (
    basics.registrationNumber === (registration?.registrationNumber ?? null) &&
    basics.extinguishmentDate === (registration?.extinguishmentDate ?? null) &&
    basics.erasureIdentifier === (registration?.erasureIdentifier ?? null)
  )
}
