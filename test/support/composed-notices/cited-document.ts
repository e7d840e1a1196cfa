import type { Dice } from './dice.ts'
import { fullWidth } from './width.ts'
import type { Traits } from './traits.ts'

/** A document as an examiner cites it. */
export interface CitedDocument {
  /** What it is, for the words of the style. */
  readonly kind: string
  readonly text: string
  readonly publicationNumber: string | null
}

/** Writes numbers, given in ASCII with `-`, in the widths of one notice. */
export type Writer = (numbered: string) => string

export function writerOf(dice: Dice, traits: Traits): Writer {
  const dash = traits.dash === 'dash ‐' ? '‐' : traits.dash === 'dash ―' ? '―' : '－'
  return (numbered) => {
    const isHalf =
      traits.digits === 'half-width numbers' || (traits.digits === 'numbers of both widths' && dice.chance(0.5))
    return isHalf ? numbered : fullWidth(numbered).replaceAll('－', dash)
  }
}
