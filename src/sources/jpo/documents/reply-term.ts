import type { LocalDate } from '../wire.ts'
import { conclusionLines } from './folded-lines.ts'
import type { XmlElement } from './tree.ts'

/** How long after its dispatch a notice may be answered, as it says itself. */
export type ReplyTerm = { readonly days: number } | { readonly months: number }

const days = /(\d{1,3})日以内/g
/** ３か月, ３ヶ月, ３箇月, ３月. */
const months = /(\d{1,2})[かカヵヶケ箇個]?月以内/g

/** Null where the opening names no term, or several. */
export function replyTermOf(root: XmlElement): ReplyTerm | null {
  // The sentence is wrapped at 36 characters, in the midst of a word.
  const opening = conclusionLines(root)
    .map(({ compact }) => compact)
    .join('')
  if (!opening.includes('発送の日')) return null
  const found = [
    ...Array.from(opening.matchAll(days), ([, count]) => ({ days: Number(count) })),
    ...Array.from(opening.matchAll(months), ([, count]) => ({ months: Number(count) })),
  ]
  const [term] = found
  return term && found.every((other) => JSON.stringify(other) === JSON.stringify(term)) ? term : null
}

/**
 * The last day of the term by 特許法 第3条第1項: the day of dispatch does not count; months go by the calendar and end
 * the day before the corresponding one, or with the month where it has none or the term begins on a first. That a holiday
 * moves it (第3条第2項) is not applied: the office's holidays are not known here.
 */
export function lastDayOf(dispatched: LocalDate, term: ReplyTerm): LocalDate {
  const first = new Date(`${dispatched}T00:00:00Z`)
  first.setUTCDate(first.getUTCDate() + 1)
  const [year, month, day] = [first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate()]
  if ('days' in term) return dateOf(year, month, day + term.days - 1)
  const endOfMonth = new Date(Date.UTC(year, month + term.months + 1, 0)).getUTCDate()
  return dateOf(year, month + term.months, day > endOfMonth ? endOfMonth : day - 1)
}

function dateOf(year: number, month: number, day: number): LocalDate {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)
}
