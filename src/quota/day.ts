/**
 * The office's day: it counts from 0:00 to 24:00 Japan time (handbook §3(3) イ). Japan has kept +09:00 without summer
 * time since 1952, so this is arithmetic; the zone of the machine never matters.
 */
const JAPAN_OFFSET = 9 * 3_600_000
const DAY = 24 * 3_600_000
const LENT_HOURS = 4 * 3_600_000

/** The office's day at `ms`, as YYYY-MM-DD. */
export function officeDay(ms: number): string {
  return shifted(ms).slice(0, 10)
}

/** The next 0:00 Japan time, strictly after `ms`. */
export function nextReset(ms: number): number {
  return (Math.floor((ms + JAPAN_OFFSET) / DAY) + 1) * DAY - JAPAN_OFFSET
}

/**
 * When the unused rest of a day is lent to whoever asks: 20:00 Japan time. At the handbook's ten a minute the four hours
 * that are left have room for 2,400 calls, more than the 1,860 of its twelve days together.
 */
export function lentFrom(ms: number): number {
  return nextReset(ms) - LENT_HOURS
}

/** RFC 3339 as a clock in the office shows it; milliseconds are left out. */
export function toOfficeTime(ms: number): string {
  return `${shifted(ms).slice(0, 19)}+09:00`
}

function shifted(ms: number): string {
  return new Date(ms + JAPAN_OFFSET).toISOString()
}
