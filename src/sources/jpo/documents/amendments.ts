import { amendedDocuments, label, type CodedValue } from '../codes.ts'
import { variantOf } from './identity.ts'
import { plain, proseOf } from './prose.ts'
import { readText } from './text.ts'
import { attribute, descend, descendants, elementsOf, type XmlElement } from './tree.ts'

/** 手続補正ｎ: what is changed, where and how. */
export interface Amendment {
  readonly serial: number | null
  /** 補正対象書類名. */
  readonly target: CodedValue | null
  /** 補正対象項目名: 全文, 請求項１, ０００６. */
  readonly item: string | null
  /** 補正方法. */
  readonly method: 'ADD' | 'DELETE' | 'CHANGE' | null
  /** 補正の内容; null where the item is deleted. */
  readonly text: string | null
  readonly claims: readonly AmendedPart[]
  readonly paragraphs: readonly AmendedPart[]
}

/** A claim or paragraph of an amendment: its number as sent (1, 0006) and itself. */
export interface AmendedPart {
  readonly number: string
  readonly text: string
  readonly element: XmlElement
}

const methods = new Map([
  ['1', 'ADD'],
  ['2', 'DELETE'],
  ['3', 'CHANGE'],
] as const)

export function amendmentsOf(root: XmlElement): Amendment[] {
  const article = descend(variantOf(root) ?? root, 'amendment-article')
  return elementsOf(article ?? root)
    .filter(({ localName }) => localName === 'amendment-group')
    .map(readAmendment)
}

function readAmendment(group: XmlElement): Amendment {
  const field = (localName: string) => {
    const element = descend(group, localName)
    return (element && plain(element)) || null
  }
  const serial = attribute(group, 'serial-number')?.trim() ?? ''
  const target = field('document-code')
  const item = field('item-of-amendment')
  const contents = descend(group, 'contents-of-amendment')
  return {
    serial: /^\d+$/.test(serial) ? Number(serial) : null,
    target: target === null ? null : label(amendedDocuments, target),
    item,
    method: methods.get(field('way-of-amendment') as '1' | '2' | '3') ?? null,
    text: contents ? readText(contents) : null,
    claims: contents ? partsOf(contents, 'claim', numberInItem(item)) : [],
    paragraphs: contents ? partsOf(contents, 'p', null).filter(({ number }) => number !== '') : [],
  }
}

/** A paragraph inside another part, as of a claim, is that part's text. */
function partsOf(contents: XmlElement, localName: string, only: string | null): AmendedPart[] {
  return [...descendants(contents)]
    .filter((element) => element.localName === localName)
    .map((element) => ({
      number: attribute(element, 'num')?.trim() || (only ?? ''),
      text: proseOf(element).join('\n'),
      element,
    }))
}

/** 請求項３: of a claim alone, where its own element does not say it. */
function numberInItem(item: string | null): string | null {
  return /^請求項(\d+)$/.exec(item?.normalize('NFKC').replaceAll(' ', '') ?? '')?.[1] ?? null
}
