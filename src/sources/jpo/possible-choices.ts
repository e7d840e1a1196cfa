import { type CaseEndpoint, caseEndpoints, carries, choose, type Day, type Fact } from './choose.ts'
import type { Endpoint } from './endpoints.ts'

/** What may be wanted of an application: surely, and as what is found decides. */
export interface MayBeWanted {
  readonly sure: ReadonlySet<Fact>
  readonly maybe: ReadonlySet<Fact>
}

/** The endpoints that may be chosen for an application, whatever of `maybe` is wanted in the end. */
export function possibleChoices({ sure, maybe }: MayBeWanted, day: Pick<Day, 'left'>): ReadonlySet<CaseEndpoint> {
  return choicesAmong([sure, ...[...maybe].map((fact) => new Set([...sure, fact])), new Set([...sure, ...maybe])], day)
}

/** The same of one that nobody knows yet: some of it may turn out to be known, as by the family of another. */
export function choicesForUnknown({ sure, maybe }: MayBeWanted, day: Pick<Day, 'left'>): ReadonlySet<CaseEndpoint> {
  const single = [...sure, ...maybe].map((fact) => new Set([fact]))
  return new Set([...possibleChoices({ sure, maybe }, day), ...choicesAmong(single, day)])
}

/** An endpoint that may be chosen instead of this one, where other choices come first. */
export function equalsOf(endpoint: Endpoint): readonly CaseEndpoint[] {
  return equals.filter((pair) => pair.some((it) => it === endpoint)).flat()
}

/** The same for one of many cases: it may meet a day that the others have spent. */
export function allThatBring({ sure, maybe }: MayBeWanted): readonly CaseEndpoint[] {
  return caseEndpoints.filter((endpoint) => [...sure, ...maybe].some((fact) => carries(endpoint, fact)))
}

function choicesAmong(alternatives: readonly ReadonlySet<Fact>[], day: Pick<Day, 'left'>): ReadonlySet<CaseEndpoint> {
  return new Set(alternatives.flatMap((facts) => withEquals(facts, choose(facts, day))))
}

const equals: readonly (readonly CaseEndpoint[])[] = [
  ['APP_PROGRESS', 'APP_PROGRESS_SIMPLE'],
  ['APP_DOC_CONT_REFUSAL_REASON', 'APP_DOC_CONT_REFUSAL_REASON_DECISION'],
]

/** Where two are as good as each other, what is left decides when it comes to it. */
function withEquals(facts: ReadonlySet<Fact>, chosen: readonly CaseEndpoint[]): readonly CaseEndpoint[] {
  const couldBring = (endpoint: CaseEndpoint, instead: CaseEndpoint) =>
    [...facts].filter((fact) => carries(endpoint, fact)).every((fact) => carries(instead, fact))
  const others = chosen.flatMap((endpoint) => equalsOf(endpoint).filter((it) => couldBring(endpoint, it)))
  return [...chosen, ...others]
}
