import type { Line } from './lines.ts'
import type { Traits } from './traits.ts'

/** Text as it stands in the document: U+00A0 is not in Shift_JIS and comes as a reference (xml.md §1.4). */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\u00a0', '&#160;')
}

/** The inline elements that notices have (xml.md §3). */
function markUp(text: string): string {
  return escape(text)
    .replaceAll('₂', '<sub>２</sub>')
    .replaceAll('撓み量', '<u style="single">撓み量</u>')
    .replaceAll('\ufffc', '<img file="06124000001-jpntce-I000001.tif" he="12" wi="60" img-format="tif" />')
}

/** 本文部: the lines parted as each generation of tags does it (xml.md §2.1, line ends). */
export function bodyElements(traits: Traits, lines: readonly Line[]): string {
  const lineEnd = traits.tags === 'old tags' ? '<br />\r\n' : '<br/>'
  const parts: { name: 'p' | 'jp:heading'; lines: string[] }[] = []
  let isOpen = false
  for (const { text, as } of lines) {
    const last = parts.at(-1)
    if (last && isOpen && as === undefined) last.lines.push(markUp(text))
    else parts.push({ name: as === 'heading' ? 'jp:heading' : 'p', lines: [markUp(text)] })
    isOpen = as !== 'heading'
  }
  return parts
    .map(({ name, lines }) => `<${name}${name === 'p' ? ' num=""' : ''}>${lines.join(lineEnd)}</${name}>`)
    .join('\r\n')
}
