import { type Endpoint, endpoints } from './endpoints.ts'

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

/**
 * The calls that bring the wanted facts: none that its day does not allow where another set does, then the fewest, then
 * those whose endpoints have the larger day (400 for 特許経過情報, 30 for 特許優先基礎出願情報), then the least superfluous.
 * With nothing affordable left it still names the calls, so that the reservation says which day is spent.
 */
export function choose(wanted: ReadonlySet<Fact>, isSpent: (endpoint: Endpoint) => boolean): readonly CaseEndpoint[] {
  const useful = caseEndpoints.filter((endpoint) => carriedBy[endpoint].some((fact) => wanted.has(fact)))
  let best: { calls: readonly CaseEndpoint[]; price: readonly number[] } | undefined
  for (const calls of subsets(useful)) {
    if ([...wanted].some((fact) => !calls.some((endpoint) => carries(endpoint, fact)))) continue
    const price = [
      calls.filter(isSpent).length,
      calls.length,
      sum(calls, (endpoint) => 1 / endpoints[endpoint].handbookLimit),
      sum(calls, (endpoint) => carriedBy[endpoint].length),
    ]
    if (!best || isCheaper(price, best.price)) best = { calls, price }
  }
  return best?.calls ?? []
}

function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])
}

function sum<T>(items: readonly T[], figure: (item: T) => number): number {
  return items.reduce((total, item) => total + figure(item), 0)
}

function isCheaper(a: readonly number[], b: readonly number[]): boolean {
  const difference = a.map((figure, index) => figure - (b[index] ?? 0)).find((value) => Math.abs(value) > 1e-9)
  return difference !== undefined && difference < 0
}
