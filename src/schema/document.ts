import { archiveKinds } from '../sources/jpo/codes.ts'
import { draftingDateOf } from '../sources/jpo/documents/bibliography.ts'
import { Application } from './application.ts'
import { builder } from './builder.ts'
import { fromBody } from './document-body.ts'
import type { FileDocument } from './document-list.ts'
import { documentById } from './federation/by-id.ts'
import { keyedBy } from './federation/keys.ts'
import { bodiesIn, needsBody, sameCase } from './selection.ts'

export const Document = builder.interfaceRef<FileDocument>('Document')

Document.implement({
  description: 'A document of the file wrapper (中間書類): a row of 書類一覧.',
  interfaces: [builder.nodeInterfaceRef()],
  extensions: keyedBy({ id: documentById }),
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

/** Of two interfaces with a field in common the later one's resolver is inherited: Document's id, not Node's. */
const document = [builder.nodeInterfaceRef(), Document] as const

export const DocumentWithBody = builder.interfaceRef<FileDocument>('DocumentWithBody')

DocumentWithBody.implement({
  description:
    'A document whose body an archive of this API may hold; what is read from the body is null where none does. One call brings the bodies of all documents of the application in the same archive.',
  interfaces: [...document],
  extensions: bodiesIn(...archiveKinds),
  fields: (t) => ({
    text: t.string({
      ...needsBody('Plain text as a person would read it; line breaks and full-width indents kept.'),
      resolve: fromBody(({ text }) => text),
    }),
    xml: t.string({
      ...needsBody('The XML as the office sent it, decoded from Shift_JIS to Unicode.'),
      resolve: fromBody(({ xml }) => xml),
    }),
  }),
})

/** What every document with a body implements. */
export const documentWithBody = [...document, DocumentWithBody] as const

export const UntypedDocument = builder.objectRef<FileDocument>('UntypedDocument').implement({
  description:
    'A body without a type of its own: A30, A51, A521, A522, A524 to A5212, A59, and documents that 書類一覧 lacks.',
  interfaces: [...documentWithBody],
  extensions: bodiesIn('filings', 'decisions'),
  fields: (t) => ({
    draftingDate: t.field({
      type: 'LocalDate',
      ...needsBody('起案日; null of a filing, which has none.'),
      resolve: fromBody(({ root }) => draftingDateOf(root)),
    }),
  }),
})

export const OtherDocument = builder.objectRef<FileDocument>('OtherDocument').implement({
  description: 'A document that the list names and no archive holds: 特許願, 出願審査請求書, 検索報告書, 登録料納付 ….',
  interfaces: [...document],
})
