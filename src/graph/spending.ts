import { type ExecutionArgs, GraphQLError } from 'graphql'
import type { Plugin, YogaInitialContext } from 'graphql-yoga'
import { BadUserInput } from '../errors.ts'
import { coercedVariables, refusal } from '../schema/argument-checks.ts'
import { policyIn } from '../schema/upstream.ts'
import type { Services } from '../services.ts'
import type { ServerContext } from './context.ts'

/** What the operation may spend is settled before it runs: a limit that cannot be meant refuses it. */
export const agreeOnSpending: Plugin<object, ServerContext> = {
  onExecute({ args, setResultAndStopExecution }) {
    const { document, operationName, contextValue } = args as ExecutionArgs
    const { operation, request } = contextValue as ServerContext & YogaInitialContext
    try {
      const variables = coercedVariables(args)
      if (variables) operation.agree(request, policyIn(document, operationName, variables))
    } catch (error) {
      if (!(error instanceof BadUserInput)) throw error
      setResultAndStopExecution({ errors: [refusal(new GraphQLError(error.message, { originalError: error }))] })
    }
  },
  onResponse({ response, serverContext }) {
    const applied = serverContext.operation.preferenceApplied
    if (applied !== null) response.headers.set('preference-applied', applied)
  },
}

/** `extensions.quota` on every response, refused operations included. */
export function showQuota(services: Services): Plugin<object, ServerContext> {
  return {
    async onResultProcess(event) {
      const { result, serverContext } = event
      if (Array.isArray(result) || Symbol.asyncIterator in result) return
      const extensions = await serverContext.operation.extensions(services)
      event.setResult({ ...result, extensions: { ...result.extensions, ...extensions } })
    },
  }
}
