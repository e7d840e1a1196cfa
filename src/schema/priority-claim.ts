import type { PriorityClaim as Claim } from '../sources/jpo/priorities.ts'
import { Application } from './application.ts'
import { builder } from './builder.ts'
import { applicationReference } from './references.ts'

const PriorityKind = builder.enumType('PriorityKind', {
  description: 'By what a priority is claimed.',
  values: {
    PARIS: { description: 'パリ条約による優先権: an application abroad.' },
    DOMESTIC: { description: '国内優先権: an earlier Japanese application.' },
  } as const,
})

export const PriorityClaim = builder.objectRef<Claim>('PriorityClaim')

PriorityClaim.implement({
  description: '優先権基礎情報: one claim of priority.',
  fields: (t) => ({
    kind: t.field({
      type: PriorityKind,
      nullable: false,
      description: 'Paris or domestic.',
      resolve: ({ kind }) => kind,
    }),
    date: t.expose('date', { type: 'LocalDate', description: '優先権主張日: the date claimed.' }),
    number: t.exposeString('number', {
      description: '優先権出願番号, as the country of the first filing writes it; ten digits for a Japanese one.',
    }),
    countryCode: t.exposeString('countryCode', {
      description: '優先権国コード, two letters; null for a domestic claim.',
    }),
    application: t.field({
      type: Application,
      description:
        'The Japanese patent application claimed; null for a foreign one or a utility model. A reference: free.',
      resolve: ({ applicationNumber }, _args, _context, info) =>
        applicationNumber === null ? null : applicationReference(applicationNumber, info),
    }),
  }),
})
