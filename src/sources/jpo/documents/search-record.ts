import { type CitedDocument, itemsIn } from './cited-documents.ts'
import { draftingLines, foldLine, type FoldedLine, joined, printedText } from './folded-lines.ts'
import { labelOf } from './item-label.ts'
import { beginsAsDocument, readPrintedNumber } from './printed-number.ts'
import { isHeading, isRule, isSearchRecordHeading } from './sections.ts'
import type { XmlElement } from './tree.ts'

/** 先行技術文献調査結果の記録: what was searched and found besides. It is no ground of refusal. */
export interface PriorArtSearch {
  readonly text: string
  /** 調査した分野: ＩＰＣ …, ＤＢ名 …, a line each. */
  readonly fields: readonly string[]
  readonly documents: readonly CitedDocument[]
}

export function priorArtSearchOf(root: XmlElement): PriorArtSearch | null {
  const lines = draftingLines(root)
  const heading = lines.findIndex(isSearchRecordHeading)
  if (heading < 0) return null
  const record = recordIn(lines.slice(heading + 1))
  return {
    text: printedText(record),
    fields: partOf(record, /^[・･]?調査した(?:技術)?分野:?/).map(({ text }) => text),
    documents: documentsIn(partOf(record, /^[・･]?先行技術文献(?:等)?:?/)),
  }
}

/** この先行技術文献調査結果の記録は、拒絶理由を構成するものではありません。 */
const disclaimer = /^この.*記録は/

/** Up to the sentence that says what the record is not, else to the next part. */
function recordIn(lines: readonly FoldedLine[]): readonly FoldedLine[] {
  const closing = lines.findIndex(({ compact }) => disclaimer.test(compact))
  const next = lines.findIndex((line) => isHeading(line) || isRule(line))
  if (closing < 0 || (next >= 0 && next < closing)) return next < 0 ? lines : lines.slice(0, next)
  const end = lines.findIndex(({ compact }, at) => at >= closing && compact.endsWith('。'))
  return lines.slice(0, (end < 0 ? closing : end) + 1)
}

/** What stands beside a label and in the lines below it. */
function partOf(lines: readonly FoldedLine[], label: RegExp): FoldedLine[] {
  const start = lines.findIndex(({ compact }) => label.test(compact))
  const first = lines[start]
  if (!first) return []
  const rest = lines.slice(start + 1)
  const end = rest.findIndex(({ text, compact }) => text === '' || /^[・･]/.test(text) || disclaimer.test(compact))
  return [withoutLabel(first, label), ...(end < 0 ? rest : rest.slice(0, end))].filter(({ text }) => text !== '')
}

/** The label may be spaced, so its letters are counted off and not its places. */
function withoutLabel({ text, compact }: FoldedLine, label: RegExp): FoldedLine {
  const [own = ''] = label.exec(compact) ?? []
  const spaced = new RegExp(`^(?:\\s*\\S){${own.length}}`)
  return foldLine(text.replace(spaced, ''))
}

function documentsIn(lines: readonly FoldedLine[]): CitedDocument[] {
  const [first] = lines
  const isNumbered = first !== undefined && labelOf(first)?.number === 1
  const items = isNumbered ? itemsIn(lines) : textsBelow(lines).map((text, index) => ({ order: index + 1, text }))
  return items.map(({ order, text }) => ({ order, text, ...readPrintedNumber(text) }))
}

/** Each begins below the first, set in by more than the blank of a broken line; what is too long goes on at the margin. */
function textsBelow(lines: readonly FoldedLine[]): string[] {
  const texts: string[] = []
  for (const [at, line] of lines.entries()) {
    const last = texts.at(-1)
    if (last === undefined || /^\s{2}/.test(line.printed) || beginsAsDocument(line.folded)) texts.push(line.text)
    else texts[texts.length - 1] = joined(last, lines[at - 1] ?? line, line)
  }
  return texts
}
