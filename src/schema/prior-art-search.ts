import { searchRecordCitation } from '../sources/jpo/codes.ts'
import type { PriorArtSearch as Search } from '../sources/jpo/documents/search-record.ts'
import { builder } from './builder.ts'
import { Citation } from './citation.ts'
import { citationsDrafted } from './citations-of-notice.ts'
import { CitedReference } from './cited-reference.ts'
import type { ApplicationReference } from './references.ts'
import { leadsBack } from './selection.ts'

/** A record, and the notice that joins it with its citations. */
interface SearchOf extends Search {
  readonly application: ApplicationReference
  readonly draftingDate: string | null
}

export const PriorArtSearch = builder.objectRef<SearchOf>('PriorArtSearch').implement({
  description: '先行技術文献調査結果の記録: what was searched and what was found besides. It is no ground of refusal.',
  fields: (t) => ({
    text: t.exposeString('text', { nullable: false, description: 'The record as printed, without its heading.' }),
    fields: t.exposeStringList('fields', {
      nullable: { list: false, items: false },
      description: '調査した分野, a line each: ＩＰＣ　Ｈ０５Ｋ１／１１, ＤＢ名 ….',
    }),
    documents: t.field({
      type: [CitedReference],
      nullable: { list: false, items: false },
      description: '先行技術文献, in the order printed and counted from 1.',
      resolve: ({ documents }) => [...documents],
    }),
    citations: t.field({
      type: [Citation],
      nullable: { list: true, items: false },
      ...leadsBack('citations', 'The same as data of 特許引用文献情報: type 89 of the notice’s 起案日.'),
      resolve: ({ application, draftingDate }, _args, context, { path }) =>
        citationsDrafted(application, draftingDate, (type) => type === searchRecordCitation, context, path),
    }),
  }),
})
