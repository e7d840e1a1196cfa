import type { FoldedLine } from './folded-lines.ts'

/** The number before an item: １．, (1), 引用文献１：. */
export interface ItemLabel {
  readonly number: number
  /** What is around the number; the items of one list have the same. */
  readonly shape: string
  /** What stands after it, as printed and folded. */
  readonly text: string
  readonly folded: string
}

const label =
  /^(?<word>引用文献|引用例|引例|文献|刊行物|D)? ?(?<open>[([<【]?) ?(?<number>\d{1,3}) ?(?<close>[)\]>】]?) ?(?<mark>[.:,、]?) *(?=[^ ])/

export function labelOf({ text, folded }: FoldedLine): ItemLabel | null {
  const match = label.exec(folded)
  const { word = '', open = '', number = '', close = '', mark = '' } = match?.groups ?? {}
  if (!match) return null
  const start = match[0].length
  const rest = folded.slice(start)
  // １２巻, ２０１８年, 3.2: digits of the text itself.
  const isBare = close === '' && mark === ''
  if (isBare && (!match[0].endsWith(' ') || /^(?:[年月日巻号頁年版-]|p\.)/i.test(rest))) return null
  return {
    number: Number(number),
    shape: word + open + close + mark,
    text: text.slice(start),
    folded: rest,
  }
}
