import type { ExecutionArgs } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { deliveryRules } from '../../schema/delivery/rules.ts'
import type { Services } from '../../services.ts'
import type { ServerContext } from '../context.ts'
import { codeOf } from '../outcome.ts'
import { shown } from '../shown-errors.ts'
import { type Increment, isInParts, type Part } from './part.ts'
import { wholeOf } from './whole.ts'

/**
 * @defer and @stream: to who takes parts what is stored is sent at once, and the rest as the office answers. It is the same
 * operation for all that: one account, one line in the log, one bill, which comes with the last part.
 */
export function answerInParts(services: Services): Plugin<ServerContext, ServerContext> {
  async function* billed(parts: AsyncIterable<Part>, { operation }: ServerContext): AsyncGenerator<Part> {
    const codes: string[] = []
    for await (const part of parts) {
      const { errors = [], incremental = [] } = part
      const increments = incremental.map((increment) => masked(increment, services))
      codes.push(...[...errors, ...increments.flatMap(({ errors = [] }) => errors)].map(codeOf))
      operation.answered(codes)
      yield {
        ...part,
        ...(increments.length > 0 && { incremental: increments }),
        ...(part.hasNext !== true && { extensions: await operation.extensions(services) }),
      }
    }
  }

  return {
    onValidate({ addValidationRule }) {
      for (const rule of deliveryRules) addValidationRule(rule)
    },
    onExecute({ args, executeFn, setExecuteFn }) {
      const { takesParts } = args.contextValue as ServerContext
      const { document } = args as ExecutionArgs
      if (document === wholeOf(document)) return
      if (takesParts) {
        Object.assign(args.contextValue as object, { isInParts: true })
        return
      }
      const execute = executeFn as (args: ExecutionArgs) => unknown
      setExecuteFn((executed: ExecutionArgs) => execute({ ...executed, document: wholeOf(document) }))
    },
    onResultProcess(event) {
      const { result, serverContext } = event
      if (isInParts(result)) event.setResult(billed(result, serverContext))
    },
  }
}

/** Of what comes later yoga shows every error as it is. */
function masked(increment: Increment, services: Services): Increment {
  const { errors } = increment
  return errors ? { ...increment, errors: errors.map((error) => shown(error, services)) } : increment
}
