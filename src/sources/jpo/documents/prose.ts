import { pictureOf } from './pictures.ts'
import { emptyLine, type Line, type Mark, type Piece, textOfLine, withoutEnd } from './lines.ts'
import { attribute, elementsOf, type XmlElement } from './tree.ts'

/**
 * Running text as lines. `break` is the writer's <br/>; `edge` says that what stands on its two sides shares no line,
 * and is not a line of its own where a break already did it.
 */
type Token = Piece | 'break' | 'edge'

/** U+3000, with which Japanese text indents and separates. */
export const wideBlank = '\u3000'

/** Pictures that are numbered per kind; what they show is in the image alone (xml.md §3). */
const pictures = new Map([
  ['tables', '表'],
  ['maths', '数'],
  ['chemistry', '化'],
  ['figure', '図'],
])
/** Numbered statements inside a paragraph of a description. */
const references = new Map([
  ['figref', '図'],
  ['patcit', '特許文献'],
  ['nplcit', '非特許文献'],
])
const markOf = new Map<string, Mark>([
  ['u', 'u'],
  ['sup', 'sup'],
  ['sub', 'sub'],
])
const inline = new Set([...pictures.keys(), ...references.keys(), 'br', 'img', 'u', 'sup', 'sub', 'b', 'i', 'o'])
/** Inside running text these begin and end lines; at home they have readings of their own. */
const paragraphs = new Set(['p', 'heading', 'claim', 'claim-text'])

/** Whether an element holds running text itself, or only further elements. */
export function isProse(element: XmlElement): boolean {
  const inner = elementsOf(element)
  return (
    inner.length === 0 ||
    inner.some(({ localName }) => inline.has(localName)) ||
    element.children.some((child) => typeof child === 'string' && child.trim() !== '')
  )
}

/**
 * The lines of running text, none when it is empty. Indents and blank lines inside are the writer's and stay; blanks at
 * a line's end are not seen. In Ver1.0 documents a <br/> ends each line of about 36 characters, as on the paper.
 */
export function linesOf(element: XmlElement): Line[] {
  const lines: Line[] = []
  let pieces: Piece[] = []
  const endLine = () => {
    lines.push(pieces.length === 0 ? emptyLine : withoutEnd({ pieces }))
    pieces = []
  }
  let isFresh = true // nothing was written since the last break or edge
  let isEdge = false
  for (const token of tokensOf(element, [])) {
    if (typeof token === 'string') {
      if (token === 'break') endLine()
      else isEdge = true
      isFresh = true
      continue
    }
    if (token.picture && token.text === '') {
      pieces.push(token)
      continue
    }
    // A newline after a break or an edge formats the XML. Any other stands for itself: nothing says it is not meant.
    const text = isFresh ? token.text.replace(/^\n/, '') : token.text
    if (text === '') continue
    if (isEdge && textOfLine({ pieces }).trim() !== '') endLine()
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) endLine()
      if (part !== '') pieces.push({ ...token, text: part })
    }
    isFresh = false
    isEdge = false
  }
  endLine()
  const isSeen = (line: Line) => line.pieces.length > 0
  const first = lines.findIndex(isSeen)
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isSeen) + 1)
}

/** The same as plain text. */
export function proseOf(element: XmlElement): string[] {
  return linesOf(element).map(textOfLine)
}

/** The text of a short field, its padding (full-width blanks, &#160;) cut off. */
export function plain(element: XmlElement): string {
  return proseOf(element).join('\n').trim()
}

/** `12-1` → `１２－１`: how item labels are written in Japanese documents. */
export function wide(ascii: string): string {
  return ascii.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
}

/** `【請求項１】`; without a number `【請求項】`. */
export function numbered(label: string, element: XmlElement): string {
  return `【${label}${wide(attribute(element, 'num')?.trim() ?? '')}】`
}

function* tokensOf(element: XmlElement, marks: readonly Mark[]): Generator<Token, void, undefined> {
  const { localName } = element
  const picture = pictures.get(localName)
  const reference = references.get(localName)
  const mark = markOf.get(localName)
  if (localName === 'br') yield 'break'
  else if (localName === 'img') yield* imageTokens(element)
  else if (mark) yield* innerTokens(element, marks.includes(mark) ? marks : [...marks, mark])
  else if (picture) {
    yield* ['edge', { text: numbered(picture, element) }, 'edge'] as const
    yield* innerTokens(element, marks, 'silent')
  } else if (reference) {
    yield* ['edge', { text: numbered(reference, element) + wideBlank }] as const
    yield* innerTokens(element, marks)
    yield 'edge'
  } else if (paragraphs.has(localName)) {
    yield 'edge'
    yield* innerTokens(element, marks)
    yield 'edge'
  } else yield* innerTokens(element, marks)
}

/** `images` are silent where a number before them says already that there is one. */
function* innerTokens(
  element: XmlElement,
  marks: readonly Mark[],
  images?: 'silent',
): Generator<Token, void, undefined> {
  for (const child of element.children) {
    // A person reads a blank where the office padded with U+00A0, and searches for one; `xml` keeps what was sent.
    if (typeof child === 'string') yield textPiece(child.replaceAll('\u00a0', ' '), marks)
    else if (child.localName === 'img' && images) yield { text: '', picture: pictureOf(child) }
    else yield* tokensOf(child, marks)
  }
}

function textPiece(text: string, marks: readonly Mark[]): Piece {
  return marks.length > 0 ? { text, marks } : { text }
}

/** A substituted character (`inline="yes"`) stays in its line. */
function* imageTokens(image: XmlElement): Generator<Token, void, undefined> {
  const picture = pictureOf(image)
  const token = { text: `〔画像: ${picture.fileName}〕`, picture }
  if (picture.isInline) yield token
  else yield* ['edge', token, 'edge'] as const
}
