import { draftingLines, type FoldedLine, foldText, printedText } from './folded-lines.ts'
import { type NumberRange, numbersIn, numbersPattern, rangesIn } from './number-ranges.ts'
import { isCitedListHeading, isHeading, isRule, isSearchRecordHeading } from './sections.ts'
import type { XmlElement } from './tree.ts'

/** What the examiner says of some claims under a heading ●理由２（新規性）、理由３（進歩性）について. */
export interface RefusalReason {
  /** 理由: the numbers in the heading. */
  readonly numbers: readonly number[]
  /** 新規性 …: in the heading, or in the statement of the reason with its number. */
  readonly grounds: readonly string[]
  readonly heading: string
  readonly claimsText: string | null
  readonly claims: readonly NumberRange[]
  readonly citedText: string | null
  /** Numbers in the printed list. */
  readonly cited: readonly number[]
  readonly remarks: string | null
  readonly text: string
}

const heading = new RegExp(`^[●◆■○◎□・【<(\\[]?(?:\\([A-Za-z]\\))?理由(${numbersPattern})`)
const longestHeading = 200
const statement = /^(?:理由)?(\d{1,2})[.:、](?:理由\d+)?\((.+?)\)/
const claims = new RegExp(`^[・●○(]?請求項:?(${numbersPattern})\\)?$`)
const cited = new RegExp(`^[・●○(]?引用(?:文献|例)等?(?:番号)?:?(${numbersPattern}|なし)(?:\\(.*\\))?\\)?$`)
const remarks = /^[・●○(]?備考[:)]?$/

/** Per-reason blocks by the usual lines ・請求項 ・引用文献等 ・備考; another style gives fewer or none. */
export function reasonsOf(root: XmlElement): RefusalReason[] {
  const lines = draftingLines(root)
  const end = lines.findIndex((line) => isCitedListHeading(line) || isSearchRecordHeading(line))
  const explained = end < 0 ? lines : lines.slice(0, end)
  const grounds = new Map(explained.flatMap(groundStated))
  return headed(explained).flatMap(({ title, body }) => blocksOf(body).map((block) => readBlock(title, block, grounds)))
}

function groundStated({ compact }: FoldedLine): [number, string][] {
  const [, number, ground] = statement.exec(compact) ?? []
  return number && ground ? [[Number(number), ground]] : []
}

/** What stands below each heading, up to the next part of the notice. */
function headed(lines: readonly FoldedLine[]): { title: FoldedLine; body: FoldedLine[] }[] {
  const parts: { title: FoldedLine; body: FoldedLine[] }[] = []
  let isOpen = false
  for (const line of lines) {
    if (line.text.length <= longestHeading && heading.test(line.compact) && !line.compact.endsWith('。')) {
      parts.push({ title: line, body: [] })
      isOpen = true
    } else if (isHeading(line) || isRule(line)) isOpen = false
    else if (isOpen) parts.at(-1)?.body.push(line)
  }
  return parts
}

/** Each ・請求項 begins a block of its own. */
function blocksOf(lines: readonly FoldedLine[]): FoldedLine[][] {
  const starts = lines.flatMap(({ compact }, at) => (claims.test(compact) ? [at] : []))
  if (starts.length === 0) return [[...lines]]
  return starts.map((start, index) => lines.slice(start, starts[index + 1]))
}

function readBlock(title: FoldedLine, lines: readonly FoldedLine[], stated: ReadonlyMap<number, string>) {
  const numbers = [...title.compact.matchAll(new RegExp(`理由(${numbersPattern})`, 'g'))].flatMap(([, printed = '']) =>
    numbersIn(printed),
  )
  const inHeading = [...title.text.matchAll(/[（(]([^（）()]+)[）)]/g)].map(([, ground = '']) => ground)
  const isGround = (ground: string) => !/^[A-ZＡ-Ｚ\d０-９]+$/.test(ground)
  const claimsText = valueOf(lines, claims) ?? valueIn(title, '請求項')
  const citedText = valueOf(lines, cited) ?? valueIn(title, '引用文献等?')
  return {
    numbers,
    grounds: inHeading.some(isGround)
      ? inHeading.filter(isGround)
      : numbers.flatMap((number) => stated.get(number) ?? []),
    heading: title.text,
    claimsText,
    claims: rangesIn(claimsText ?? ''),
    citedText,
    cited: numbersIn(citedText ?? ''),
    remarks: remarksIn(lines),
    text: printedText(lines),
  }
}

/** What is printed behind the label. */
function valueOf(lines: readonly FoldedLine[], label: RegExp): string | null {
  const line = lines.find(({ compact }) => label.test(compact))
  return line ? line.text.replace(/^[^\d０-９な]*/, '').trim() : null
}

/** （Ａ）理由１：請求項１－３、引用文献２: some put all into the heading. */
function valueIn({ text }: FoldedLine, label: string): string | null {
  const [, value] = new RegExp(`${label}[ :]*(${numbersPattern})`).exec(foldText(text)) ?? []
  return value?.replace(/[ 、,・]+$/, '') ?? null
}

function remarksIn(lines: readonly FoldedLine[]): string | null {
  const label = lines.findIndex(({ compact }) => remarks.test(compact))
  if (label >= 0) return printedText(lines.slice(label + 1)) || null
  // Of a reason without documents the remark follows the claims at once.
  return printedText(lines.filter(({ compact }) => !claims.test(compact) && !cited.test(compact))) || null
}
