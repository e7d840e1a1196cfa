import type { Place, Spending } from '../../quota/spending.ts'
import type { Answer } from './answers.ts'
import type { CaseFacts } from './case-facts.ts'
import { carries, type CaseEndpoint, caseEndpoints, type Fact } from './choose.ts'
import { archiveEndpoints } from './documents/archives.ts'
import { identityOf } from './documents/bodies.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { factKeys } from './facts.ts'
import type { Listed } from './listed.ts'
import type { FamilyMember } from './family.ts'
import type { Known } from './memory.ts'
import type { JpoSource } from './source.ts'

/** What is stored about a case and could spare a call. */
export interface StoredCase {
  /** However old. */
  readonly answers: readonly Answer<Endpoint>[]
  readonly family: Known<readonly FamilyMember[]> | undefined
  readonly listed: Listed
  /** What another server is asking about it: its answer will be stored in a moment. */
  readonly underWay: ReadonlySet<Endpoint>
}

export const nothingStored: StoredCase = { answers: [], family: undefined, listed: {}, underWay: new Set() }

/** These say of a case that the office does not have it (107); elsewhere 107 can mean that there is nothing of the kind. */
const tellAbsence: readonly Endpoint[] = ['APP_PROGRESS', 'APP_PROGRESS_SIMPLE']

/** The stored answer that says that the office does not have the case. */
export function absenceIn(answers: readonly Answer<Endpoint>[]): Answer<Endpoint> | undefined {
  return answers.find(({ statusCode, endpoint }) => statusCode === '107' && tellAbsence.includes(endpoint))
}

export function newest(answers: readonly Answer<Endpoint>[]): Answer<Endpoint> | undefined {
  return answers.toSorted((a, b) => b.retrievedAt - a.retrievedAt)[0]
}

/** The last answer that told of the fact, if the operation takes one that old. */
export function lastKnown(fact: Fact, { answers }: StoredCase, spending: Spending): Answer<Endpoint> | undefined {
  return newest(
    answers.filter(
      ({ endpoint, statusCode, retrievedAt }) =>
        carries(endpoint as CaseEndpoint, fact) && statusCode !== '111' && spending.isYoungEnough(retrievedAt),
    ),
  )
}

/** Looks up, in one go, what is stored about some cases. */
export async function storedCases(
  source: JpoSource,
  numbers: readonly string[],
  wanted: ReadonlySet<Fact>,
  spending: Spending,
) {
  const useful = caseEndpoints.filter(
    (endpoint) => carries(endpoint, 'basics') || [...wanted].some((fact) => carries(endpoint, fact)),
  )
  const questions = numbers.flatMap((number) => useful.map((endpoint) => [endpoint, number] as const))
  const [underWay, answers, families, lists] = await Promise.all([
    // First: what ends meanwhile is found among the stored.
    source.areElsewhere(questions),
    source.kept(questions),
    source.facts(numbers.map(factKeys.family), spending),
    source.lists(numbers),
  ])
  return numbers.map((_, index): StoredCase => {
    const own = answers.slice(index * useful.length, (index + 1) * useful.length)
    return {
      answers: own.filter((answer) => answer !== undefined),
      family: families[index] as Known<readonly FamilyMember[]> | undefined,
      listed: lists[index] ?? {},
      underWay: new Set(useful.filter((_endpoint, place) => underWay[index * useful.length + place])),
    }
  })
}

/** The endpoints whose answers can say whether there is the case. */
export const tellingEndpoints: readonly CaseEndpoint[] = caseEndpoints.filter((it) => endpoints[it].media === 'json')

export interface ExistenceOptions {
  readonly number: string
  readonly source: Pick<JpoSource, 'isCurrent'>
  readonly spending: Spending
  readonly place: Place | undefined
}

/** Whether one of the answers says that the office has the case; null where none tells. */
export function existenceIn(
  known: readonly Answer<Endpoint>[],
  { number, source, spending, place }: ExistenceOptions,
): boolean | null {
  const absent = absenceIn(known.filter((answer) => source.isCurrent(answer, spending)))
  const found = known.find(({ statusCode, retrievedAt }) => statusCode === '100' && spending.isYoungEnough(retrievedAt))
  const telltale = absent ?? found
  if (!telltale) return null
  spending.asks([telltale.endpoint, number], place)
  spending.served('stored', [telltale.endpoint, number])
  return !absent
}

/**
 * Whether what is stored says that the office has the case; null where nothing tells. That it has one is true for ever,
 * that it has none for a day.
 */
export async function storedExistence(
  source: JpoSource,
  number: string,
  spending: Spending,
  place?: Place,
): Promise<boolean | null> {
  const answers = await source.kept(tellingEndpoints.map((endpoint) => [endpoint, number] as const))
  const known = answers.filter((answer) => answer !== undefined)
  const exists = existenceIn(known, { number, source, spending, place })
  if (exists !== null) return exists
  // Its numbers, or a family that it is listed in.
  const keys = [factKeys.numbers(number), factKeys.family(number)]
  const learnt = await source.facts(keys, spending)
  const told = keys.find((_key, index) => learnt[index])
  if (told === undefined) return null
  spending.asks(['APP_PROGRESS_SIMPLE', number], place)
  spending.served('fact', ['APP_PROGRESS_SIMPLE', number], { by: told })
  return true
}

/** The stored 特許登録情報 of a case, however old; null where there is none. */
export async function storedRegistration(source: JpoSource, number: string) {
  const [answer] = await source.kept([['REGISTRATION_INFO', number]])
  return (answer?.value ?? null) as CaseFacts['registration'] | null
}

/** However old. */
export async function storedArchives(source: JpoSource, number: string) {
  const answers = await source.kept(archiveEndpoints.map((endpoint) => [endpoint, number] as const))
  return answers.filter((answer) => answer !== undefined) as Answer<(typeof archiveEndpoints)[number]>[]
}

/**
 * The documents in the stored archives of a case, each once though the notices stand in two archives. The bytes of a
 * document never change, so the age of its archive does not matter.
 */
export async function storedBodies(source: JpoSource, number: string): Promise<CaseFacts['filings']> {
  return bodiesOf(await storedArchives(source, number))
}

export function bodiesOf(archives: readonly Answer<(typeof archiveEndpoints)[number]>[]): CaseFacts['filings'] {
  const bodies = archives.flatMap(({ value }) => value ?? [])
  return [...new Map(bodies.map((body) => [identityOf(body), body])).values()]
}
