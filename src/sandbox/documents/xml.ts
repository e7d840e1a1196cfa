import iconv from 'iconv-lite'

/** The office's files have one tag a line and CRLF (xml.md §1.4). */
export const newline = '\r\n'

type Attributes = Readonly<Record<string, string>>

/** An element with text on its own line; the text is escaped. */
export function leaf(name: string, text: string, attributes: Attributes = {}): string {
  return marked(name, escaped(text), attributes)
}

/** The same with a text that is XML already. */
export function marked(name: string, xml: string, attributes: Attributes = {}): string {
  return `<${name}${written(attributes)}>${xml}</${name}>`
}

/** An element whose children stand on lines of their own; undefined children are left out. */
export function block(name: string, attributes: Attributes, ...children: readonly (string | undefined)[]): string {
  const lines = children.filter((child) => child !== undefined)
  return [`<${name}${written(attributes)}>`, ...lines, `</${name}>`].join(newline)
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Numbers are padded with non-breaking spaces, written as references. */
export function padded(value: number | string, width: number): string {
  return String(value).padStart(width).replaceAll(' ', '&#160;')
}

export interface DocumentType {
  readonly root: string
  readonly publicId: string
  readonly systemId: string
}

/** A whole file: declaration, the DOCTYPE with its empty subset, the root; in the bytes that Shift_JIS means there. */
export function file({ root, publicId, systemId }: DocumentType, variant: string): Buffer {
  const attributes = { lang: 'ja', 'dtd-version': '1.0', 'xmlns:jp': 'http://www.jpo.go.jp' }
  const xml = [
    '<?xml version="1.0" encoding="Shift_JIS"?>',
    `<!DOCTYPE ${root} PUBLIC "${publicId}" "${systemId}" []>`,
    block(root, attributes, variant),
    '',
  ].join(newline)
  return windows31j(xml)
}

/** Windows-31J, and an error for what it cannot write: iconv would leave a "?" there. */
export function windows31j(text: string): Buffer {
  const bytes = iconv.encode(text, 'windows-31j')
  const back = iconv.decode(bytes, 'windows-31j')
  if (back !== text) {
    const lost = Array.from(text).find((character, i) => Array.from(back)[i] !== character)
    throw new Error(`Windows-31J has no character for ${JSON.stringify(lost)}.`)
  }
  return bytes
}

function written(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')
}
