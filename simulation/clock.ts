import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../src/clock.ts'

/** Time that passes as fast as the work of each moment is done. */
export interface PassingClock extends Clock {
  /** Moves on to `target`, waking every sleeper at its moment, after all that its moment set going has come to rest. */
  passTo(target: number): Promise<void>
  /** Until `work` is done time stands still: it is done on other threads and never sleeps. */
  standsStillFor<T>(work: Promise<T>): Promise<T>
  /** Until `work` is done every moment is given more turns of the event loop: it may be reading an archive. */
  isSlowFor<T>(work: Promise<T>): Promise<T>
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** An archive of a dozen documents is read in fewer turns of the event loop. */
const turnsToReadAnArchive = 40

export function passingClock(start: number): PassingClock {
  let now = start
  /** By their moment, those of one moment in the order in which they lay down. */
  const sleepers: Sleeper[] = []
  let still = 0
  let slow = 0

  async function settle(): Promise<void> {
    do await setImmediate()
    while (still > 0)
    for (let turn = 1; slow > 0 && turn < turnsToReadAnArchive; turn++) await setImmediate()
    if (still > 0) await settle()
  }

  async function passTo(target: number): Promise<void> {
    for (;;) {
      await settle()
      const next = sleepers[0]
      if (!next || next.at > target) break
      now = Math.max(now, next.at)
      while (sleepers[0] && sleepers[0].at <= now) sleepers.shift()?.wake()
    }
    now = Math.max(now, target)
  }

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>()
    if (signal?.aborted) {
      reject(signal.reason)
      return promise
    }
    const onAbort = () => {
      sleepers.splice(sleepers.indexOf(sleeper), 1)
      reject(signal?.reason)
    }
    const wake = () => {
      signal?.removeEventListener('abort', onAbort)
      resolve(undefined)
    }
    const sleeper: Sleeper = { at: now + ms, wake }
    const place = sleepers.findLastIndex(({ at }) => at <= sleeper.at) + 1
    sleepers.splice(place, 0, sleeper)
    signal?.addEventListener('abort', onAbort, { once: true })
    return promise
  }

  return {
    now: () => now,
    sleep,
    passTo,
    standsStillFor(work) {
      still++
      return work.finally(() => {
        still--
      })
    },
    isSlowFor(work) {
      slow++
      return work.finally(() => {
        slow--
      })
    },
  }
}
