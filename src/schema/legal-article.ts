import type { LegalArticle as Article } from '../sources/jpo/documents/articles.ts'
import { builder } from './builder.ts'

export const LegalArticle = builder.objectRef<Article>('LegalArticle').implement({
  description: '適用条文: a provision of the Patent Act (特許法) that a notice applies.',
  fields: (t) => ({
    text: t.exposeString('text', { nullable: false, description: 'As printed: 第２９条第１項第３号（新規性）.' }),
    article: t.exposeString('article', { description: '条: 29, or 29の2 of an inserted article.' }),
    paragraph: t.exposeString('paragraph', { description: '項; null where the whole article is meant.' }),
    item: t.exposeString('item', { description: '号; null where the whole paragraph is meant.' }),
    ground: t.exposeString('ground', {
      description:
        'The ground in brackets: 新規性, 進歩性, 明確性 …; null in notices of before 2021, which do not say it.',
    }),
  }),
})
