import type { CitedDocument } from './cited-documents.ts'
import { plain } from './prose.ts'
import { readPrintedNumber } from './printed-number.ts'
import { descend, descendants, type XmlElement } from './tree.ts'

/** 参考特許文献 and 参考図書雑誌 in the memo of a 特許査定, the only references an examiner's document has as data. */
export function referencesOf(root: XmlElement): CitedDocument[] {
  const found = [...descendants(root)]
  const patents = found.filter(({ localName }) => localName === 'patent-reference-group').map(patentLine)
  const books = found.filter(({ localName }) => localName === 'reference-books').map(plain)
  return [...patents, ...books]
    .filter((text) => text !== '')
    .map((text, index) => ({ order: index + 1, text, ...readPrintedNumber(text) }))
}

/** 特開２００２－２３３０３３（ＪＰ，Ａ）. */
function patentLine(group: XmlElement): string {
  return ['document-number', 'kind-of-document']
    .map((localName) => descend(group, localName))
    .map((element) => (element ? plain(element) : ''))
    .join('')
}
