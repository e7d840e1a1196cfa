import { type DocumentNode, getOperationAST, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { ServerContext } from './context.ts'

/** Tells the operation what became of it, for the log and the figures: after all that may refuse it. */
export const noteOutcome: Plugin<ServerContext, ServerContext> = {
  onParse({ context }) {
    const { operation, params } = context
    return ({ result }) => operation.named(nameIn(result as DocumentNode | Error | null, params.operationName))
  },
  onExecute({ args }) {
    const { operation } = args.contextValue as ServerContext
    operation.runs()
  },
  onResultProcess({ result, serverContext }) {
    if (Array.isArray(result) || Symbol.asyncIterator in result) return
    serverContext.operation.answered((result.errors ?? []).map(codeOf))
  },
}

function nameIn(document: DocumentNode | Error | null, operationName: string | undefined): string | null {
  if (document === null || document instanceof Error) return null
  return getOperationAST(document, operationName)?.name?.value ?? null
}

/** GraphQL's own errors of validation carry none by themselves. */
export function codeOf(error: GraphQLError): string {
  const { code } = error.extensions
  return typeof code === 'string' ? code : 'GRAPHQL_VALIDATION_FAILED'
}
