import {
  type ExecutionArgs,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { BadUserInput } from '../errors.ts'
import { longestList } from './lists.ts'

/** What a field's arguments must fulfil beyond their types; throws BadUserInput. */
export type ArgumentCheck = (args: Readonly<Record<string, unknown>>) => void

/** The options of a field whose arguments are checked before anything of the operation starts. */
export function checked(check: ArgumentCheck) {
  return { argumentCheck: check }
}

/** The same beside extensions that a field has already. */
export function withCheck<T extends { extensions: object }>(check: ArgumentCheck, options: T) {
  return { ...options, extensions: { ...options.extensions, ...checked(check) } }
}

export function notTooLong(name: string): ArgumentCheck {
  return ({ [name]: list }) => {
    if (Array.isArray(list) && list.length > longestList)
      throw new BadUserInput(`${name} has ${list.length} elements; at most ${longestList} are accepted.`)
  }
}

/** Why an operation is not begun: it is the client who must change something, so not a 500 as for one that failed. */
export function refusal({ message, nodes, originalError, extensions }: GraphQLError): GraphQLError {
  const asked = { ...extensions, http: { status: 400 } }
  return new GraphQLError(message, { nodes: nodes ?? null, originalError: originalError ?? null, extensions: asked })
}

/** The operation's variables as it will see them, or what is wrong with them; undefined where no operation is meant. */
export function variablesOf({ schema, document, operationName, variableValues }: ExecutionArgs) {
  const operation = getOperationAST(document, operationName)
  return operation && getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {})
}

/** The variables; undefined where execution will say what is wrong with them. */
export function coercedVariables(args: ExecutionArgs) {
  return variablesOf(args)?.coerced
}

/** Each argument of the operation that cannot be meant. */
export function badArguments(args: ExecutionArgs, variables: Readonly<Record<string, unknown>>): GraphQLError[] {
  const { schema, document, operationName } = args
  const operation = getOperationAST(document, operationName)
  const errors: GraphQLError[] = []
  const types = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition: (node) => (node === operation ? undefined : false),
      Field(node) {
        const field = types.getFieldDef()
        const check = field?.extensions['argumentCheck'] as ArgumentCheck | undefined
        if (!field || !check) return
        try {
          check(getArgumentValues(field, node, variables))
        } catch (error) {
          // Anything else is said at the field by execution.
          if (error instanceof BadUserInput)
            errors.push(new GraphQLError(error.message, { nodes: node, originalError: error }))
        }
      },
    }),
  )
  return errors
}

/**
 * An argument that cannot be meant refuses the whole operation, so that nothing beside it is spent. Scalars of our own
 * refuse by themselves; this is for what the contract types as String, Int or ID.
 */
export const refuseBadArguments: Plugin = {
  onExecute({ args, setResultAndStopExecution }) {
    const variables = coercedVariables(args)
    const errors = variables ? badArguments(args, variables) : []
    if (errors.length > 0) setResultAndStopExecution({ errors: errors.map(refusal) })
  },
}
