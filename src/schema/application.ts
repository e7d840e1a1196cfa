import type { GraphQLResolveInfo } from 'graphql'
import { after } from '../loaders/soon.ts'
import { officeDay } from '../quota/day.ts'
import { erasureIdentifiers, label } from '../sources/jpo/codes.ts'
import { displayApplicationNumber, parseApplicationNumber } from '../sources/jpo/numbers.ts'
import { applicationStatus, mayBeIncomplete } from '../sources/jpo/status.ts'
import { Applicant } from './applicant.ts'
import { ApplicationStatus } from './application-status.ts'
import { basic, basicsOf } from './basics.ts'
import { builder, type Context } from './builder.ts'
import { Citation, CitationFilter, citationsOf } from './citation.ts'
import { CodedValue } from './coded-value.ts'
import { FamilyMember, ParentApplication } from './family.ts'
import { keyedBy } from './federation/keys.ts'
import { Freshness } from './freshness.ts'
import { PriorityClaim } from './priority-claim.ts'
import { Publication } from './publication.ts'
import { applicantReference, type ApplicationReference, applicationReference } from './references.ts'
import { Registration } from './registration.ts'
import { leadsBack, needs, sharing } from './selection.ts'

export const Application = builder.objectRef<ApplicationReference>('Application')

function applicationByNumber(number: string, _context: Context, info: GraphQLResolveInfo, typeName: string) {
  return applicationReference(parseApplicationNumber(number), info, typeName)
}

Application.implement({
  description:
    'A Japanese patent application (特許出願). It may be a mere reference – a cited one, a parent, an id: id, number, displayNumber and mayBeIncomplete are always there for nothing; every other field may cost a call and is null where it failed.',
  interfaces: [builder.nodeInterfaceRef()],
  extensions: { ...keyedBy({ number: applicationByNumber }), ...sharing({ fact: 'basics' }) },
  fields: (t) => ({
    id: t.globalID({
      nullable: false,
      description: 'Stays the same for ever. Free.',
      resolve: ({ number }) => ({ type: 'Application', id: number }),
    }),
    number: t.expose('number', { type: 'ApplicationNumber', nullable: false, description: '出願番号. Free.' }),
    displayNumber: t.string({
      nullable: false,
      description: 'The number as it is printed: 特願2020-123456, before 2000 with the era: 特願平11-012345. Free.',
      resolve: ({ number }) => displayApplicationNumber(number),
    }),
    inventionTitle: t.string({ ...needs('basics', '発明の名称.'), resolve: basic((it) => it.inventionTitle) }),
    filingDate: t.field({
      type: 'LocalDate',
      ...needs('basics', '出願日; of a divisional the day it was itself filed.'),
      resolve: basic((it) => it.filingDate),
    }),
    status: t.field({
      type: ApplicationStatus,
      ...needs('basics', 'Where the case stands today, derived from its dates and documents.'),
      resolve: (application, _args, context, info) =>
        after(basicsOf(application, context, info), (basics) => {
          // It follows from the day, too.
          context.shows()
          return basics && applicationStatus(basics, officeDay(context.clock.now()))
        }),
    }),
    mayBeIncomplete: t.boolean({
      nullable: false,
      description:
        "Whether the office's data about the case may be incomplete: filed before July 2003 (handbook §2(2)), told from the year in its number; of 2003 it may be. Free.",
      resolve: ({ number }) => mayBeIncomplete(number),
    }),
    publication: t.field({
      type: Publication,
      ...needs('basics', '公開 or, of a translated international application, 公表; null before it.'),
      resolve: basic((it) => it.publication),
    }),
    internationalApplicationNumber: t.string({
      ...needs('basics', '国際出願番号 such as IB2017050954, of a PCT national phase.'),
      resolve: basic((it) => it.internationalApplicationNumber),
    }),
    internationalPublicationNumber: t.string({
      ...needs('basics', '国際公開番号: WO and ten digits.'),
      resolve: basic((it) => it.internationalPublicationNumber),
    }),
    internationalPublicationDate: t.field({
      type: 'LocalDate',
      ...needs('basics', '国際公開日.'),
      resolve: basic((it) => it.internationalPublicationDate),
    }),
    registrationNumber: t.field({
      type: 'RegistrationNumber',
      ...needs('basics', '登録番号; null before registration.'),
      resolve: basic((it) => it.registrationNumber),
    }),
    registrationDate: t.field({
      type: 'LocalDate',
      ...needs('basics', '登録日.'),
      resolve: basic((it) => it.registrationDate),
    }),
    expirationDate: t.field({
      type: 'LocalDate',
      ...needs('basics', '存続期間満了年月日: the last day of the term if all annuities are paid.'),
      resolve: basic((it) => it.expirationDate),
    }),
    extinguishmentDate: t.field({
      type: 'LocalDate',
      ...needs('basics', '本権利消滅日: when the right ended; null while it lives.'),
      resolve: basic((it) => it.extinguishmentDate),
    }),
    erasureIdentifier: t.field({
      type: CodedValue,
      ...needs('basics', '抹消識別: 00 in force, 01 lapsed for an unpaid annuity; null when never registered.'),
      resolve: basic(({ erasureIdentifier }) =>
        erasureIdentifier === null ? null : label(erasureIdentifiers, erasureIdentifier),
      ),
    }),
    applicants: t.field({
      type: [Applicant],
      nullable: { list: true, items: false },
      ...needs('basics', '出願人, in the order of the office.'),
      resolve: basic((it) => it.applicants.map(applicantReference)),
    }),
    agents: t.field({
      type: [Applicant],
      nullable: { list: true, items: false },
      ...needs('basics', '代理人, in the order of the office.'),
      resolve: basic((it) => it.agents.map(applicantReference)),
    }),
    priorityClaims: t.field({
      type: [PriorityClaim],
      nullable: { list: true, items: false },
      ...needs('priorities', '優先権基礎情報: the claims of priority, [] where there is none.'),
      resolve: ({ number, selected }, _args, { loaders }, { path }) =>
        after(loaders.cases.load('priorities', number, selected, path), (known) => known?.value ?? []),
    }),
    parent: t.field({
      type: ParentApplication,
      ...needs('parent', '原出願: the application that this one was divided from; null where it is no divisional.'),
      resolve: ({ number, selected }, _args, { loaders }, { path }) =>
        after(loaders.cases.load('parent', number, selected, path), (known) => known?.value),
    }),
    divisionalFamily: t.field({
      type: [FamilyMember],
      nullable: { list: true, items: false },
      ...needs('family', '分割出願群: the whole divisional family, this application included; [] where there is none.'),
      resolve: ({ number, selected }, _args, { loaders }, { path }) =>
        after(loaders.cases.load('family', number, selected, path), (known) => known?.value ?? []),
    }),
    citations: t.field({
      type: [Citation],
      nullable: { list: true, items: false },
      args: { filter: t.arg({ type: CitationFilter, description: 'Only citations of these types.' }) },
      ...leadsBack('citations', '特許引用文献情報: what the examiner cited, [] where nothing.'),
      resolve: (application, { filter }, { loaders }, { path }) =>
        after(loaders.cases.load('citations', application.number, application.selected, path), (known) =>
          known ? citationsOf(application, known.value, filter?.types ?? null) : [],
        ),
    }),
    registration: t.field({
      type: Registration,
      ...leadsBack(
        'registration',
        '特許登録情報; null when not registered. Not asked where the progress of the case says that it is not registered.',
      ),
      resolve: (application, _args, { loaders }, { path }) =>
        after(
          loaders.cases.load('registration', application.number, application.selected, path),
          (known) => known && { __typename: 'Registration' as const, application, known },
        ),
    }),
    freshness: t.field({
      type: Freshness,
      ...needs('basics', 'How old the basics are, and which API told them.'),
      resolve: ({ number, selected }, _args, { loaders }, { path }) =>
        loaders.cases.load('basics', number, selected, path),
    }),
  }),
})
