import { attribute, elementsOf, type XmlElement } from './tree.ts'

/**
 * Running text as lines. `break` is the writer's <br/>; `edge` says that what stands on its two sides shares no line,
 * and is not a line of its own where a break already did it.
 */
type Token = { readonly text: string } | 'break' | 'edge'

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
export function proseOf(element: XmlElement): string[] {
  const lines: string[] = []
  let line = ''
  const endLine = () => {
    lines.push(line.trimEnd())
    line = ''
  }
  let isFresh = true // nothing was written since the last break or edge
  let isEdge = false
  for (const token of tokensOf(element)) {
    if (typeof token === 'string') {
      if (token === 'break') endLine()
      else isEdge = true
      isFresh = true
      continue
    }
    // A newline after a break or an edge formats the XML. Any other stands for itself: nothing says it is not meant.
    const text = isFresh ? token.text.replace(/^\n/, '') : token.text
    if (text === '') continue
    if (isEdge && line.trim() !== '') endLine()
    for (const [index, piece] of text.split('\n').entries()) {
      if (index > 0) endLine()
      line += piece
    }
    isFresh = false
    isEdge = false
  }
  endLine()
  const isSeen = (seen: string) => seen !== ''
  const first = lines.findIndex(isSeen)
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isSeen) + 1)
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

function* tokensOf(element: XmlElement): Generator<Token, void, undefined> {
  const { localName } = element
  const picture = pictures.get(localName)
  const reference = references.get(localName)
  if (localName === 'br') yield 'break'
  else if (localName === 'img') yield* imageTokens(element)
  else if (picture) {
    yield* ['edge', { text: numbered(picture, element) }, 'edge'] as const
    yield* innerTokens(element, 'img')
  } else if (reference) {
    yield* ['edge', { text: numbered(reference, element) + wideBlank }] as const
    yield* innerTokens(element)
    yield 'edge'
  } else if (paragraphs.has(localName)) {
    yield 'edge'
    yield* innerTokens(element)
    yield 'edge'
  } else yield* innerTokens(element)
}

function* innerTokens(element: XmlElement, except?: string): Generator<Token, void, undefined> {
  for (const child of element.children) {
    // A person reads a blank where the office padded with U+00A0, and searches for one; `xml` keeps what was sent.
    if (typeof child === 'string') yield { text: child.replaceAll('\u00a0', ' ') }
    else if (child.localName !== except) yield* tokensOf(child)
  }
}

/** A substituted character (`inline="yes"`) stays in its line. */
function* imageTokens(image: XmlElement): Generator<Token, void, undefined> {
  const text = `〔画像: ${attribute(image, 'file') ?? ''}〕`
  if (attribute(image, 'inline') === 'yes') yield { text }
  else yield* ['edge', { text }, 'edge'] as const
}
