import type { Line, Piece } from './lines.ts'
import type { Picture } from './pictures.ts'
import { readLines } from './text.ts'
import type { XmlElement } from './tree.ts'

/** Where a picture is to be had from this server; null where the archive lacks it. */
export type UrlOf = (fileName: string) => string | null

/**
 * The lines of `text` as HTML, whole documents or parts of one. Only what is written out below can appear in it: no
 * element, attribute or style of the office's XML does, and all its text is escaped.
 */
export function htmlOf(parts: readonly XmlElement[], urlOf: UrlOf): string {
  return `<div lang="ja">\n${parts.flatMap((part) => blocksOf(readLines(part), urlOf)).join('\n')}\n</div>`
}

/** Headings, and paragraphs of the lines between blank ones. */
function blocksOf(lines: readonly Line[], urlOf: UrlOf): string[] {
  const blocks: string[] = []
  let paragraph: string[] = []
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push(`<p>${paragraph.join('<br>\n')}</p>`)
    paragraph = []
  }
  for (const { pieces, heading } of lines) {
    const line = pieces.map((piece, index) => pieceOf(piece, index > 0, urlOf)).join('')
    if (line === '' || heading !== undefined) endParagraph()
    if (heading !== undefined) blocks.push(headed(line, heading))
    else if (line !== '') paragraph.push(line)
  }
  endParagraph()
  return blocks
}

/** From h2 on, h1 is the page's that it is put into; to h4, below which browsers show headings smaller than text. */
function headed(line: string, heading: number): string {
  const tag = `h${Math.min(2 + heading, 4)}`
  return `<${tag}>${line}</${tag}>`
}

function pieceOf({ text, marks = [], picture }: Piece, isPreceded: boolean, urlOf: UrlOf): string {
  const shown = picture ? pictureOf(picture, isPreceded, urlOf) : escaped(text)
  return marks.reduceRight((inside, mark) => `<${mark}>${inside}</${mark}>`, shown)
}

function pictureOf(picture: Picture, isPreceded: boolean, urlOf: UrlOf): string {
  const url = urlOf(picture.fileName)
  const words = escaped(`〔画像: ${picture.fileName}〕`)
  const lineBreak = isPreceded && !picture.isInline ? '<br>\n' : ''
  if (url === null) return lineBreak + words
  const size = pixels('width', picture.widthMm) + pixels('height', picture.heightMm)
  return `${lineBreak}<img src="${escaped(url)}" alt="${words}"${size}>`
}

/** CSS counts 96 pixels to an inch of 25.4 mm. */
function pixels(name: 'width' | 'height', mm: number | null): string {
  return mm === null ? '' : ` ${name}="${Math.max(1, Math.round((mm * 96) / 25.4))}"`
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** HTML would join runs of half-width blanks, with which columns are made; full-width ones it keeps. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => references[character] ?? '')
    .replace(/\p{Cc}/gu, ' ')
    .replace(/^ | (?= )/g, '&#160;')
}
