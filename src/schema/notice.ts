import { referenceCitation, searchRecordCitation } from '../sources/jpo/codes.ts'
import { articlesOf } from '../sources/jpo/documents/articles.ts'
import { dispatchNumberOf, draftingDateOf, examinerOf } from '../sources/jpo/documents/bibliography.ts'
import { citedDocumentsOf } from '../sources/jpo/documents/cited-documents.ts'
import { isFinalNotice } from '../sources/jpo/documents/finality.ts'
import { reasonsOf } from '../sources/jpo/documents/reasons.ts'
import { priorArtSearchOf } from '../sources/jpo/documents/search-record.ts'
import { builder } from './builder.ts'
import { Citation } from './citation.ts'
import { citationsDrafted } from './citations-of-notice.ts'
import { CitedReference } from './cited-reference.ts'
import { bodyOf, fromBody } from './document-body.ts'
import type { FileDocument } from './document-list.ts'
import { Document, documentWithBody } from './document.ts'
import { Examiner } from './examiner.ts'
import { LegalArticle } from './legal-article.ts'
import { PriorArtSearch } from './prior-art-search.ts'
import { RefusalReason } from './refusal-reason.ts'
import { repliesTo } from './replies.ts'
import { responseDueDate } from './response-due-date.ts'
import { bodiesIn, leadsBack, needs } from './selection.ts'

export const NoticeOfReasonsForRefusal = builder.objectRef<FileDocument>('NoticeOfReasonsForRefusal')

/** A list that is null where there is no body. */
const listed = { list: true, items: false } as const

NoticeOfReasonsForRefusal.implement({
  description: '拒絶理由通知書 (A131): why the examiner would refuse.',
  interfaces: [...documentWithBody],
  extensions: bodiesIn('notices'),
  fields: (t) => ({
    dispatchNumber: t.string({
      description: '発送番号, by which answers name the notice: the last six digits of its 書類番号. Free.',
      resolve: ({ number }) => number && dispatchNumberOf(number),
    }),
    draftingDate: t.field({
      type: 'LocalDate',
      ...needs('notices', '起案日; `date` is the day of dispatch, about a week later.'),
      resolve: fromBody(({ root }) => draftingDateOf(root)),
    }),
    examiner: t.field({
      type: Examiner,
      ...needs('notices', '起案者.'),
      resolve: fromBody(({ root }) => examinerOf(root)),
    }),
    articles: t.field({
      type: [LegalArticle],
      nullable: listed,
      ...needs('notices', '適用条文, in the order printed.'),
      resolve: fromBody(({ root }) => articlesOf(root)),
    }),
    isFinal: t.boolean({
      ...needs('notices', 'Whether it is the 最後の拒絶理由通知, to which only narrow amendments may answer.'),
      resolve: fromBody(({ root }) => isFinalNotice(root)),
    }),
    citedDocuments: t.field({
      type: [CitedReference],
      nullable: listed,
      ...needs(
        'notices',
        '引用文献等一覧 as printed, item by item; [] where the notice lists none. What its search found besides is in `priorArtSearch`.',
      ),
      resolve: fromBody(({ root }) => citedDocumentsOf(root)),
    }),
    citations: t.field({
      type: [Citation],
      nullable: listed,
      ...leadsBack(
        'notices',
        'The same as data of 特許引用文献情報: those of its 起案日 without the record of the search (type 89); `order` is the number in the printed list.',
        ['citations'],
      ),
      resolve: async (notice, _args, context, { path }) => {
        const body = await bodyOf(notice, context, path)
        const isGround = (type: string) => type !== searchRecordCitation && type !== referenceCitation
        return body && citationsDrafted(notice.application, draftingDateOf(body.root), isGround, context, path)
      },
    }),
    priorArtSearch: t.field({
      type: PriorArtSearch,
      ...leadsBack('notices', '先行技術文献調査結果の記録, no ground of refusal; null where the notice has none.'),
      resolve: fromBody(({ root }, { application }) => {
        const search = priorArtSearchOf(root)
        return search && { ...search, application, draftingDate: draftingDateOf(root) }
      }),
    }),
    reasons: t.field({
      type: [RefusalReason],
      nullable: listed,
      ...needs('notices', 'What it says of which claims, block by block, as far as it keeps to the usual form.'),
      resolve: fromBody(({ root }) => {
        const list = citedDocumentsOf(root)
        return reasonsOf(root).map((reason) => ({ ...reason, list }))
      }),
    }),
    responses: t.field({
      type: [Document],
      nullable: listed,
      ...leadsBack(
        'filings',
        '意見書 and 手続補正書 that answer this notice: those of 書類一覧 that name its 発送番号; null where no body of what was filed since is to be had. Free where nothing was.',
      ),
      resolve: (notice, _args, context, { path }) => repliesTo(notice, context, path),
    }),
    responseDueDate: t.field({
      type: 'LocalDate',
      ...needs(
        'notices',
        'Of an open notice the last day to answer: the term that it states itself (６０日, ３か月), counted from its dispatch by 特許法 第3条第1項. Not moved where that day is a holiday of the office, as 第3条第2項 would. Null where no term is stated, where the notice is answered or may be, after a decision, and after a 期間延長請求書.',
        ['filings'],
      ),
      resolve: (notice, _args, context, { path }) => responseDueDate(notice, context, path),
    }),
  }),
})
