/**
 * The pace: at most so many starts in any 60 s, to be kept by the user's own program (handbook §3(3) イ: ten).
 * A sliding window, because two neighbouring calendar minutes would let twice as many through; and one of departures,
 * because what was reserved in peace may leave in a crowd, after a slow connect or a blocked event loop.
 */
const MINUTE = 60_000

/** We see calls leave, the office sees them arrive: a slow one followed by a quick one arrive closer than they left. */
const JITTER = 250

/** How long a start keeps its place in the window. */
export const window = MINUTE + JITTER

/**
 * A call that has not left so long after its reservation never will: http.ts gives up after 35 s, connecting included,
 * and the rest is room for a process that was held up. Its process died, and ten such starts must not close the office
 * for long; ten minutes, after which a call counts as dead, would. Should one leave even later, it is stamped all the same.
 */
const LEAVES_WITHIN = 60_000

export interface Start {
  readonly startedAt: number
  readonly departedAt: number | null
}

/** Since when a start has its place in the window: it might leave at any moment until it did. */
export function placeOf({ startedAt, departedAt }: Start, now: number): number {
  return departedAt ?? Math.min(now, startedAt + LEAVES_WITHIN)
}

/** When the next `count` calls may start, the window being what it is. A start from the future counts as now. */
export function nextStarts(starts: readonly number[], perMinute: number, now: number, count: number): number[] {
  const line = starts.map((start) => Math.min(start, now)).sort((a, b) => a - b)
  for (let i = 0; i < count; i++) {
    const blocking = line[line.length - perMinute]
    line.push(Math.max(now, blocking === undefined ? now : blocking + window))
  }
  return line.slice(starts.length)
}
