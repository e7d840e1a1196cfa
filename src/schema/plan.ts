import {
  type DocumentNode,
  execute,
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isListType,
  isNonNullType,
  Kind,
  type GraphQLOutputType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { QueryTooComplex } from '../errors.ts'
import type { Need, Plan } from '../quota/plan.ts'
import {
  type CaseEndpoint,
  caseEndpoints,
  carries,
  choose,
  type Day,
  type Fact,
  isCaseEndpoint,
} from '../sources/jpo/choose.ts'
import type { Endpoint } from '../sources/jpo/endpoints.ts'
import { NotAskedYet, type PlannedCall } from '../sources/jpo/planning.ts'
import type { Context } from './builder.ts'
import { factsOf, type FieldCost, type Operation, selectedFields } from './selection.ts'

/** What a planned operation runs on: stored answers, and a note in place of each call. */
export interface Planning {
  readonly context: Context
  readonly day: Pick<Day, 'left'>
  calls(): readonly PlannedCall[]
  /** The needs within what the day, the pace and the operation's own policy allow. */
  bounded(needs: ReadonlyMap<string, Need>): Promise<Plan>
}

export interface PlannedOperation {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operationName: string | null
  /** As they were sent, and as the operation sees them. */
  readonly variableValues: Readonly<Record<string, unknown>>
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * What the operation would ask for. It is run as far as what is stored carries it; where it would have to call, what is
 * selected below is priced from the fields' own extensions, as far as anybody can know.
 */
export async function needsOf(operation: PlannedOperation, planning: Planning): Promise<ReadonlyMap<string, Need>> {
  const { schema, document, operationName, variableValues, variables } = operation
  const result = await execute({
    schema,
    document,
    operationName,
    variableValues,
    contextValue: planning.context,
  })
  const fields = fieldsIn(schema, document)
  const below = new Below(planning.day)
  const selection: Operation = { schema, fragments: fragmentsIn(document), variableValues: variables }
  for (const { originalError, nodes } of result.errors ?? []) {
    if (originalError instanceof QueryTooComplex) throw originalError
    if (!(originalError instanceof NotAskedYet)) continue
    for (const node of (nodes ?? []) as readonly FieldNode[]) {
      const field = fields.get(node)
      if (field) below.add(selection, node, field, originalError.question)
    }
  }
  return below.together(planning.calls())
}

/** What may be asked below fields whose own answer is not there yet. */
class Below {
  readonly #day: Pick<Day, 'left'>
  /** By application: facts that may be wanted of it. */
  readonly #facts = new Map<string, Set<Fact>>()
  /** Calls about things that nobody knows yet; Infinity where not even their number is known. */
  readonly #unknown = new Map<Endpoint, number>()

  constructor(day: Pick<Day, 'left'>) {
    this.#day = day
  }

  add(operation: Operation, node: FieldNode, field: Field, [endpoint, key]: readonly [Endpoint, string]): void {
    const leadsToSame = isCaseEndpoint(endpoint) && leadsToCase(field)
    const of = leadsToSame ? key : null
    if (of !== null) for (const fact of ownFacts(field)) this.#want(of, fact)
    this.#walk(operation, node, field, { of, times: isList(field.type) ? Infinity : 1 })
  }

  /** `of`: the application that the objects belong to; null: one that is not known yet. `times`: how many there may be. */
  #walk(operation: Operation, node: FieldNode, field: Field, place: { of: string | null; times: number }): void {
    if (!node.selectionSet) return
    const unknownFacts = new Set<Fact>()
    for (const selected of selectedFields(operation, node.selectionSet, getNamedType(field.type).name)) {
      const { sure, maybe } = factsOf(selected.parentType, selected.field)
      for (const fact of [...sure, ...maybe]) {
        if (place.of === null) unknownFacts.add(fact)
        else this.#want(place.of, fact)
      }
      const { asks, sameCase } = selected.field.extensions as FieldCost
      const times = place.times * (isList(selected.field.type) ? Infinity : 1)
      if (asks) this.#call(asks, place.times)
      const isOtherCase = getNamedType(selected.field.type).name === 'Application' && !sameCase
      this.#walk(operation, selected.node, selected.field, isOtherCase ? { of: null, times } : { ...place, times })
    }
    // Of many, some may meet a day that the others have spent: whatever could bring a fact may be asked.
    const carriers =
      place.times === Infinity
        ? caseEndpoints.filter((it) => bringsAny(it, unknownFacts))
        : carriersOf(unknownFacts, this.#day)
    for (const endpoint of carriers) this.#call(endpoint, place.times)
  }

  #want(number: string, fact: Fact): void {
    this.#facts.set(number, (this.#facts.get(number) ?? new Set()).add(fact))
  }

  #call(endpoint: Endpoint, times: number): void {
    this.#unknown.set(endpoint, (this.#unknown.get(endpoint) ?? 0) + times)
  }

  /** With the calls that are known, each counted once. */
  together(calls: readonly PlannedCall[]): ReadonlyMap<string, Need> {
    const certain = new Map(calls.map(({ question, isCertain }) => [question.join('/'), isCertain]))
    const endpoints = new Map(calls.map(({ question }) => [question.join('/'), question[0]]))
    for (const [number, facts] of this.#facts) {
      const isAsked = (fact: Fact) => caseEndpoints.some((it) => carries(it, fact) && endpoints.has(`${it}/${number}`))
      const open = new Set([...facts].filter((fact) => !isAsked(fact)))
      for (const endpoint of carriersOf(open, this.#day)) endpoints.set(`${endpoint}/${number}`, endpoint)
    }
    const needs = new Map<string, Need>()
    const none: Need = { certain: 0, possible: 0, isOpen: false }
    for (const [question, endpoint] of endpoints) {
      const need = needs.get(endpoint) ?? none
      const isCertain = certain.get(question) === true
      needs.set(endpoint, { ...need, certain: need.certain + (isCertain ? 1 : 0), possible: need.possible + 1 })
    }
    for (const [endpoint, times] of this.#unknown) {
      const need = needs.get(endpoint) ?? none
      const isOpen = times === Infinity
      needs.set(endpoint, { ...need, isOpen, possible: need.possible + (isOpen ? 0 : times) })
    }
    return needs
  }
}

type Field = GraphQLField<unknown, unknown>

/** The endpoints that may be chosen: where two are as good as each other, what is left decides when it comes to it. */
function carriersOf(facts: ReadonlySet<Fact>, day: Pick<Day, 'left'>): ReadonlySet<CaseEndpoint> {
  const chosen = choose(facts, day)
  const equals: readonly (readonly CaseEndpoint[])[] = [
    ['APP_PROGRESS', 'APP_PROGRESS_SIMPLE'],
    ['APP_DOC_CONT_REFUSAL_REASON', 'APP_DOC_CONT_REFUSAL_REASON_DECISION'],
  ]
  const couldBring = (endpoint: CaseEndpoint, instead: CaseEndpoint) =>
    [...facts].filter((fact) => carries(endpoint, fact)).every((fact) => carries(instead, fact))
  const others = chosen.flatMap((endpoint) =>
    equals.filter((pair) => pair.includes(endpoint)).flatMap((pair) => pair.filter((it) => couldBring(endpoint, it))),
  )
  return new Set([...chosen, ...others])
}

function bringsAny(endpoint: CaseEndpoint, facts: ReadonlySet<Fact>): boolean {
  return [...facts].some((fact) => carries(endpoint, fact))
}

/** Whether what the field brings belongs to the application that its answer is about. */
function leadsToCase(field: Field): boolean {
  const { sameCase } = field.extensions as FieldCost
  return (
    sameCase === true || ['Application', 'Node', 'Document', 'Registration'].includes(getNamedType(field.type).name)
  )
}

/** Of a field that goes on after its first answer: facts that this one may make it need. */
function ownFacts(field: Field): readonly Fact[] {
  return (field.extensions as FieldCost).besides ?? []
}

function isList(type: GraphQLOutputType): boolean {
  if (isNonNullType(type)) return isList(type.ofType)
  return isListType(type)
}

function fieldsIn(schema: GraphQLSchema, document: DocumentNode): ReadonlyMap<FieldNode, Field> {
  const types = new TypeInfo(schema)
  const fields = new Map<FieldNode, Field>()
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const field = types.getFieldDef()
        if (field) fields.set(node, field)
      },
    }),
  )
  return fields
}

function fragmentsIn(document: DocumentNode): Operation['fragments'] {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]))
}
