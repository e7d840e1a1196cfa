import { window } from './minute.ts'

/** One look at the clock that tells the day, and at the one that is never set. */
export interface Look {
  readonly now: number
  readonly steady: number
}

/** The looks of a process that was held up for a moment differ by less. */
const SURELY_SET = 1_000

/**
 * How far the clock was put forward between two looks, in milliseconds; 0 where it was not. Looks that are a minute apart tell
 * nothing that is needed: whoever looked before has no start in the window any more.
 */
export function putForward(before: Look | null, { now, steady }: Look): number {
  if (!before) return 0
  const passed = steady - before.steady
  const forward = now - before.now - passed
  return passed < window && forward > SURELY_SET ? forward : 0
}
