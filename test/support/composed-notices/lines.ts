import type { Traits } from './traits.ts'
import { columns, digitsOf } from './width.ts'

/** A printed line of the body. */
export interface Line {
  readonly text: string
  /** It begins a paragraph or is an element of its own. */
  readonly as?: 'p' | 'heading'
  /** In a list: the number that would be next, with which no wrapped line may begin – nobody could tell the two apart. */
  readonly next?: number
}

/** Half of them full-width letters: where documents of the old tags are wrapped (xml.md §2.1). */
const PAGE_COLUMNS = 72

export function linesOf(...texts: readonly string[]): Line[] {
  return texts.map((text) => ({ text }))
}

/** A rule as wide as the page. */
export function pageRule(letter: string): string {
  return letter.repeat(PAGE_COLUMNS / 2)
}

/** Lines that belong together: a paragraph where the notice has many. */
export function section(traits: Traits, lines: readonly Line[]): Line[] {
  if (traits.paragraphs === '') return [...lines]
  return lines.map((line, index) => (index === 0 && !line.as ? { ...line, as: 'p' } : line))
}

export function beginsLikeNext(rest: string, next: number | undefined): boolean {
  const number = /^[\s（(]*(?:引用文献)?([0-9０-９]+)/.exec(rest)?.[1]
  return next !== undefined && number !== undefined && digitsOf(number) === next
}

/** The line in as many as the page needs. */
export function wrapAtPage(line: Line): Line[] {
  if (columns(line.text) <= PAGE_COLUMNS) return [line]
  let end = line.text.length
  while (columns(line.text.slice(0, end)) > PAGE_COLUMNS || beginsLikeNext(line.text.slice(end), line.next)) end--
  const { text, next } = line
  const rest: Line = { text: text.slice(end), ...(next !== undefined && { next }) }
  return [{ ...line, text: text.slice(0, end) }, ...wrapAtPage(rest)]
}
