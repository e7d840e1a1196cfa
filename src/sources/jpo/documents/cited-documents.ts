import { draftingLines, foldText, type FoldedLine, joined } from './folded-lines.ts'
import { type ItemLabel, labelOf } from './item-label.ts'
import { beginsAsDocument, isDocumentAlone, readPrintedNumber, type PrintedNumber } from './printed-number.ts'
import { endsList, isCitedListHeading, isRule, isSearchRecordHeading, isSentence } from './sections.ts'
import type { XmlElement } from './tree.ts'

/** An item of a printed list of documents. */
export interface CitedDocument extends PrintedNumber {
  /** Its number in the list, by which the reasons speak of it (引用文献１). */
  readonly order: number
  /** As printed, on one line and without its number. */
  readonly text: string
}

/** 引用文献等一覧, item by item; nothing that the notice does not list. */
export function citedDocumentsOf(root: XmlElement): CitedDocument[] {
  return readCitedDocuments(draftingLines(root))
}

export function readCitedDocuments(lines: readonly FoldedLine[]): CitedDocument[] {
  const record = lines.findIndex(isSearchRecordHeading)
  const reasons = record < 0 ? lines : lines.slice(0, record)
  const heading = reasons.findLastIndex(isCitedListHeading)
  const items = heading < 0 ? withoutHeading(reasons) : itemsIn(reasons.slice(heading + 1))
  return items.map(({ order, text }) => ({ order, text, ...readPrintedNumber(text) }))
}

interface Item {
  readonly order: number
  text: string
}

/** The heading can be missing altogether (xml.md §4.1): then a list is what numbers documents and says nothing of them. */
function withoutHeading(lines: readonly FoldedLine[]): Item[] {
  let candidates = 0
  for (const [at, line] of lines.entries()) {
    const label = labelOf(line)
    if (!label || !beginsAsDocument(label.folded)) continue
    if ((candidates += 1) > longest.candidates) break
    const items = itemsIn(lines.slice(beginningOf(lines, at, label)))
    const [item] = items.filter(({ text }) => beginsAsDocument(foldText(text)))
    if (item && isDocumentAlone(foldText(item.text))) return items
  }
  return []
}

/** Non-patent documents may come first: back to the list's first number, as long as nothing else comes between. */
function beginningOf(lines: readonly FoldedLine[], at: number, { number, shape }: ItemLabel): number {
  let first = at
  let wanted = number - 1
  for (let above = at - 1; above >= 0 && wanted > 0; above -= 1) {
    const line = lines[above]
    if (!line || line.text === '' || endsList(line)) break
    const label = labelOf(line)
    if (label?.shape !== shape || label.number !== wanted) continue
    first = above
    wanted -= 1
  }
  return first
}

/** Lines that may stand between the heading and the first item: to which reasons the list belongs. */
const preamble = 3
/** No list of a notice is so long; what pretends to be is not read to its end. */
const longest = { lines: 200, candidates: 20 }

/** The numbered items at the beginning of the lines. */
export function itemsIn(all: readonly FoldedLine[]): Item[] {
  const lines = all.slice(0, longest.lines)
  const items: Item[] = []
  let shape: string | null = null
  let isAfterBlank = false
  let skipped = 0
  for (const [at, line] of lines.entries()) {
    if (line.text === '') {
      isAfterBlank = true
      continue
    }
    if (items.length === 0 && isRule(line)) continue
    const label = labelOf(line)
    const last = items.at(-1)
    if (label && isNext(label, last, shape, lines.slice(at + 1), line)) {
      items.push({ order: label.number, text: label.text })
      shape = label.shape
    } else if (endsList(line)) break
    else if (shape === null && beginsAsDocument(line.folded)) items.push({ order: items.length + 1, text: line.text })
    else if (last && isAfterBlank) break
    else if (last) last.text = joined(last.text, lines[at - 1] ?? line, line)
    else if ((skipped += 1) > preamble) break
    isAfterBlank = false
  }
  return items
}

/** Numbers of one shape that go up. One that leaps is a part of the text where the number left out comes yet. */
function isNext(
  label: ItemLabel,
  last: Item | undefined,
  shape: string | null,
  rest: readonly FoldedLine[],
  line: FoldedLine,
): boolean {
  if (isSentence(line)) return false
  if (!last) return true
  if (label.shape !== shape || label.number <= last.order) return false
  if (label.number === last.order + 1) return true
  const comesYet = rest.some((later) => {
    const other = labelOf(later)
    return other?.shape === shape && other.number === last.order + 1
  })
  return !comesYet && /^\D/.test(label.folded)
}
