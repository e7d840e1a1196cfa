import type { Clock } from '../../src/clock.ts'

export interface ManualClock extends Clock {
  /** Moves time on and wakes the sleepers whose time has come, in the order of their waking. */
  advance(ms: number): void
}

/** A clock that stands still until a test moves it. */
export function manualClock(startMs: number): ManualClock {
  let now = startMs
  let sleepers: { readonly until: number; readonly wake: () => void }[] = []
  return {
    now: () => now,
    advance(ms) {
      now += ms
      const due = sleepers.filter(({ until }) => until <= now).toSorted((a, b) => a.until - b.until)
      sleepers = sleepers.filter(({ until }) => until > now)
      for (const { wake } of due) wake()
    },
    sleep(ms, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<undefined>()
      if (signal?.aborted) reject(signal.reason as Error)
      else if (ms <= 0) resolve(undefined)
      else {
        const sleeper = { until: now + ms, wake: () => resolve(undefined) }
        sleepers.push(sleeper)
        signal?.addEventListener(
          'abort',
          () => {
            sleepers = sleepers.filter((other) => other !== sleeper)
            reject(signal.reason as Error)
          },
          { once: true },
        )
      }
      return promise
    },
  }
}
