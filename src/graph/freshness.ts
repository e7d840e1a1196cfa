import type { Plugin } from 'graphql-yoga'
import type { Services } from '../services.ts'
import type { ServerContext } from './context.ts'

/** What RFC 9111 takes for long enough, in seconds. */
const aYear = 31_536_000

/** What a cache that goes by the address must not mix up: what is shown, to whom, and what is listed beside it. */
const vary = 'Accept, Authorization, Prefer'

/**
 * Cache-Control by what is shown: as long as the first part of it holds, and not at all where something failed or is
 * stale, so that whoever asks next is given something better. Always private: callers are not all shown the same.
 */
export function sayHowLongItHolds({ clock }: Services): Plugin<object, ServerContext> {
  const whole = new WeakSet<object>()
  return {
    onResultProcess({ result, serverContext: { operation } }) {
      const isOne = !Array.isArray(result) && !(Symbol.asyncIterator in result)
      if (isOne && (result.errors ?? []).length === 0) whole.add(operation)
    },
    onResponse({ response: { headers, ok }, serverContext: { operation } }) {
      const { isStale, freshUntil } = operation
      headers.set(
        'cache-control',
        ok && whole.has(operation) && !isStale ? lasting(freshUntil, clock.now()) : 'no-store',
      )
      headers.append('vary', vary)
    },
  }
}

/**
 * What shows nothing of the office – the schema, a number alone – may be another with the next release; what is of the moment
 * has passed.
 */
export function lasting(freshUntil: number | null, now: number): string {
  const seconds = Math.floor(((freshUntil ?? 0) - now) / 1000)
  return seconds > 0 ? `private, max-age=${Math.min(seconds, aYear)}` : 'private, no-cache'
}
