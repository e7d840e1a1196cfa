import { erasureIdentifiers, label } from '../sources/jpo/codes.ts'
import { displayRegistrationNumber } from '../sources/jpo/numbers.ts'
import { Applicant } from './applicant.ts'
import { Application } from './application.ts'
import { builder } from './builder.ts'
import { CodedValue } from './coded-value.ts'
import { registrationById } from './federation/by-id.ts'
import { keyedBy } from './federation/keys.ts'
import { Freshness } from './freshness.ts'
import { applicantReference, type RegistrationOf } from './references.ts'
import { sameCase, sharing } from './selection.ts'

export const Registration = builder.objectRef<RegistrationOf>('Registration')

Registration.implement({
  description: '特許登録情報 of a granted patent. Its fields are free once it is there: the field that led here paid.',
  interfaces: [builder.nodeInterfaceRef()],
  extensions: { ...keyedBy({ id: registrationById }), ...sharing({ fact: 'registration' }) },
  fields: (t) => ({
    id: t.globalID({
      nullable: false,
      description: 'Stays the same for ever.',
      resolve: ({ application }) => ({ type: 'Registration', id: application.number }),
    }),
    application: t.field({
      type: Application,
      nullable: false,
      extensions: sameCase,
      description: 'The application that was registered.',
      resolve: ({ application }) => application,
    }),
    registrationNumber: t.field({
      type: 'RegistrationNumber',
      nullable: false,
      description: '登録番号.',
      resolve: ({ known }) => known.value.registrationNumber,
    }),
    displayNumber: t.string({
      nullable: false,
      description: 'The number as it is printed: 特許第7533889号.',
      resolve: ({ known }) => displayRegistrationNumber(known.value.registrationNumber),
    }),
    registrationDate: t.field({
      type: 'LocalDate',
      description: '登録日.',
      resolve: ({ known }) => known.value.registrationDate,
    }),
    decisionDate: t.field({
      type: 'LocalDate',
      description: '査定日: when the decision to grant was drafted.',
      resolve: ({ known }) => known.value.decisionDate,
    }),
    appealDecisionDate: t.field({
      type: 'LocalDate',
      description: '審決日: of the decision in appeal, where one led to the grant.',
      resolve: ({ known }) => known.value.appealDecisionDate,
    }),
    rightHolders: t.field({
      type: [Applicant],
      nullable: { list: false, items: false },
      description: '権利者, in the order of the office.',
      resolve: ({ known }) => known.value.rightHolders.map(applicantReference),
    }),
    inventionTitle: t.string({
      description: '発明の名称, as registered.',
      resolve: ({ known }) => known.value.inventionTitle,
    }),
    claimCount: t.int({ description: '請求項の数.', resolve: ({ known }) => known.value.claimCount }),
    expirationDate: t.field({
      type: 'LocalDate',
      description: '存続期間満了年月日.',
      resolve: ({ known }) => known.value.expirationDate,
    }),
    extinguishmentDate: t.field({
      type: 'LocalDate',
      description: '本権利消滅日; null while the right lives.',
      resolve: ({ known }) => known.value.extinguishmentDate,
    }),
    nextAnnuityDueDate: t.field({
      type: 'LocalDate',
      description: '次期年金納付期限: until when the next annuity must be paid; null where none is due.',
      resolve: ({ known }) => known.value.nextAnnuityDueDate,
    }),
    lastAnnuityYear: t.int({
      description: '最終納付年分: the last year of the right for which the annuity is paid; 0 where none is owed.',
      resolve: ({ known }) => known.value.lastAnnuityYear,
    }),
    erasureIdentifier: t.field({
      type: CodedValue,
      description: '抹消識別: 00 in force, 01 lapsed for an unpaid annuity.',
      resolve: ({ known }) =>
        known.value.erasureIdentifier === null ? null : label(erasureIdentifiers, known.value.erasureIdentifier),
    }),
    updatedOn: t.field({
      type: 'LocalDate',
      description: '更新日 of the register’s entry at the office.',
      resolve: ({ known }) => known.value.updatedOn,
    }),
    freshness: t.field({
      type: Freshness,
      nullable: false,
      description: 'How old this is.',
      resolve: ({ known }) => known,
    }),
  }),
})
