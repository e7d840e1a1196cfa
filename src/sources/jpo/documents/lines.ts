import type { Picture } from './pictures.ts'

/** What the paper shows in another way than plain: underlined (changed), raised, lowered. */
export type Mark = 'u' | 'sup' | 'sub'

/** Text of a line under its marks; of a picture the words that stand for it. */
export interface Piece {
  readonly text: string
  readonly marks?: readonly Mark[]
  readonly picture?: Picture
}

/** A line as a person reads it. Its plain text and its HTML are made of the same pieces. */
export interface Line {
  readonly pieces: readonly Piece[]
  /** Heads what follows: 0 is the title of the paper, 1 a section such as 【手続補正１】, 2 a section in it. */
  readonly heading?: number
}

export const emptyLine: Line = { pieces: [] }

export function lineOf(text: string): Line {
  return { pieces: [{ text }] }
}

export function headingOf(text: string): Line {
  return { pieces: [{ text }], heading: 1 }
}

/** The same line inside of another section. */
export function demoted(line: Line): Line {
  return line.heading === undefined ? line : { ...line, heading: line.heading + 1 }
}

/** The same line after a text, such as its label or its indent. */
export function after(text: string, line: Line): Line {
  return { ...line, pieces: [{ text }, ...line.pieces] }
}

/** Raised and lowered characters stay so where Unicode has them all: １０３ for 10³ would be another number. */
export function textOfLine({ pieces }: Line): string {
  return pieces.map(({ text, marks }) => inPlace(text, marks)).join('')
}

const raised = pairs('0123456789+-−=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ')
const lowered = pairs('0123456789+-−=()aehijklmnoprstuvx', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ')

function pairs(from: string, to: string): ReadonlyMap<string, string> {
  return new Map(Array.from(from, (character, index) => [character, to.charAt(index)]))
}

function inPlace(text: string, marks: readonly Mark[] = []): string {
  const table = marks.includes('sup') ? raised : marks.includes('sub') ? lowered : undefined
  const characters = table && Array.from(text.normalize('NFKC'), (character) => table.get(character))
  return characters?.every((character) => character !== undefined) ? characters.join('') : text
}

/** Blanks at a line's end are not seen. */
export function withoutEnd(line: Line): Line {
  const pieces = [...line.pieces]
  for (let last = pieces.pop(); last; last = pieces.pop()) {
    const text = last.text.trimEnd()
    if (text !== '' || last.picture) return { ...line, pieces: [...pieces, { ...last, text }] }
  }
  return { ...line, pieces }
}

/** The lines of a short field without its padding (full-width blanks, &#160;). */
export function withoutPadding(lines: readonly Line[]): readonly Line[] {
  const [first, ...rest] = lines
  if (!first) return lines
  const start = first.pieces.findIndex(({ text }) => text.trim() !== '')
  if (start < 0) return withoutPadding(rest)
  const pieces = first.pieces.slice(start).map((piece, index) => (index > 0 ? piece : trimmedStart(piece)))
  return [{ ...first, pieces }, ...rest]
}

function trimmedStart(piece: Piece): Piece {
  return { ...piece, text: piece.text.trimStart() }
}
