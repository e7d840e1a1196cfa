import {
  type DocumentNode,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
} from 'graphql'
import { createLoadersAtHand } from '../../loaders/at-hand.ts'
import { accountOf } from '../../operation/account.ts'
import { contextOf } from '../../operation/context.ts'
import { nextReset, toOfficeTime } from '../../quota/day.ts'
import { Spending } from '../../quota/spending.ts'
import { tooManyValues } from '../../schema/complexity.ts'
import { schema } from '../../schema/index.ts'
import type { Services } from '../../services.ts'
import { createRecent } from '../../store/recent.ts'
import type { Visit } from '../../web/visit.ts'
import type { FinishedAnswer } from '../finished-answers.ts'
import { headOf } from '../question.ts'
import { savedIn } from '../repeating.ts'
import { type Answering, compile, NeverAtOnce } from './compile.ts'
import { type Parameters, parametersIn } from './parameters.ts'
import { conditionsIn, type Variables } from './selections.ts'

/**
 * Answers of operations that were answered before with other variables, made of what memory holds and nothing else, in one
 * go: no ledger is read, no store is asked, nothing is waited for. Whatever is not all there – a fact, a number that is
 * right, a field that never fails – is for the whole way, which finds nothing done.
 */
export interface AnswersAtOnce {
  /** Undefined where it takes the whole way. */
  answer(visit: Visit, body: Buffer): FinishedAnswer | undefined
  /** The whole way led to an answer that depends on nothing but its question and what is stored. */
  learn(visit: Visit, body: Buffer, answer: FinishedAnswer): void
}

/** An operation whose document is valid, within the limits, and may be asked by whoever asks so. */
interface Known {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly name: string | null
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** The variables that @skip and @include go by. */
  readonly conditions: readonly string[]
  /** How many values it selects depends on its variables. */
  readonly varies: boolean
  /** By the values of the conditions. */
  readonly answering: Map<string, Answering>
  readonly bytes: number
}

/** Some thousand operations with what is made of them. */
const MAX_BYTES = 8 * 1024 * 1024
/** What is parsed and made of a character of a document, about. */
const BYTES_OF_CHARACTER = 40
const MOST_CONDITIONS = 3

export function createAnswersAtOnce(services: Services): AnswersAtOnce {
  const known = createRecent<Known | null>(MAX_BYTES, (it) => it?.bytes ?? 1_000)
  const { clock } = services

  function nameOf(visit: Visit, { query, operationName }: Parameters): string {
    return `${headOf(visit)}\n${operationName ?? ''}\n${query}`
  }

  function answer(visit: Visit, body: Buffer): FinishedAnswer | undefined {
    const parameters = parametersIn(visit, body)
    if (!parameters) return undefined
    const name = nameOf(visit, parameters)
    const operation = known.get(name)
    if (!operation) return undefined
    try {
      return answered(operation, visit, parameters)
    } catch (error) {
      // Tried again it would be in vain each time.
      if (error instanceof NeverAtOnce) known.set(name, null)
      return undefined
    }
  }

  function answered(known: Known, { caller }: Visit, { variables }: Parameters): FinishedAnswer | undefined {
    const { operation, document, name, status, headers } = known
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 })
    if (!coerced) return undefined
    const startedAt = clock.now()
    const spending = new Spending({ startedAt, caller: accountOf(services, caller) })
    const loaders = createLoadersAtHand({ source: services.source, spending })
    const context = contextOf(services, { caller, spending, loaders }, null)
    const asked = { schema, document, operationName: name, variableValues: coerced, contextValue: context }
    if (known.varies && tooManyValues(asked)) return undefined
    const data = answeringOf(known, coerced)(context, coerced)
    const { until } = spending.shown
    if (until !== null && until <= startedAt) return undefined
    const { cached, stale, waitedMs } = spending
    const quota = { spent: [], cached, stale, waitedMs, resetsAt: toOfficeTime(nextReset(startedAt)) }
    const body = Buffer.from(JSON.stringify({ data, extensions: { quota } }))
    return { status, headers, body, name, saved: savedIn(spending.events), freshUntil: until }
  }

  function answeringOf(of: Known, variables: Variables): Answering {
    const values = of.conditions.map((name) => variables[name])
    const key = values.join()
    const made = of.answering.get(key) ?? compile({ schema, ...of }, variables)
    of.answering.set(key, made)
    return made
  }

  function learn(visit: Visit, body: Buffer, { status, headers, name }: FinishedAnswer): void {
    const parameters = parametersIn(visit, body)
    if (!parameters || status !== 200) return
    const key = nameOf(visit, parameters)
    if (known.get(key) !== undefined) return
    const { query, operationName } = parameters
    const document = parse(query)
    const operation = getOperationAST(document, operationName)
    const conditions = conditionsIn(document)
    const isFit = operation?.operation === OperationTypeNode.QUERY && conditions && conditions.length <= MOST_CONDITIONS
    if (!operation || !isFit) {
      known.set(key, null)
      return
    }
    known.set(key, {
      status,
      headers,
      name,
      document,
      operation,
      conditions,
      varies: hasSizes(operation),
      answering: new Map(),
      bytes: query.length * BYTES_OF_CHARACTER,
    })
  }

  return { answer, learn }
}

/** Whether a variable can be a list or a number of rows, which multiply what is selected. */
function hasSizes({ variableDefinitions = [] }: OperationDefinitionNode): boolean {
  return variableDefinitions.some(({ type }) => {
    const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type
    return inner.kind === Kind.LIST_TYPE || !sizeless.has(inner.name.value)
  })
}

/** Types of which no value says how many of something are wanted. */
const sizeless = new Set([
  'ApplicationNumber',
  'PublicationNumber',
  'RegistrationNumber',
  'ApplicantCode',
  'String',
  'ID',
  'Boolean',
])
