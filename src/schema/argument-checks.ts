import {
  type ASTNode,
  type ExecutionArgs,
  type FieldNode,
  type FragmentSpreadNode,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type InlineFragmentNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { BadUserInput, type Failure } from '../errors.ts'
import type { Limits } from '../limits/limits.ts'
import { Refusal } from '../limits/refusal.ts'
import type { Context } from './builder.ts'
import { checkDelivery } from './delivery/rules.ts'

/** What a field's arguments must fulfil beyond their types; throws BadUserInput. */
export type ArgumentCheck = (args: Readonly<Record<string, unknown>>, limits: Limits) => void

/** The options of a field whose arguments are checked before anything of the operation starts. */
export function checked(check: ArgumentCheck) {
  return { argumentCheck: check }
}

/** The same beside extensions that a field has already. */
export function withCheck<T extends { extensions: object }>(check: ArgumentCheck, options: T) {
  return { ...options, extensions: { ...options.extensions, ...checked(check) } }
}

export function notTooLong(name: string): ArgumentCheck {
  return ({ [name]: list }, { listLength }) => {
    if (!Array.isArray(list) || list.length <= listLength) return
    throw new BadUserInput(`${name} has ${list.length} elements; at most ${listLength} are accepted.`, {
      excess: { limit: 'listLength', asked: list.length, allowed: listLength },
    })
  }
}

/**
 * Why an operation is not begun: it is the client who must change something, so not a 500 as for one that failed, and not
 * a 200 either for those who accept application/json, as GraphQL over HTTP has it for a document that is not valid.
 */
export function refusal({ message, nodes, originalError, extensions }: GraphQLError): GraphQLError {
  const { status, headers } = originalError instanceof Refusal ? originalError : { status: 400, headers: {} }
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    originalError: originalError ?? null,
    extensions: { ...extensions, http: { status, headers, spec: false } },
  })
}

export function refusalBy(failure: Failure): GraphQLError {
  return refusal(new GraphQLError(failure.message, { originalError: failure }))
}

/** As many wrong values of an operation's variables are named; GraphQL's own execution names no more of them. */
const MOST_ERRORS = 50

/** Characters; the beginning names the variable and the end what is wrong. */
const LONGEST_MESSAGE = 1_000

/** The operation's variables as it will see them, or what is wrong with them; undefined where no operation is meant. */
export function variablesOf(
  { schema, document, operationName, variableValues }: ExecutionArgs,
  maxErrors: number = MOST_ERRORS,
) {
  const operation = getOperationAST(document, operationName)
  if (!operation) return undefined
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {}, { maxErrors })
  return values.errors ? { coerced: undefined, errors: values.errors.map(brief) } : values
}

/** GraphQL repeats a wrong value whole, once for each thing that is wrong with it: a large one would come back fifty times. */
function brief(error: GraphQLError): GraphQLError {
  const { message, nodes, originalError, extensions } = error
  if (message.length <= LONGEST_MESSAGE) return error
  const half = LONGEST_MESSAGE / 2
  return new GraphQLError(`${message.slice(0, half)} … ${message.slice(-half)}`, {
    nodes: nodes ?? null,
    originalError: originalError ?? null,
    extensions,
  })
}

/** The variables; undefined where they cannot be meant, or no operation is. */
export function coercedVariables(args: ExecutionArgs) {
  return variablesOf(args, 0)?.coerced
}

/** Each argument of the operation that cannot be meant. */
export function badArguments(
  { schema, document, operationName }: ExecutionArgs,
  variables: Readonly<Record<string, unknown>>,
  limits: Limits,
): GraphQLError[] {
  const operation = getOperationAST(document, operationName)
  const errors: GraphQLError[] = []
  const types = new TypeInfo(schema)
  const attempt = (node: ASTNode, check: () => void) => {
    try {
      check()
    } catch (error) {
      // Anything else is said at the field by execution.
      if (error instanceof BadUserInput)
        errors.push(new GraphQLError(error.message, { nodes: node, originalError: error }))
    }
  }
  const checkParts = (node: FragmentSpreadNode | InlineFragmentNode | FieldNode) =>
    attempt(node, () => checkDelivery(node, variables))
  visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition: (node) => (node === operation ? undefined : false),
      InlineFragment: checkParts,
      FragmentSpread: checkParts,
      Field(node) {
        checkParts(node)
        const field = types.getFieldDef()
        const check = field?.extensions['argumentCheck'] as ArgumentCheck | undefined
        if (field && check) attempt(node, () => check(getArgumentValues(field, node, variables), limits))
      },
    }),
  )
  return errors
}

/**
 * A variable or an argument that cannot be meant refuses the whole operation, so that nothing beside it is spent. Scalars
 * of our own refuse by themselves; this is for what the contract types as String, Int or ID.
 */
export const refuseBadArguments: Plugin = {
  onExecute({ args, setResultAndStopExecution }) {
    const { coerced, errors: wrong = [] } = variablesOf(args) ?? {}
    const errors = coerced
      ? badArguments(args, coerced, ((args as ExecutionArgs).contextValue as Context).limits)
      : wrong.map(asBadInput)
    if (errors.length > 0) setResultAndStopExecution({ errors: errors.map(refusal) })
  },
}

/** GraphQL itself gives no code to a variable of another type than its own. */
function asBadInput(error: GraphQLError): GraphQLError {
  Object.assign(error.extensions, { code: error.extensions['code'] ?? 'BAD_USER_INPUT' })
  return error
}
