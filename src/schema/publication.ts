import { displayPublicationNumber, publicationUrl } from '../sources/jpo/numbers.ts'
import type { Publication as PublicationOf } from '../sources/jpo/progress.ts'
import { builder } from './builder.ts'

const PublicationKind = builder.enumType('PublicationKind', {
  description: 'How an application was published.',
  values: {
    PUBLICATION: { description: '公開: a Japanese application after 18 months.' },
    NATIONAL_PUBLICATION: { description: '公表: the translation of an international application.' },
  } as const,
})

export const Publication = builder.objectRef<PublicationOf>('Publication').implement({
  description: '公開 or 公表 of an application. Free once the application’s basics are known.',
  fields: (t) => ({
    kind: t.field({
      type: PublicationKind,
      nullable: false,
      description: '公開 or 公表.',
      resolve: ({ kind }) => kind,
    }),
    number: t.expose('number', { type: 'PublicationNumber', nullable: false, description: '公開番号 or 公表番号.' }),
    displayNumber: t.string({
      nullable: false,
      description: 'The number as it is printed: 特開2021-090037, 特表2008-516341.',
      resolve: ({ number }) => displayPublicationNumber(number),
    }),
    date: t.expose('date', { type: 'LocalDate', description: '公開日 or 公表日.' }),
    url: t.string({
      nullable: false,
      description: 'The gazette on J-PlatPat, for people. Free.',
      resolve: ({ number }) => publicationUrl(number),
    }),
  }),
})
