/**
 * The pace: at most so many starts in any 60 s, to be kept by the user's own program (handbook §3(3) イ: ten).
 * A sliding window, because two neighbouring calendar minutes would let twice as many through.
 */
const MINUTE = 60_000

/** We see calls leave, the office sees them arrive: a slow one followed by a quick one arrive closer than they left. */
const JITTER = 250

/** How long a start keeps its place in the window. */
export const window = MINUTE + JITTER

/** When the next `count` calls may start, the window being what it is. A start from the future counts as now. */
export function nextStarts(starts: readonly number[], perMinute: number, now: number, count: number): number[] {
  const line = starts.map((start) => Math.min(start, now)).sort((a, b) => a - b)
  for (let i = 0; i < count; i++) {
    const blocking = line[line.length - perMinute]
    line.push(Math.max(now, blocking === undefined ? now : blocking + window))
  }
  return line.slice(starts.length)
}
