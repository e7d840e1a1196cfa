import { foldText } from './folded-lines.ts'

export interface NumberRange {
  readonly from: number
  readonly to: number
}

/** Numbers and what joins them: １－３、５及び７, ２ないし４. */
export const numbersPattern = String.raw`\d[\d ,、・\-~]*(?:(?:及び|並びに|又は|または|および|ないし|乃至|から|まで)[\d ,、・\-~]*)*`

/** `１－３，５` → 1 to 3, 5 to 5, as printed. */
export function rangesIn(printed: string): NumberRange[] {
  const pairs = foldText(printed).matchAll(/(?<!\d)(\d{1,4})(?!\d)(?: ?(?:-|~|ないし|乃至|から) ?(\d{1,4})(?!\d))?/g)
  return Array.from(pairs, ([, from, to]) => ({ from: Number(from), to: Number(to ?? from) })).filter(
    ({ from, to }) => from <= to,
  )
}

/** More is a misprint: claims and documents are counted in tens. */
const most = 1_000

/** Each number of the ranges once, in order. */
export function numbersIn(printed: string): number[] {
  const numbers = new Set<number>()
  for (const { from, to } of rangesIn(printed))
    for (let number = from; number <= to && numbers.size < most; number += 1) numbers.add(number)
  return [...numbers].sort((a, b) => a - b)
}
