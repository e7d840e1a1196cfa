/** An era of the calendar in which the office numbered until 1999, and citations still do. */
interface Era {
  readonly name: string
  /** As in H11-012345. */
  readonly letter: string
  /** First digit of the nine-digit form (api.md §8.4). */
  readonly digit: string
  /** The western year of its year 0. */
  readonly base: number
  readonly lastYear: number
  /** Its last year is a guess. */
  readonly goesOn?: true
}

const eras: readonly Era[] = [
  { name: '昭和', letter: 'S', digit: '3', base: 1925, lastYear: 64 },
  { name: '平成', letter: 'H', digit: '4', base: 1988, lastYear: 31 },
  // Without a calendar at hand the bound is one that no era has passed: the 64 years of 昭和, the longest.
  { name: '令和', letter: 'R', digit: '5', base: 2018, lastYear: 64, goesOn: true },
]

/** 昭和, 昭 or S. */
export function eraOf(mark: string): Era | undefined {
  return eras.find((era) => mark === era.name || mark === era.name.charAt(0) || mark === era.letter)
}

export function westernYear(era: Era, year: number): number | null {
  return year >= 1 && year <= era.lastYear ? era.base + year : null
}

/** Its years, in words. */
export function yearsOf({ lastYear, goesOn }: Era): string {
  return `1 to ${lastYear}${goesOn ? ' (no era has lasted longer)' : ''}`
}

/** The nine digits of 経過情報 and of citations, 503090037 → 2021090037; null when they are not such a number. */
export function eraToWestern(number: string): string | null {
  const [, digit, year = '', serial = ''] = /^(\d)(\d{2})(\d{6})$/.exec(number) ?? []
  const era = eras.find((candidate) => candidate.digit === digit)
  const western = era && westernYear(era, Number(year))
  return western && Number(serial) > 0 ? `${western}${serial}` : null
}

/**
 * The year as the office prints it: western from 2000 on, before that 平11. Of 1989, which begins as 昭和64, all but the
 * first week is 平成1.
 */
export function printedYear(year: number): string {
  const era = year < 2000 ? eras.findLast((candidate) => year > candidate.base) : undefined
  return era ? `${era.name.charAt(0)}${year - era.base}` : year.toString().padStart(4, '0')
}
