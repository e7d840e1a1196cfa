import type { Language } from '../language.ts'

/** English with the day before the month, as in all other dates of the office. */
const locales: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-GB' }

export function many(language: Language, value: number): string {
  return new Intl.NumberFormat(locales[language]).format(value)
}

/** Rounded down: 100 % would say that nothing was paid. */
export function percent(language: Language, share: number): string {
  return new Intl.NumberFormat(locales[language], { style: 'percent', roundingMode: 'floor' }).format(share)
}

export function date(language: Language, ms: number): string {
  return new Intl.DateTimeFormat(locales[language], { timeZone: 'Asia/Tokyo', dateStyle: 'full' }).format(ms)
}

export function timeOfDay(language: Language, ms: number): string {
  return new Intl.DateTimeFormat(locales[language], { timeZone: 'Asia/Tokyo', timeStyle: 'medium' }).format(ms)
}
