/**
 * The wire writes publications in era form, digit 1 the era (3 昭和, 4 平成, 5 令和), 2–3 its year, then the serial
 * (api.md §8.4). 2019 has two eras, divided at the first of May.
 */
export function eraNumber(western: string, date: string): string {
  const year = Number(western.slice(0, 4))
  const serial = western.slice(4)
  const [era, base] = date >= '20190501' ? [5, 2018] : date >= '19890108' ? [4, 1988] : [3, 1925]
  return `${era}${String(year - base).padStart(2, '0')}${serial}`
}

export function fullWidth(ascii: string): string {
  return ascii.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).replaceAll(' ', '　')
}

/** A date as Japanese papers write it, in the era and with a place kept for each second digit: 令和１０年１０月１０日. */
export function japaneseDate(date: string): string {
  const year = Number(date.slice(0, 4))
  const [era, base] = date >= '20190501' ? ['令和', 2018] : ['平成', 1988]
  const place = (n: number) => fullWidth(String(n).padStart(2))
  return `${era}${place(year - base)}年${place(Number(date.slice(4, 6)))}月${place(Number(date.slice(6)))}日`
}

export function plusDays(date: string, days: number): string {
  const utc = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)) + days)
  return new Date(utc).toISOString().slice(0, 10).replaceAll('-', '')
}

export function plusYears(date: string, years: number): string {
  return `${Number(date.slice(0, 4)) + years}${date.slice(4)}`
}
