import { fullWidth } from '../era.ts'
import { type Cited, paperLine } from '../portfolio/cited.ts'
import { escaped } from './xml.ts'

/** A document as examiners name it in running text (xml.md §4.1). */
export function listed(cited: Cited): string {
  return escaped(cited.kind === 'paper' ? paperLine(cited) : cited.listed)
}

/** The items of 引用文献等一覧; their numbers are citationOrder in cite_doc_info. */
export function numbered(cites: readonly Cited[]): string[] {
  return cites.map((cited, i) => `${fullWidth(String(i + 1))}．${listed(cited)}`)
}
