import type { GraphQLResolveInfo } from 'graphql'
import type { CaseFacts } from '../sources/jpo/case-facts.ts'
import { Application } from './application.ts'
import { builder, type Context } from './builder.ts'
import type { FileDocument } from './document-list.ts'
import { sameCase } from './selection.ts'

export const Document = builder.interfaceRef<FileDocument>('Document')

Document.implement({
  description: 'A document of the file wrapper (中間書類): a row of 書類一覧.',
  interfaces: [builder.nodeInterfaceRef()],
  fields: (t) => ({
    id: t.globalID({
      nullable: false,
      description: 'Stays the same for ever, and tells apart rows that share one 書類番号.',
      resolve: ({ application, id }) => ({ type: 'Document', id: `${application.number}/${id}` }),
    }),
    application: t.field({
      type: Application,
      nullable: false,
      extensions: sameCase,
      description: 'The application whose file it is in.',
      resolve: ({ application }) => application,
    }),
    code: t.exposeString('code', {
      nullable: false,
      description: '中間書類コード without the law digit: A131, A53, A523 ….',
    }),
    name: t.exposeString('name', {
      nullable: false,
      description: '書類名; a part of a 特許願 has the name of the part.',
    }),
    number: t.exposeString('number', { description: '書類番号, 11 characters; null for the office’s placeholders.' }),
    date: t.expose('date', {
      type: 'LocalDate',
      description: '受付日・発送日・作成日. Of an office action the day of dispatch, not the day it was drafted.',
    }),
    deliverable: t.exposeBoolean('deliverable', {
      nullable: false,
      description:
        'Whether this API promises its body: 書類実体有無 1 and one of A131, A01, A02, A502, A191, A192, A53, A523.',
    }),
  }),
})

/** The body of a document: from the archive that would hold it, or at hand; null where the office delivers none. */
async function bodyOf(document: FileDocument, { loaders }: Context, { path }: GraphQLResolveInfo) {
  const { application, archive, body, code, number } = document
  if (body) return read(body)
  if (archive === null || number === null) return null
  const stored = await loaders.cases.storedBody(application.number, number, path)
  const bodies =
    stored.length > 0
      ? stored
      : (await loaders.cases.load(archive, application.number, application.selected, path))?.value
  const found = bodies?.filter((it) => it.number === number) ?? []
  const own = found.find((it) => it.code === code) ?? found[0]
  return own ? read(own) : null
}

function read(body: CaseFacts['filings'][number]) {
  if ('failure' in body) throw body.failure
  return body
}

/** Of two interfaces with a field in common the later one's resolver is inherited: Document's id, not Node's. */
const document = [builder.nodeInterfaceRef(), Document] as const

const DocumentWithBody = builder.interfaceRef<FileDocument>('DocumentWithBody')

const bodyPrice =
  'One call brings the bodies of all documents of the application in the same archive: filings from APP_DOC_CONT_OPINION_AMENDMENT, notices from APP_DOC_CONT_REFUSAL_REASON or APP_DOC_CONT_REFUSAL_REASON_DECISION, decisions from the latter.'

DocumentWithBody.implement({
  description: `A document whose body an archive of this API may hold; its fields are null where none does. ${bodyPrice}`,
  interfaces: [...document],
  fields: (t) => ({
    text: t.string({
      description: `Plain text as a person would read it; line breaks and full-width indents kept.\n\nMay spend one call. ${bodyPrice}`,
      resolve: async (document, _args, context, info) => (await bodyOf(document, context, info))?.text,
    }),
    xml: t.string({
      description: `The XML as the office sent it, decoded from Shift_JIS to Unicode.\n\nMay spend one call. ${bodyPrice}`,
      resolve: async (document, _args, context, info) => (await bodyOf(document, context, info))?.xml,
    }),
  }),
})

const withBody = {
  NoticeOfReasonsForRefusal: '拒絶理由通知書 (A131): why the examiner would refuse.',
  DecisionToGrant: '特許査定 (A01): the decision to grant.',
  DecisionOfRefusal: '拒絶査定 (A02): the decision of refusal.',
  DismissalOfAmendment: '補正の却下の決定 (A502 in the list; A191, A192 in the archive): an amendment is dismissed.',
  WrittenOpinion: '意見書 (A53): what the applicant answers.',
  WrittenAmendment: '手続補正書 (A523): what the applicant changes.',
  UntypedDocument:
    'A body without a type of its own: A30, A51, A521, A522, A524 to A5212, A59, and documents that 書類一覧 lacks.',
}

for (const [name, description] of Object.entries(withBody))
  builder.objectRef<FileDocument>(name).implement({
    description,
    interfaces: [...document, DocumentWithBody],
  })

builder.objectRef<FileDocument>('OtherDocument').implement({
  description: 'A document that the list names and no archive holds: 特許願, 出願審査請求書, 検索報告書, 登録料納付 ….',
  interfaces: [...document],
})
