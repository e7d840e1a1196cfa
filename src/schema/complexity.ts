import { complexityFromQuery } from '@pothos/plugin-complexity'
import { type ExecutionArgs, getOperationAST, Kind } from 'graphql'
import { tooComplex } from '../limits/excess.ts'
import type { Context } from './builder.ts'

/**
 * Why the operation may select more values than go into one answer; null where it does not. Its variables decide, so this
 * is no rule of validation, whose outcome is remembered by document. The plugin's own check stands at the fields of Query
 * that we write, and would let `_entities` pass.
 */
export function tooManyValues({ schema, document, operationName, variableValues, contextValue }: ExecutionArgs) {
  const { limits } = contextValue as Context
  const operation = getOperationAST(document, operationName)
  if (!operation) return null
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  const { complexity } = complexityFromQuery(
    { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] },
    { schema, variables: { ...variableValues }, ctx: contextValue as Context },
  )
  return tooComplex('complexity', complexity, limits)
}
