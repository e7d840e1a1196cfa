import { setTimeout as delay } from 'node:timers/promises'
import type { ManualClock } from './manual-clock.ts'

/**
 * Lets a clock's time pass in small steps for as long as somebody sleeps by it, until the work is done. Bytes travel
 * in real time, so a step is taken only now and then: what is on its way arrives between two steps.
 */
export async function whilePassing<T>(clock: ManualClock, work: Promise<T>, stepMs = 500): Promise<T> {
  const working = new Set([work])
  const end = () => working.delete(work)
  work.then(end, end)
  while (working.size > 0) {
    await delay(5)
    if (clock.sleeping > 0) await clock.advance(stepMs)
  }
  return work
}
