import type { Endpoint } from './endpoints.ts'

/** What can be known about one application; each endpoint's answer carries some of it. */
export type Fact =
  'basics' | 'priorities' | 'parent' | 'family' | 'citations' | 'registration' | 'filings' | 'notices' | 'decisions'

/** Which facts of an application an answer of the endpoint carries (api.md §2, §6). */
export const carriedBy = {
  APP_PROGRESS_SIMPLE: ['basics'],
  APP_PROGRESS: ['basics', 'priorities', 'parent', 'family'],
  PRIORITY_RIGHT_APP_INFO: ['priorities'],
  DIVISIONAL_APP_INFO: ['parent', 'family'],
  CITE_DOC_INFO: ['citations'],
  REGISTRATION_INFO: ['registration'],
  APP_DOC_CONT_OPINION_AMENDMENT: ['filings'],
  APP_DOC_CONT_REFUSAL_REASON: ['notices'],
  APP_DOC_CONT_REFUSAL_REASON_DECISION: ['notices', 'decisions'],
} as const satisfies Partial<Record<Endpoint, readonly Fact[]>>

/** The endpoints that are asked by 出願番号 and tell something of the application. */
export type CaseEndpoint = keyof typeof carriedBy

export const caseEndpoints = Object.keys(carriedBy) as readonly CaseEndpoint[]

export function carries(endpoint: CaseEndpoint, fact: Fact): boolean {
  const facts: readonly Fact[] = carriedBy[endpoint]
  return facts.includes(fact)
}

export function isCaseEndpoint(endpoint: string): endpoint is CaseEndpoint {
  return endpoint in carriedBy
}

/** Endpoints that could bring something of what this one brings. */
export function insteadOf(endpoint: string): readonly CaseEndpoint[] {
  if (!isCaseEndpoint(endpoint)) return []
  return caseEndpoints.filter((other) => other !== endpoint && carriedBy[other].some((fact) => carries(endpoint, fact)))
}

/** Their days are the smallest (30), so they are asked only where 特許経過情報 has nothing left. */
const fallbacks: ReadonlySet<Endpoint> = new Set(['PRIORITY_RIGHT_APP_INFO', 'DIVISIONAL_APP_INFO'])

/** What the day still allows, as far as is known. */
export interface Day {
  left(endpoint: Endpoint): number
  /** A call that will be made: what is left for the next choice is one less. */
  planned(endpoint: Endpoint): void
}

/**
 * The calls that bring the wanted facts, cheapest first by: none whose day is spent where another set does without; the
 * fewest calls; the fewest fallbacks; the most left of the day, so that an endpoint grows dearer as its day empties; the
 * least that nobody wants. With nothing affordable left it still names the calls, so that the reservation says which day
 * is spent.
 */
export function choose(wanted: ReadonlySet<Fact>, { left }: Pick<Day, 'left'>): readonly CaseEndpoint[] {
  const useful = caseEndpoints.filter((endpoint) => carriedBy[endpoint].some((fact) => wanted.has(fact)))
  let best: { calls: readonly CaseEndpoint[]; price: readonly number[] } | undefined
  for (const calls of subsets(useful)) {
    if ([...wanted].some((fact) => !calls.some((endpoint) => carries(endpoint, fact)))) continue
    const price = priceOf(calls, left)
    if (!best || isCheaper(price, best.price)) best = { calls, price }
  }
  return best?.calls ?? []
}

/** Whether the day still allows a call that brings the fact. */
export function canAsk(fact: Fact, day: Pick<Day, 'left'>): boolean {
  return choose(new Set([fact]), day).some((endpoint) => day.left(endpoint) > 0)
}

/** The figures to compare two sets of calls by, the weightiest first. */
export function priceOf(calls: readonly CaseEndpoint[], left: Day['left']): readonly number[] {
  return [
    calls.filter((endpoint) => left(endpoint) <= 0).length,
    calls.length,
    calls.filter((endpoint) => fallbacks.has(endpoint)).length,
    sum(calls, (endpoint) => 1 / Math.max(1, left(endpoint))),
    sum(calls, (endpoint) => carriedBy[endpoint].length),
  ]
}

function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])
}

function sum<T>(items: readonly T[], figure: (item: T) => number): number {
  return items.reduce((total, item) => total + figure(item), 0)
}

/** Less than a call of a day of a million is worth (1e-12), more than sums of fractions are off. */
const aHair = 1e-14

function isCheaper(a: readonly number[], b: readonly number[]): boolean {
  const difference = a.map((figure, index) => figure - (b[index] ?? 0)).find((value) => Math.abs(value) > aHair)
  return difference !== undefined && difference < 0
}
