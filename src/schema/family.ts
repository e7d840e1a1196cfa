import type { DivisionalFamily, FamilyMember as Member } from '../sources/jpo/family.ts'
import { Application } from './application.ts'
import { builder } from './builder.ts'
import { applicationReference } from './references.ts'

export const ParentApplication = builder.objectRef<NonNullable<DivisionalFamily['parent']>>('ParentApplication')

ParentApplication.implement({
  description: '原出願: the application from which a divisional was divided.',
  fields: (t) => ({
    number: t.expose('number', { type: 'ApplicationNumber', nullable: false, description: '原出願番号.' }),
    filingDate: t.expose('filingDate', { type: 'LocalDate', description: '出願日 of the parent.' }),
    application: t.field({
      type: Application,
      description: 'The parent itself. A reference: free.',
      resolve: ({ number }, _args, _context, info) => applicationReference(number, info),
    }),
  }),
})

export const FamilyMember = builder.objectRef<Member>('FamilyMember')

FamilyMember.implement({
  description: '分割出願群情報: one application of a divisional family, as the family’s list shows it.',
  fields: (t) => ({
    generation: t.exposeInt('generation', {
      nullable: false,
      description: '分割世代: 0 the first application of all (最先の原出願), 1 its divisionals, and so on.',
    }),
    number: t.expose('number', { type: 'ApplicationNumber', nullable: false, description: '出願番号.' }),
    publicationNumber: t.expose('publicationNumber', {
      type: 'PublicationNumber',
      description: '公開番号 or 公表番号; null before it.',
    }),
    registrationNumber: t.expose('registrationNumber', {
      type: 'RegistrationNumber',
      description: '登録番号; null before registration.',
    }),
    expirationDate: t.expose('expirationDate', { type: 'LocalDate', description: '存続期間満了年月日.' }),
    extinguishmentDate: t.expose('extinguishmentDate', { type: 'LocalDate', description: '本権利消滅日.' }),
    application: t.field({
      type: Application,
      description: 'The application itself. A reference: free.',
      resolve: ({ number }, _args, _context, info) => applicationReference(number, info),
    }),
  }),
})
