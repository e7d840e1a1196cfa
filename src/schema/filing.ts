import { amendmentsOf } from '../sources/jpo/documents/amendments.ts'
import { answeredDispatchNumber } from '../sources/jpo/documents/bibliography.ts'
import { Amendment } from './amendment.ts'
import { builder } from './builder.ts'
import { bodyOf, fromBody } from './document-body.ts'
import { pictureUrls } from './document-image.ts'
import type { FileDocument } from './document-list.ts'
import { documentWithBody } from './document.ts'
import { NoticeOfReasonsForRefusal } from './notice.ts'
import { noticeAnswered } from './replies.ts'
import { bodiesIn, leadsBack, needs } from './selection.ts'

function filing(name: string, description: string) {
  const ref = builder.objectRef<FileDocument>(name)
  ref.implement({
    description,
    interfaces: [...documentWithBody],
    extensions: bodiesIn('filings'),
    fields: (t) => ({
      dispatchNumber: t.string({
        ...needs('filings', '発送番号 of the notice that it answers, six digits; null of a voluntary one (自発).'),
        resolve: fromBody(({ root }) => answeredDispatchNumber(root)),
      }),
      respondsTo: t.field({
        type: NoticeOfReasonsForRefusal,
        ...leadsBack(
          'filings',
          'The 拒絶理由通知書 that it answers, found by its 発送番号; null where it answers none, or none of 書類一覧.',
        ),
        resolve: (document, _args, context, { path }) => noticeAnswered(document, context, path),
      }),
    }),
  })
  return ref
}

export const WrittenOpinion = filing('WrittenOpinion', '意見書 (A53): what the applicant answers.')
export const WrittenAmendment = filing('WrittenAmendment', '手続補正書 (A523): what the applicant changes.')

builder.objectFields(WrittenAmendment, (t) => ({
  amendments: t.field({
    type: [Amendment],
    nullable: { list: true, items: false },
    ...needs('filings', '手続補正１, ２ …: what is changed, where and how.'),
    resolve: async (document, _args, context, { path }) => {
      const body = await bodyOf(document, context, path)
      if (!body) return null
      const urlOf = pictureUrls(body, document, context)
      return amendmentsOf(body.root).map((amendment) => ({ ...amendment, urlOf }))
    },
  }),
}))
