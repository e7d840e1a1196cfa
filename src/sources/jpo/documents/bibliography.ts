import { toLocalDate, type LocalDate } from '../wire.ts'
import { variantOf } from './identity.ts'
import { plain } from './prose.ts'
import { descend, find, type XmlElement } from './tree.ts'

/** 起案者: who drafted a notice or decision. */
export interface Examiner {
  readonly name: string | null
  readonly staffCode: string | null
  readonly officeCode: string | null
}

/** 起案日; the day of dispatch is about a week later and not in the XML (xml.md §0.3). */
export function draftingDateOf(root: XmlElement): LocalDate | null {
  const date = find(root, 'drafting-date')
  return date ? toLocalDate(plain(date)) : null
}

export function examinerOf(root: XmlElement): Examiner | null {
  const person = find(root, 'draft-person-group')
  if (!person) return null
  const field = (localName: string) => textIn(descend(person, localName))
  return { name: field('name'), staffCode: field('staff-code'), officeCode: field('office-code') }
}

/** 請求項の数 of a 特許査定, padded with blanks. */
export function claimCountOf(root: XmlElement): number | null {
  const count = textIn(find(root, 'number-of-claim'))
  return count !== null && /^\d+$/.test(count) ? Number(count) : null
}

/** 発送番号 of the notice that a filing answers, six digits; null where it answers none. */
export function answeredDispatchNumber(root: XmlElement): string | null {
  const variant = variantOf(root)
  return textIn(variant && descend(variant, 'dispatch-number'))?.normalize('NFKC') ?? null
}

/** 発送番号 of a notice: the end of its 書類番号 (xml.md §1.3). */
export function dispatchNumberOf(documentNumber: string): string {
  return documentNumber.slice(-6)
}

function textIn(element: XmlElement | undefined): string | null {
  return (element && plain(element)) || null
}
