import { writerOf } from './cited-document.ts'
import type { Dice } from './dice.ts'
import { publications } from './japanese-documents.ts'
import { linesOf, type Line } from './lines.ts'
import type { Traits } from './traits.ts'
import { BLANK, fullWidth } from './width.ts'

const numbered = (dice: Dice, high: number) => fullWidth(String(dice.between(1, high)))

const sentences: readonly ((dice: Dice, documents: readonly number[]) => string)[] = [
  (dice) =>
    `本願の部材${numbered(dice, 40)}は、段落［００${fullWidth(String(dice.between(10, 99)))}］の腕部に当たると考えられる。`,
  (dice, [first = 1]) =>
    `両者は、留め具の数が${numbered(dice, 9)}個である点で異なるが、引用文献${fullWidth(String(first))}の図${numbered(dice, 9)}はその数を問わない。`,
  () => 'してみると、歯数を増やすことは、当業者が試みる工夫の域を出ない。',
  (dice) => `請求項の「略${numbered(dice, 90)}％」がどの幅までを指すのか、明細書を読んでも定まらない。`,
  () => '効果についても、記載された構成から見込まれる程を超えるとはいえない。',
  (dice) => `例えば、実験例${numbered(dice, 9)}では、温度を${numbered(dice, 90)}．５度とした結果のみが示されている。`,
]

/** Opens like an item, and is none: its rest names no document. */
const numberedLines = [
  ['１．一致する点', '２．異なる点'],
  ['（１）対比', '（２）検討', '（３）まとめ'],
  ['1. 本願の課題について', '2. 解決の手段について'],
]
const withMarkUp = [
  'なお、濃度はＣＯ₂換算であり、図２の破線は目安である。',
  '次の式に従う。\ufffc',
  '語「撓み量」に下線を付した。',
]
const beyondShiftJis = [
  '①軸受、②歯車及び③筐体をそなえる点は共通する。',
  '長さ１０㎜の区間Ⅱにおける値が示されていない。',
]

/** A document named in a sentence: no item of any list. */
export function citedInProse(dice: Dice, traits: Traits): string {
  const { text } = dice.pick(publications)(dice, writerOf(dice, traits))
  return `${BLANK}本願の構成は、${text}（以下「引用例」という。）の図${numbered(dice, 9)}に示されたものと変わらない。`
}

export function composeProse(dice: Dice, traits: Traits, documents: readonly number[]): Line[] {
  const plain = Array.from({ length: dice.between(1, 3) }, () => `${BLANK}${dice.pick(sentences)(dice, documents)}`)
  if (traits.prose === 'numbered prose') {
    return linesOf(...dice.pick(numberedLines).flatMap((line, index) => [line, ...plain.slice(index, index + 1)]))
  }
  const more =
    traits.prose === 'mark-up in prose' ? withMarkUp : traits.prose === 'letters of cp932' ? beyondShiftJis : []
  return linesOf(...plain, ...more.filter(() => dice.chance(0.7)).map((text) => `${BLANK}${text}`))
}
