import type { Spending } from '../../quota/spending.ts'
import { type Answer, inScope, type Reading } from './answers.ts'
import type { CaseEndpoint, Fact } from './choose.ts'
import type { Endpoint } from './endpoints.ts'
import type { FamilyMember } from './family.ts'
import type { Known } from './memory.ts'
import { validUntil } from './validity.ts'

/** What each fact of an application is. */
export interface CaseFacts {
  readonly basics: Reading<'APP_PROGRESS_SIMPLE'>
  readonly priorities: Reading<'PRIORITY_RIGHT_APP_INFO'>
  readonly parent: Reading<'DIVISIONAL_APP_INFO'>['parent']
  readonly family: readonly FamilyMember[]
  readonly citations: Reading<'CITE_DOC_INFO'>
  readonly registration: Reading<'REGISTRATION_INFO'>
  readonly filings: Reading<'APP_DOC_CONT_OPINION_AMENDMENT'>
  readonly notices: Reading<'APP_DOC_CONT_REFUSAL_REASON'>
  readonly decisions: Reading<'APP_DOC_CONT_REFUSAL_REASON_DECISION'>
}

/** null: the office has no such case, or nothing of the kind about it. */
export type KnownFact = Known<CaseFacts[Fact]> | null

/** Which part of each answer is which fact. */
const parts: { readonly [E in CaseEndpoint]: (reading: Reading<E>) => Partial<CaseFacts> } = {
  APP_PROGRESS_SIMPLE: (basics) => ({ basics }),
  APP_PROGRESS: (progress) => ({
    basics: progress,
    priorities: progress.priorityClaims,
    parent: progress.family.parent,
    family: progress.family.members,
  }),
  PRIORITY_RIGHT_APP_INFO: (priorities) => ({ priorities }),
  DIVISIONAL_APP_INFO: ({ parent, members }) => ({ parent, family: members }),
  CITE_DOC_INFO: (citations) => ({ citations }),
  REGISTRATION_INFO: (registration) => ({ registration }),
  APP_DOC_CONT_OPINION_AMENDMENT: (filings) => ({ filings }),
  APP_DOC_CONT_REFUSAL_REASON: (notices) => ({ notices }),
  APP_DOC_CONT_REFUSAL_REASON_DECISION: (bodies) => ({ notices: bodies, decisions: bodies }),
}

/** OutOfScope where the office does not serve the case (111). */
export function partOf(fact: Fact, answer: Answer<Endpoint>): KnownFact {
  const { endpoint, value, retrievedAt } = inScope(answer)
  if (value === null) return null
  const read = parts[endpoint as CaseEndpoint] as (reading: unknown) => Partial<CaseFacts>
  return {
    value: read(value)[fact] as CaseFacts[Fact],
    retrievedAt,
    source: endpoint,
    validUntil: validUntil(answer, fact),
  }
}

/** The family is the same for each member; of a parent it tells only that the first application (最先の原出願) has none. */
export function fromFamily(fact: Fact, number: string, family: Known<readonly FamilyMember[]>): KnownFact | undefined {
  if (fact === 'family') return family
  const isFirst = family.value.some((member) => member.number === number && member.generation === 0)
  return fact === 'parent' && isFirst ? { ...family, value: null } : undefined
}

/** What the basics say; older ones may be out of date, and tell only an operation that takes them. */
export function isUnregistered({ value, isStale, validUntil }: Known<CaseFacts[Fact]>, spending: Spending): boolean {
  const tells = !isStale || spending.takesStale(validUntil)
  return tells && (value as CaseFacts['basics']).registrationNumber === null
}
