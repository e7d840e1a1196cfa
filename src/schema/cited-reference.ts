import type { CitedDocument } from '../sources/jpo/documents/cited-documents.ts'
import { Application } from './application.ts'
import { builder } from './builder.ts'
import { citedApplication } from './cited-application.ts'
import { applicationReference } from './references.ts'
import { mayAsk } from './selection.ts'

export const CitedReference = builder.objectRef<CitedDocument>('CitedReference')

CitedReference.implement({
  description: 'A document as a notice or decision prints it in a list.',
  fields: (t) => ({
    order: t.exposeInt('order', {
      nullable: false,
      description: 'Its number in the list, by which the reasons call it (引用文献１); it may begin above 1.',
    }),
    text: t.exposeString('text', {
      nullable: false,
      description: 'As printed, on one line and without its number; remarks in brackets included.',
    }),
    publicationNumber: t.expose('publicationNumber', {
      type: 'PublicationNumber',
      description:
        '公開番号 or 公表番号, read from the text; null of anything else: a foreign document, a paper, a utility model (実用新案), a gazette of a patent (特許第…号).',
    }),
    application: t.field({
      type: Application,
      ...mayAsk(
        'CASE_NUMBER_REFERENCE',
        'The application behind a 特開, 特表, 特許 or 特願 of the text; null of other documents, and where the office does not serve it (a publication of before 平成).',
        'the text is of a 特願 or another answer told the link',
      ),
      resolve: ({ applicationNumber, publicationNumber, registrationNumber }, _args, context, info) => {
        if (applicationNumber !== null) return applicationReference(applicationNumber, info)
        if (publicationNumber !== null) return citedApplication('PUBLICATION', publicationNumber, context, info)
        if (registrationNumber !== null) return citedApplication('REGISTRATION', registrationNumber, context, info)
        return null
      },
    }),
  }),
})
