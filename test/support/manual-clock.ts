import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../src/clock.ts'

export interface ManualClock extends Clock {
  /** Moves time on, waking sleepers in the order of their time; what they start in turn is woken too. */
  advance(ms: number): Promise<void>
  /** Sets the clock without waking anyone: what a corrected system clock does. */
  jump(ms: number): void
  /** How many sleep now: an idle server has none. */
  readonly sleeping: number
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

export function manualClock(start: number): ManualClock {
  let now = start
  /** What it was set forward in all; back where less than nothing. */
  let set = 0
  const sleepers = new Set<Sleeper>()

  /** Lets everything that does not wait for time run to its end. */
  const settle = () => setImmediate()

  return {
    now: () => now,
    steady: () => now - set,
    get sleeping() {
      return sleepers.size
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        const onAbort = () => {
          sleepers.delete(sleeper)
          reject(signal?.reason as Error)
        }
        const sleeper: Sleeper = {
          at: now + ms,
          wake: () => {
            signal?.removeEventListener('abort', onAbort)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', onAbort, { once: true })
      }),
    async advance(ms) {
      const target = now + ms
      await settle()
      for (;;) {
        const next = [...sleepers].sort((a, b) => a.at - b.at).find(({ at }) => at <= target)
        if (!next) break
        sleepers.delete(next)
        now = Math.max(now, next.at)
        next.wake()
        await settle()
      }
      now = target
      await settle()
    },
    jump(ms) {
      now += ms
      set += ms
    },
  }
}
