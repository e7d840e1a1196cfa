import { foldText } from './folded-lines.ts'

export interface NumberRange {
  readonly from: number
  readonly to: number
}

/** Numbers and what joins them: １－３、５及び７, ２ないし４. */
export const numbersPattern = String.raw`\d[\d ,、・\-~]*(?:(?:及び|並びに|又は|または|および|ないし|乃至|から|まで)[\d ,、・\-~]*)*`

/** `１－３，５` → 1 to 3, 5 to 5, as printed. */
export function rangesIn(printed: string): NumberRange[] {
  const pairs = foldText(printed).matchAll(/(\d+)(?: *(?:-|~|ないし|乃至|から) *(\d+))?/g)
  return Array.from(pairs, ([, from, to]) => ({ from: Number(from), to: Number(to ?? from) })).filter(
    ({ from, to }) => from <= to,
  )
}

/** More in one range is a misprint: claims and documents are counted in tens. */
const longest = 1_000

/** Each number of the ranges once, in order. */
export function numbersIn(printed: string): number[] {
  const numbers = rangesIn(printed).flatMap(({ from, to }) =>
    Array.from({ length: Math.min(to - from + 1, longest) }, (_, index) => from + index),
  )
  return [...new Set(numbers)].sort((a, b) => a - b)
}
