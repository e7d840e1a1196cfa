import { type FieldNode, getNamedType, type GraphQLField } from 'graphql'
import type { Scope } from '../auth/callers/caller.ts'
import { type Need, Needs } from '../quota/needs.ts'
import { caseEndpoints, carries, type Day, type Fact, isCaseEndpoint } from '../sources/jpo/choose.ts'
import type { Question } from '../sources/jpo/older.ts'
import type { PlannedCall } from '../sources/jpo/planning.ts'
import { allThatBring, equalsOf, type MayBeWanted, possibleChoices } from '../sources/jpo/possible-choices.ts'
import { isList } from './lists.ts'
import { type Operation, selectedFields } from './look-ahead.ts'
import { factsOf, type FieldCost, type TypeCost } from './selection.ts'

type Field = GraphQLField<unknown, unknown>

/** A field of the operation that got no answer, and what would have to be asked for it. */
export interface Unanswered {
  readonly node: FieldNode
  readonly field: Field
  readonly question: Question
  /** Whether it is one object of the field's list, each of which fails by itself. */
  readonly isOneOfList: boolean
  /** Its type, where the field may return others too. */
  readonly of?: string | undefined
}

/** An application – of those that nobody knows yet, each of as many as there may be – and what is wanted of it. */
interface Case extends MayBeWanted {
  readonly times: number
  readonly sure: Set<Fact>
  readonly maybe: Set<Fact>
}

/** What may be asked below fields whose own answer is not there yet. */
export class Below {
  readonly #day: Pick<Day, 'left'>
  readonly #operation: Operation
  readonly #scopes: ReadonlySet<Scope>
  readonly #known = new Map<string, Case>()
  readonly #unknown: Case[] = []
  readonly #needs = new Needs()

  /** `scopes`: of who plans; what is refused to them asks for nothing. */
  constructor(operation: Operation, day: Pick<Day, 'left'>, scopes: ReadonlySet<Scope>) {
    this.#operation = operation
    this.#day = day
    this.#scopes = scopes
  }

  add({ node, field, question: [endpoint, key], isOneOfList, of }: Unanswered): void {
    const times = isList(field.type) && !isOneOfList ? Infinity : 1
    const isOfCase = isCaseEndpoint(endpoint) && leadsToCase(field)
    const one = isOfCase ? this.#knownCase(key) : this.#unknownCase(times)
    // The list of a case's documents decides on them.
    if (isOfCase && carries(endpoint, 'basics')) for (const fact of costOf(field).besides ?? []) one.maybe.add(fact)
    this.#walk(node, field, one, times, of)
  }

  /** `one`: the application that the objects of the field belong to; `times`: how many of them there may be. */
  #walk(node: FieldNode, field: Field, one: Case, times: number, of?: string): void {
    if (!node.selectionSet) return
    for (const selected of selectedFields(this.#operation, node.selectionSet, getNamedType(field.type).name, of)) {
      const { asks, sameCase, scope } = costOf(selected.field)
      if (scope && !this.#scopes.has(scope)) continue
      const { sure, maybe } = factsOf(selected.parentType, selected.field)
      for (const fact of sure) one.sure.add(fact)
      for (const fact of maybe) one.maybe.add(fact)
      // Where its object was itself to be asked for, that was it.
      const { shares }: TypeCost = selected.parentType.extensions
      if (asks && asks !== shares?.asks) this.#needs.add(asks, times)
      const within = times * (isList(selected.field.type) ? Infinity : 1)
      const isOther = getNamedType(selected.field.type).name === 'Application' && !sameCase
      this.#walk(selected.node, selected.field, isOther ? this.#unknownCase(within) : one, within)
    }
  }

  #knownCase(number: string): Case {
    const one = this.#known.get(number) ?? { times: 1, sure: new Set(), maybe: new Set() }
    this.#known.set(number, one)
    return one
  }

  #unknownCase(times: number): Case {
    const one: Case = { times, sure: new Set(), maybe: new Set() }
    this.#unknown.push(one)
    return one
  }

  /** With the calls that are known, each counted once. */
  together(calls: readonly PlannedCall[]): ReadonlyMap<string, Need> {
    for (const { question, isCertain } of calls) {
      this.#needs.add(question[0], 1, isCertain ? 'certain' : 'possible')
      // One that comes late is chosen after those for cases that nobody knows yet.
      if (isCertain || this.#unknown.length === 0) continue
      for (const other of equalsOf(question[0])) this.#needs.add(other, 1, 'instead')
    }
    const asked = new Set(calls.map(({ question }) => question.join('/')))
    for (const [number, { sure, maybe }] of this.#known) {
      const isOpen = (fact: Fact) => !caseEndpoints.some((it) => carries(it, fact) && asked.has(`${it}/${number}`))
      const open = { sure: new Set([...sure].filter(isOpen)), maybe: new Set([...maybe].filter(isOpen)) }
      const { calls: chosen, instead } = possibleChoices(open, this.#day, false)
      for (const endpoint of chosen) this.#needs.add(endpoint, 1)
      for (const endpoint of instead) if (!asked.has(`${endpoint}/${number}`)) this.#needs.add(endpoint, 1, 'instead')
    }
    for (const one of this.#unknown) {
      const isMany = one.times === Infinity
      const { calls: chosen, instead } = isMany
        ? { calls: allThatBring(one), instead: [] }
        : possibleChoices(one, this.#day, true)
      for (const endpoint of chosen) this.#needs.add(endpoint, one.times)
      for (const endpoint of instead) this.#needs.add(endpoint, one.times, 'instead')
    }
    return this.#needs.byEndpoint
  }
}

function costOf(field: Field): FieldCost {
  return field.extensions
}

/** Whether what the field brings belongs to the application that its answer is about. */
function leadsToCase(field: Field): boolean {
  const isOfCase = ['Application', 'Node', 'Document', 'Registration', '_Entity'].includes(
    getNamedType(field.type).name,
  )
  return costOf(field).sameCase === true || isOfCase
}
