import { type CaseEndpoint, caseEndpoints, carries, choose, type Day, type Fact } from './choose.ts'
import type { Endpoint } from './endpoints.ts'

/** What may be wanted of an application: surely, and as what is found decides. */
export interface MayBeWanted {
  readonly sure: ReadonlySet<Fact>
  readonly maybe: ReadonlySet<Fact>
}

/** Endpoints that may be chosen for an application: for all that may be wanted of it, and in place of these. */
export interface Choices {
  readonly calls: readonly CaseEndpoint[]
  readonly instead: readonly CaseEndpoint[]
}

/** Whatever of `maybe` is wanted in the end; of an unknown case any part may turn out to be told by another's answer. */
export function possibleChoices({ sure, maybe }: MayBeWanted, day: Pick<Day, 'left'>, isUnknown: boolean): Choices {
  const all = new Set([...sure, ...maybe])
  const calls = choose(all, day)
  const parts = [sure, all, ...[...maybe].map((fact) => new Set([...sure, fact]))]
  const single = isUnknown ? [...all].map((fact) => new Set([fact])) : []
  const possible = new Set([...parts, ...single].flatMap((facts) => withEquals(facts, day)))
  return { calls, instead: [...possible].filter((it) => !calls.includes(it)) }
}

/** An endpoint that may be chosen instead of this one, where other choices come first. */
export function equalsOf(endpoint: Endpoint): readonly CaseEndpoint[] {
  return equals
    .filter((pair) => pair.some((it) => it === endpoint))
    .flatMap((pair) => pair.filter((it) => it !== endpoint))
}

/** For one of many cases: it may meet a day that the others have spent. */
export function allThatBring({ sure, maybe }: MayBeWanted): readonly CaseEndpoint[] {
  return caseEndpoints.filter((endpoint) => [...sure, ...maybe].some((fact) => carries(endpoint, fact)))
}

const equals: readonly (readonly CaseEndpoint[])[] = [
  ['APP_PROGRESS', 'APP_PROGRESS_SIMPLE'],
  ['APP_DOC_CONT_REFUSAL_REASON', 'APP_DOC_CONT_REFUSAL_REASON_DECISION'],
]

/** Where two are as good as each other, what is left decides when it comes to it. */
function withEquals(facts: ReadonlySet<Fact>, day: Pick<Day, 'left'>): readonly CaseEndpoint[] {
  const couldBring = (endpoint: CaseEndpoint, instead: CaseEndpoint) =>
    [...facts].filter((fact) => carries(endpoint, fact)).every((fact) => carries(instead, fact))
  return choose(facts, day).flatMap((endpoint) => [
    endpoint,
    ...equalsOf(endpoint).filter((it) => couldBring(endpoint, it)),
  ])
}
