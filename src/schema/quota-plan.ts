import {
  type ExecutionArgs,
  getOperationAST,
  GraphQLError,
  Kind,
  specifiedRules,
  validate,
  valueFromASTUntyped,
} from 'graphql'
import { BadUserInput } from '../errors.ts'
import { excessesIn, parseWithin } from '../limits/document.ts'
import type { Limits } from '../limits/limits.ts'
import { Refusal } from '../limits/refusal.ts'
import type { Plan, PlannedEndpoint } from '../quota/plan.ts'
import { badArguments, variablesOf } from './argument-checks.ts'
import { builder, type Context } from './builder.ts'
import { tooManyValues } from './complexity.ts'
import { deliveryRules } from './delivery/rules.ts'
import { JpoEndpoint } from './freshness.ts'
import { needsOf } from './plan.ts'
import { policyIn } from './upstream.ts'

builder.scalarType('JSON', {
  description: 'Any JSON value; as variables an object by their names.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
})

const PlannedCalls = builder.objectRef<PlannedEndpoint & { endpoint: typeof JpoEndpoint.$inferType }>('PlannedCalls')

PlannedCalls.implement({
  description: 'What an operation would ask of one endpoint.',
  fields: (t) => ({
    endpoint: t.field({
      type: JpoEndpoint,
      nullable: false,
      description: 'Which API.',
      resolve: ({ endpoint }) => endpoint,
    }),
    atLeast: t.exposeInt('atLeast', { nullable: false, description: 'Calls that it would surely make.' }),
    atMost: t.exposeInt('atMost', {
      nullable: false,
      description:
        'Calls that it could make. Where a list is itself to be asked for, nobody knows how much more it leads to: then as many as the day, the wait and maxCalls allow.',
    }),
    remaining: t.exposeInt('remaining', { nullable: false, description: 'Calls that are left today.' }),
  }),
})

const QuotaPlan = builder.objectRef<Plan>('QuotaPlan').implement({
  description: 'The price of an operation before it is bought, given what is stored now.',
  fields: (t) => ({
    feasible: t.exposeBoolean('feasible', {
      nullable: false,
      description:
        'Whether all calls that are foreseen – those of lists not yet known apart – are left today, start within the wait and stay within maxCalls.',
    }),
    estimatedWaitSeconds: t.exposeFloat('estimatedWaitSeconds', {
      nullable: false,
      description: "Seconds until the last foreseen call could start at the minute's pace, behind those that wait now.",
    }),
    calls: t.field({
      type: [PlannedCalls],
      nullable: { list: false, items: false },
      description: 'The endpoints that it could ask; [] where what is stored answers all of it.',
      resolve: ({ calls }) => calls as (PlannedEndpoint & { endpoint: typeof JpoEndpoint.$inferType })[],
    }),
  }),
})

builder.queryField('quotaPlan', (t) =>
  t.field({
    type: QuotaPlan,
    nullable: false,
    description:
      'What an operation would spend, from stored answers and the prices of its fields; its own @upstream counts. As long as nobody else asks and the office does not fail, atLeast ≤ calls ≤ atMost for each endpoint. BAD_USER_INPUT, with GraphQL’s own errors in `errors`, where it is no valid operation. Costs nothing.',
    args: {
      document: t.arg.string({ required: true, description: 'The operation as it would be sent.' }),
      variables: t.arg({ type: 'JSON', description: 'Its variables, an object.' }),
      operationName: t.arg.string({ description: 'Which operation, where the document has several.' }),
    },
    resolve: async (_root, { document: text, variables, operationName }, context, { schema }) => {
      const { planning, shows } = context
      // Of the moment.
      shows(0)
      const operation = readOperation(text, { schema, context, operationName: operationName ?? null }, variables ?? {})
      // A plan within a plan would cost as little.
      if (!planning) return { feasible: true, estimatedWaitSeconds: 0, calls: [] }
      const policy = policyIn(operation.document, operation.operationName, operation.variables)
      const planned = await planning(policy)
      return planned.bounded(await needsOf(operation, planned))
    },
  }),
)

interface Asked extends Pick<ExecutionArgs, 'schema'> {
  readonly context: Context
  readonly operationName: string | null
}

/** The operation, as the server itself would accept it. */
function readOperation(text: string, { schema, context, operationName }: Asked, given: unknown) {
  const { limits } = context
  const document = parsed(text, limits)
  const [excess] = excessesIn(document, limits)
  if (excess) throw excess
  const invalid = validate(schema, document, [...specifiedRules, ...deliveryRules])
  if (invalid.length > 0) throw refused('is not valid', invalid)
  const operation = getOperationAST(document, operationName)
  if (!operation) {
    const names = document.definitions.flatMap((it) =>
      it.kind === Kind.OPERATION_DEFINITION && it.name ? [it.name.value] : [],
    )
    throw new BadUserInput(
      `operationName must say which operation of the document is meant: ${names.join(', ') || 'it has none'}.`,
    )
  }
  if (!schema.getRootType(operation.operation)) throw new BadUserInput(`This graph has no ${operation.operation}.`)
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new BadUserInput('variables must be an object of values by name.')
  const variableValues = given as Record<string, unknown>
  const args = { schema, document, operationName, variableValues, contextValue: context }
  const { coerced = {}, errors = [] } = variablesOf(args) ?? {}
  if (errors.length > 0) throw refused('has wrong variables', errors)
  const bad = badArguments(args, coerced, limits)
  if (bad.length > 0) throw refused('has arguments that cannot be meant', bad)
  const tooMany = tooManyValues(args)
  if (tooMany) throw tooMany
  return { ...args, variables: coerced }
}

function parsed(text: string, limits: Limits) {
  try {
    return parseWithin(text, limits)
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (error instanceof GraphQLError) throw refused('does not parse', [error])
    throw new BadUserInput('The document is nested too deeply to be read.')
  }
}

/** GraphQL's own errors, as data of this one. */
function refused(what: string, errors: readonly GraphQLError[]): GraphQLError {
  return new GraphQLError(`The document ${what}: ${errors[0]?.message ?? ''}`, {
    extensions: { code: 'BAD_USER_INPUT', errors: errors.map((error) => error.toJSON()) },
  })
}
