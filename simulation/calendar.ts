export const hour = 3_600_000
export const day = 24 * hour

/** The simulated year: 2027, from its first midnight in Japan. */
const start = Date.UTC(2026, 11, 31, 15)
export const daysOfYear = 365

/** 国民の祝日 and their substitutes of 2027, and the days around the New Year on which authorities rest. */
const holidays: ReadonlySet<string> = new Set(
  (
    '01-01 01-02 01-03 01-11 02-11 02-23 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23 ' +
    '12-29 12-30 12-31'
  ).split(' '),
)

/** The midnight in Japan that begins the day; the first is 0. */
export function midnight(index: number): number {
  return start + index * day
}

/** YYYYMMDD, as the office writes dates. */
export function dateOf(index: number): string {
  return iso(index).replaceAll('-', '')
}

export function isWorkingDay(index: number): boolean {
  const weekday = new Date(`${iso(index)}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !holidays.has(iso(index).slice(5))
}

/** The last working day of its month. */
export function endsMonth(index: number): boolean {
  if (!isWorkingDay(index)) return false
  let next = index + 1
  while (!isWorkingDay(next) && monthOf(next) === monthOf(index)) next++
  return monthOf(next) !== monthOf(index)
}

function monthOf(index: number): string {
  return iso(index).slice(0, 7)
}

function iso(index: number): string {
  return new Date(midnight(index) + 9 * hour).toISOString().slice(0, 10)
}
