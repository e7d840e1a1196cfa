import { officeDay } from './day.ts'
import { placeOf, window } from './minute.ts'
import type { KeptCount, KeptStart } from './state.ts'

/** No call lasts longer (http.ts gives up after 35 s): an older one belongs to a process that died. */
const DEAD_AFTER = 10 * 60_000

/** Not by age: a clock that leapt a week ahead and back again finds the counts of its day. */
const DAYS_KEPT = 4

const A_DAY = 24 * 3_600_000

/** A day that a leaping clock began too early must not be found half spent when it comes. */
export function keptCounts(counts: readonly KeptCount[], now: number): KeptCount[] {
  const tomorrow = officeDay(now + A_DAY)
  const days = [...new Set(counts.map(({ day }) => day))].filter((day) => day <= tomorrow).sort()
  const kept = new Set(days.slice(-DAYS_KEPT))
  return counts.filter(({ day }) => kept.has(day))
}

/**
 * After the clock was put back, starts of the future count as now: a minute later the window is right again. Where it was
 * put forward, those of the last minute go along.
 */
export function keptStarts(starts: readonly KeptStart[], now: number, forward = 0): KeptStart[] {
  return starts
    .map((start) => takenAlong(start, now, forward))
    .map((start) => pulledBack(start, now))
    .filter((start) => isKept(start, now))
}

function takenAlong(start: KeptStart, now: number, forward: number): KeptStart {
  const nowThen = now - forward
  const place = placeOf(start, nowThen)
  // What is later than that started since.
  if (forward === 0 || place > nowThen || place <= nowThen - window) return start
  const { startedAt, departedAt } = start
  return { ...start, startedAt: startedAt + forward, departedAt: departedAt && departedAt + forward }
}

/** The clock was put back since. */
export function isAhead({ startedAt, departedAt }: KeptStart, now: number): boolean {
  return startedAt > now || (departedAt ?? now) > now
}

function pulledBack(start: KeptStart, now: number): KeptStart {
  if (!isAhead(start, now)) return start
  const { startedAt, departedAt } = start
  return { ...start, startedAt: Math.min(startedAt, now), departedAt: departedAt && Math.min(departedAt, now) }
}

function isKept({ isOpen, lostAs, startedAt, departedAt }: KeptStart, now: number): boolean {
  if (isOpen || lostAs !== null) return startedAt >= now - DEAD_AFTER
  return (departedAt ?? startedAt) > now - window
}
