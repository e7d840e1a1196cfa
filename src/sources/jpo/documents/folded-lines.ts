import { proseOf } from './prose.ts'
import { find, type XmlElement } from './tree.ts'

/** A line as printed, and as patterns see it: letter for letter the same places. */
export interface FoldedLine {
  /** With the indent. */
  readonly printed: string
  readonly text: string
  /** Letters and signs of one width, one kind of blank, dash and angle bracket; no blanks at its ends. */
  readonly folded: string
  /** The same without any blank: headings are printed with blanks between their letters. */
  readonly compact: string
}

/** 本文部: what the examiner wrote freely. */
export function draftingLines(root: XmlElement): FoldedLine[] {
  return linesIn(root, 'drafting-body')
}

/** 結論部: the fixed opening, with the marker of a final notice and the term for a reply. */
export function conclusionLines(root: XmlElement): FoldedLine[] {
  return linesIn(root, 'conclusion-part-article')
}

/** Each field of a notice looks at the same lines. */
const folded = new WeakMap<XmlElement, FoldedLine[]>()

function linesIn(root: XmlElement, localName: string): FoldedLine[] {
  const part = find(root, localName)
  if (!part) return []
  const lines = folded.get(part) ?? proseOf(part).slice(0, mostLines).map(foldLine)
  folded.set(part, lines)
  return lines
}

/** A notice has hundreds of lines; what has more than these is not read as data, whatever it is. */
const mostLines = 20_000
/** Patterns look at so much of a line: a heading, a label, a citation are shorter. */
export const longestPattern = 500

export function foldLine(printed: string): FoldedLine {
  const text = printed.trim()
  const isLong = text.length > longestPattern
  const folded = foldText(text.slice(0, longestPattern)) + (isLong ? '…' : '')
  return { printed, text, folded, compact: folded.replaceAll(' ', '') }
}

/** The lines as they stand in the notice. */
export function printedText(lines: readonly FoldedLine[]): string {
  return lines
    .map(({ printed }) => printed)
    .join('\n')
    .trimEnd()
    .replace(/^\s*\n/, '')
}

/** Each letter for one, so that a place in the folded text is one in the printed text. */
export function foldText(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, ' ')
    .replace(dashes, '-')
    .replace(/[〈《≪]/g, '<')
    .replace(/[〉》≫]/g, '>')
}

/** Hyphens, dashes, the minus and the lines of tables and rules; not the ー of katakana. */
const dashes = /[\u2010-\u2015\u2212\u2500\u2501]/g

/** The office's pages have 36 letters to a line, in halves. */
const pageWidth = 72

/**
 * What a line goes on with. On a full line words are broken anywhere, blanks at the break are lost; on a shorter one the
 * writer broke, which in Japanese parts no words and in other scripts stands for a blank.
 */
export function joined(text: string, above: FoldedLine, line: FoldedLine): string {
  const isFull =
    Array.from(above.printed).reduce((width, letter) => width + (/[!-~ ]/.test(letter) ? 1 : 2), 0) >= pageWidth - 1
  const isBlank = isFull ? line.printed !== line.text : /[!-~]$/.test(text) && /^[!-~]/.test(line.text)
  return text + (isBlank ? ' ' : '') + line.text
}
