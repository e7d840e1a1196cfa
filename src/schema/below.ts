import {
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLOutputType,
  isListType,
  isNonNullType,
} from 'graphql'
import type { Need } from '../quota/plan.ts'
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
import type { Question } from '../sources/jpo/older.ts'
import type { PlannedCall } from '../sources/jpo/planning.ts'
import { factsOf, type FieldCost, type Operation, selectedFields } from './selection.ts'

type Field = GraphQLField<unknown, unknown>

/** A field of the operation that got no answer, and what would have to be asked for it. */
export interface Unanswered {
  readonly node: FieldNode
  readonly field: Field
  readonly question: Question
}

/** Facts that are wanted of an application if it exists, and those that what is found decides on. */
interface Wanted {
  readonly sure: Set<Fact>
  readonly maybe: Set<Fact>
}

/** Where a selection stands: `of`: the application that its objects belong to, null: one not known yet; how many there may be. */
interface Stand {
  readonly of: string | null
  readonly times: number
}

/** What may be asked below fields whose own answer is not there yet. */
export class Below {
  readonly #day: Pick<Day, 'left'>
  readonly #operation: Operation
  /** By application. */
  readonly #wanted = new Map<string, Wanted>()
  /** Calls about things that nobody knows yet; Infinity where not even their number is known. */
  readonly #unknown = new Map<Endpoint, number>()

  constructor(operation: Operation, day: Pick<Day, 'left'>) {
    this.#operation = operation
    this.#day = day
  }

  add({ node, field, question: [endpoint, key] }: Unanswered): void {
    const of = isCaseEndpoint(endpoint) && leadsToCase(field) ? key : null
    // The list of a case's documents decides on them.
    const isAboutList = isCaseEndpoint(endpoint) && carries(endpoint, 'basics')
    if (of !== null && isAboutList) this.#want(of, [], costOf(field).besides ?? [])
    this.#walk(node, field, { of, times: isList(field.type) ? Infinity : 1 })
  }

  #walk(node: FieldNode, field: Field, stand: Stand): void {
    if (!node.selectionSet) return
    const unknown: Wanted = { sure: new Set(), maybe: new Set() }
    for (const selected of selectedFields(this.#operation, node.selectionSet, getNamedType(field.type).name)) {
      const { sure, maybe } = factsOf(selected.parentType, selected.field)
      if (stand.of !== null) this.#want(stand.of, sure, maybe)
      for (const fact of sure) unknown.sure.add(fact)
      for (const fact of maybe) unknown.maybe.add(fact)
      const { asks, sameCase } = costOf(selected.field)
      if (asks) this.#call(asks, stand.times)
      const times = stand.times * (isList(selected.field.type) ? Infinity : 1)
      const isOtherCase = getNamedType(selected.field.type).name === 'Application' && !sameCase
      this.#walk(selected.node, selected.field, { of: isOtherCase ? null : stand.of, times })
    }
    if (stand.of !== null) return
    // Of many, some may meet a day that the others have spent: whatever could bring a fact may be asked.
    const carriers = stand.times === Infinity ? allCarriers(unknown) : carriersOf(unknown, this.#day)
    for (const endpoint of carriers) this.#call(endpoint, stand.times)
  }

  #want(number: string, sure: readonly Fact[], maybe: readonly Fact[]): void {
    const wanted = this.#wanted.get(number) ?? { sure: new Set(), maybe: new Set() }
    this.#wanted.set(number, wanted)
    for (const fact of sure) wanted.sure.add(fact)
    for (const fact of maybe) wanted.maybe.add(fact)
  }

  #call(endpoint: Endpoint, times: number): void {
    this.#unknown.set(endpoint, (this.#unknown.get(endpoint) ?? 0) + times)
  }

  /** With the calls that are known, each counted once. */
  together(calls: readonly PlannedCall[]): ReadonlyMap<string, Need> {
    const needs = new Map<string, Need>()
    const add = (endpoint: Endpoint, { certain = 0, possible = 0, isOpen = false }: Partial<Need>) => {
      const need = needs.get(endpoint) ?? { certain: 0, possible: 0, isOpen: false }
      needs.set(endpoint, {
        certain: need.certain + certain,
        possible: need.possible + possible,
        isOpen: need.isOpen || isOpen,
      })
    }
    for (const { question, isCertain } of calls) add(question[0], { certain: isCertain ? 1 : 0, possible: 1 })
    const asked = new Set(calls.map(({ question }) => question.join('/')))
    for (const [number, { sure, maybe }] of this.#wanted) {
      const isOpen = (fact: Fact) => !caseEndpoints.some((it) => carries(it, fact) && asked.has(`${it}/${number}`))
      const open = { sure: new Set([...sure].filter(isOpen)), maybe: new Set([...maybe].filter(isOpen)) }
      for (const endpoint of carriersOf(open, this.#day)) {
        if (!asked.has(`${endpoint}/${number}`)) add(endpoint, { possible: 1 })
      }
    }
    for (const [endpoint, times] of this.#unknown)
      add(endpoint, times === Infinity ? { isOpen: true } : { possible: times })
    return needs
  }
}

function costOf(field: Field): FieldCost {
  return field.extensions
}

/** The endpoints that may be chosen, whatever of `maybe` is wanted in the end. */
function carriersOf({ sure, maybe }: Wanted, day: Pick<Day, 'left'>): ReadonlySet<CaseEndpoint> {
  const cases = [sure, ...[...maybe].map((fact) => new Set([...sure, fact])), new Set([...sure, ...maybe])]
  return new Set(cases.flatMap((facts) => withEquals(facts, choose(facts, day))))
}

const equals: readonly (readonly CaseEndpoint[])[] = [
  ['APP_PROGRESS', 'APP_PROGRESS_SIMPLE'],
  ['APP_DOC_CONT_REFUSAL_REASON', 'APP_DOC_CONT_REFUSAL_REASON_DECISION'],
]

/** Where two are as good as each other, what is left decides when it comes to it. */
function withEquals(facts: ReadonlySet<Fact>, chosen: readonly CaseEndpoint[]): readonly CaseEndpoint[] {
  const couldBring = (endpoint: CaseEndpoint, instead: CaseEndpoint) =>
    [...facts].filter((fact) => carries(endpoint, fact)).every((fact) => carries(instead, fact))
  const others = chosen.flatMap((endpoint) =>
    equals.filter((pair) => pair.includes(endpoint)).flatMap((pair) => pair.filter((it) => couldBring(endpoint, it))),
  )
  return [...chosen, ...others]
}

function allCarriers({ sure, maybe }: Wanted): readonly CaseEndpoint[] {
  return caseEndpoints.filter((it) => [...sure, ...maybe].some((fact) => carries(it, fact)))
}

/** Whether what the field brings belongs to the application that its answer is about. */
function leadsToCase(field: Field): boolean {
  const isOfCase = ['Application', 'Node', 'Document', 'Registration'].includes(getNamedType(field.type).name)
  return costOf(field).sameCase === true || isOfCase
}

function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType) : isListType(type)
}
