import type { AmendedPart, Amendment as Change } from '../sources/jpo/documents/amendments.ts'
import { htmlOf, type UrlOf } from '../sources/jpo/documents/html.ts'
import { builder } from './builder.ts'
import { CodedValue } from './coded-value.ts'

const AmendmentMethod = builder.enumType('AmendmentMethod', {
  description: '補正方法: what is done to the item.',
  values: {
    ADD: { description: '追加.' },
    DELETE: { description: '削除.' },
    CHANGE: { description: '変更.' },
  } as const,
})

/** An amendment, and where the pictures of its document are to be had. */
interface AmendmentOf extends Change {
  readonly urlOf: UrlOf
}

type PartOf = AmendedPart & Pick<AmendmentOf, 'urlOf'>

/** Without its label, which the office's element would bring. */
function partAsHtml({ element, urlOf }: PartOf): string {
  return htmlOf([{ ...element, localName: 'text' }], urlOf)
}

const Claim = builder.objectRef<PartOf>('Claim').implement({
  description: '請求項: a claim as amended.',
  fields: (t) => ({
    number: t.int({ nullable: false, description: 'Its number.', resolve: ({ number }) => Number(number) }),
    text: t.exposeString('text', {
      nullable: false,
      description: 'Plain text without the label 【請求項１】; full-width indents kept.',
    }),
    html: t.string({
      nullable: false,
      description: 'The same as safe HTML: what is changed is underlined, formulas are pictures.',
      resolve: partAsHtml,
    }),
  }),
})

const AmendedParagraph = builder.objectRef<PartOf>('AmendedParagraph').implement({
  description: '段落: a numbered paragraph of the description as amended.',
  fields: (t) => ({
    number: t.exposeString('number', { nullable: false, description: 'Its number, four digits: 0006.' }),
    text: t.exposeString('text', { nullable: false, description: 'Plain text without the number.' }),
    html: t.string({ nullable: false, description: 'The same as safe HTML.', resolve: partAsHtml }),
  }),
})

export const Amendment = builder.objectRef<AmendmentOf>('Amendment').implement({
  description: '手続補正ｎ: one change of a 手続補正書.',
  fields: (t) => ({
    serial: t.exposeInt('serial', { description: 'Its number in the document, from 1.' }),
    target: t.field({
      type: CodedValue,
      description:
        '補正対象書類名: A16333 特許請求の範囲, A16330 明細書, A16331 図面, A16332 要約書 …; its code has a law digit.',
      resolve: ({ target }) => target,
    }),
    item: t.exposeString('item', {
      description: '補正対象項目名 as printed: 全文, 請求項１, ０００６, 発明の名称, 図１ ….',
    }),
    method: t.field({
      type: AmendmentMethod,
      description: '補正方法; null of one we do not know.',
      resolve: ({ method }) => method,
    }),
    text: t.exposeString('text', { description: '補正の内容 as plain text; null where the item is deleted.' }),
    claims: t.field({
      type: [Claim],
      nullable: { list: false, items: false },
      description:
        'The claims in it, [] where it is about something else. Those without a readable number are in `text` only.',
      resolve: ({ claims, urlOf }) =>
        claims.filter(({ number }) => /^\d+$/.test(number)).map((claim) => ({ ...claim, urlOf })),
    }),
    paragraphs: t.field({
      type: [AmendedParagraph],
      nullable: { list: false, items: false },
      description: 'The numbered paragraphs in it.',
      resolve: ({ paragraphs, urlOf }) => paragraphs.map((paragraph) => ({ ...paragraph, urlOf })),
    }),
  }),
})
