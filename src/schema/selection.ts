import type { Scope } from '../auth/callers/caller.ts'
import { type CaseEndpoint, caseEndpoints, carries, type Fact } from '../sources/jpo/choose.ts'
import { type Archive, archiveKinds } from '../sources/jpo/codes.ts'
import type { Endpoint } from '../sources/jpo/endpoints.ts'

/** What a field says about its price; resolvers, descriptions, the look ahead and the plan read it. */
export interface FieldCost {
  /** Facts one of which it may need to find its object: whether the office has it, where it stands. */
  readonly finds?: readonly Fact[]
  /** The fact of the application that the field needs. */
  readonly fact?: Fact
  /** Facts that it may need besides, which what is found decides. */
  readonly besides?: readonly Fact[]
  /** It is read from a document's body: its type says in which archives that may be (`TypeCost`). */
  readonly body?: boolean
  /** What it may ask for besides, of something that is no application yet. */
  readonly asks?: Endpoint
  /** Leads to something of the same application: what is selected there is wanted of that application too. */
  readonly sameCase?: boolean
  /** Only callers who have it are shown the field (scopes.ts). */
  readonly scope?: Scope
}

/** What a type says about the price of its fields. */
export interface TypeCost {
  /** What nearly each of its fields needs, as a field says it: gateways count it once for the object (federation/cost.ts). */
  readonly shares?: Pick<FieldCost, 'fact' | 'asks'>
  /** Of a document the archives that may hold its body: of a type of its own one, of an interface all of its types'. */
  readonly bodies?: readonly Archive[]
}

/** The options of a field that needs a fact of its application: description with the price, and the extension. */
export function needs(fact: Fact, description: string, besides: readonly Fact[] = []) {
  const cost: FieldCost = { fact, ...(besides.length > 0 && { besides }) }
  const isBody = archiveKinds.some((archive) => archive === fact)
  const { description: meaning, extensions } = isBody
    ? forScope('documents', description)
    : { description, extensions: {} }
  return { description: priced(meaning, [fact], besides), extensions: { ...cost, ...extensions } }
}

/** The options of a field that only callers with a scope are shown. */
export function forScope(scope: Scope, description: string) {
  const extensions: FieldCost & Record<string, unknown> = { scope }
  return { description: `${description} FORBIDDEN without the scope ${scope}.`, extensions }
}

/** The same for what is read from a document's body, whatever its type. */
export function needsBody(description: string) {
  const { description: meaning, extensions } = forScope('documents', description)
  return { description: priced(meaning, archiveKinds), extensions: { body: true, ...extensions } }
}

/** The same for a field that finds an object by number or id; what is selected of it has its own price. */
export function finds(facts: readonly Fact[], description: string, { besides = [], unless = '' }: Finding = {}) {
  const extensions: FieldCost & Record<string, unknown> = { finds: facts, ...(besides.length > 0 && { besides }) }
  return { description: priced(description, facts, besides, unless), extensions }
}

interface Finding {
  readonly besides?: readonly Fact[]
  readonly unless?: string
}

/** The extension of a type of which nearly each field needs the same. */
export function sharing(shares: Pick<FieldCost, 'fact' | 'asks'>): TypeCost & Record<string, unknown> {
  return { shares }
}

/** The extension of a type of document: which archives may hold its body. */
export function bodiesIn(...bodies: readonly Archive[]): TypeCost & Record<string, unknown> {
  return { bodies }
}

function priced(description: string, facts: readonly Fact[], besides: readonly Fact[] = [], unless = ''): string {
  return mayCost(description, [facts, besides].filter((some) => some.length > 0).map(carriersOf), unless)
}

function mayCost(description: string, endpoints: readonly string[], unless: string): string {
  return `${description}\n\nMay spend one call to ${endpoints.join(', and one to ')}${unless && `, unless ${unless}`}.`
}

function carriersOf(facts: readonly Fact[]): string {
  const names: readonly CaseEndpoint[] = caseEndpoints.filter((it) => facts.some((fact) => carries(it, fact)))
  return names.join(' or ')
}

/** Which facts a field needs: surely, and as it turns out when its document or another is looked at. */
export function factsOf(type: { extensions: TypeCost }, field: { extensions: FieldCost }) {
  const { fact, besides = [], body } = field.extensions
  const bodies = body ? (type.extensions.bodies ?? []) : []
  const isSure = bodies.length === 1
  const sure: readonly Fact[] = [...(fact ? [fact] : []), ...(isSure ? bodies : [])]
  const maybe: readonly Fact[] = [...besides, ...(isSure ? [] : bodies)]
  return { sure, maybe }
}

/** The options of a field that may ask an endpoint about something else than its application. */
export function mayAsk(endpoint: Endpoint, description: string, unless = '') {
  const extensions: FieldCost & Record<string, unknown> = { asks: endpoint }
  return { description: mayCost(description, [endpoint], unless), extensions }
}

/** The same for a field whose objects lead back to the application. */
export function leadsBack(fact: Fact, description: string, besides: readonly Fact[] = []) {
  const { extensions, ...options } = needs(fact, description, besides)
  return { ...options, extensions: { ...extensions, ...sameCase } }
}

/** Marks a field that leads to something of the same application. */
export const sameCase: FieldCost & Record<string, unknown> = { sameCase: true }
