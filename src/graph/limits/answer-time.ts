import type { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { Refusal } from '../../limits/refusal.ts'
import { refusalBy } from '../../schema/argument-checks.ts'
import type { ServerContext } from '../context.ts'
import { isInParts, partsUntil } from '../parts/part.ts'

/**
 * An operation is answered within its own wait and a time beyond it: connections do not live for ever. That is the time of
 * the machine, not of the clock by which the office's turns come.
 */
export function answerInTime(answerSeconds: number): Plugin<ServerContext, ServerContext> {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const { operation, abandon, closed } = args.contextValue as ServerContext
      const seconds = operation.spending.policy.waitMs / 1_000 + answerSeconds
      // It runs on while an answer that is complete waits for its bill.
      const late = new Promise<{ readonly errors: readonly GraphQLError[] }>((resolve) => {
        const end = () => {
          const refusal = tooLate(seconds, answerSeconds)
          abandon(refusal)
          resolve({ errors: [refusalBy(refusal)] })
        }
        const timer = setTimeout(end, seconds * 1_000).unref()
        closed.addEventListener('abort', () => clearTimeout(timer), { once: true })
      })
      const execute = executeFn as (args: unknown) => unknown
      setExecuteFn(async (executed: unknown) => {
        const result = await Promise.race([execute(executed), late])
        return isInParts(result) ? partsUntil(late, result) : result
      })
    },
  }
}

function tooLate(seconds: number, allowed: number): Refusal {
  return new Refusal(
    `This operation took longer than ${seconds} s, its own wait included. What it had started goes on and is remembered: ask again.`,
    {
      status: 503,
      code: 'OPERATION_TIMED_OUT',
      excess: { limit: 'answerSeconds', allowed },
      retryAfterSeconds: 1,
    },
  )
}
