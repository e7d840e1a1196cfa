import type { GraphQLResolveInfo } from 'graphql'
import { officeDay } from '../quota/day.ts'
import { erasureIdentifiers, label } from '../sources/jpo/codes.ts'
import { displayApplicationNumber } from '../sources/jpo/numbers.ts'
import type { Basics } from '../sources/jpo/progress.ts'
import { timelineOf } from '../sources/jpo/timeline.ts'
import { applicationStatus, mayBeIncomplete } from '../sources/jpo/status.ts'
import { Applicant } from './applicant.ts'
import { withCheck } from './argument-checks.ts'
import { builder, type Context } from './builder.ts'
import { Citation, CitationFilter, citationsOf } from './citation.ts'
import { CodedValue } from './coded-value.ts'
import { Document } from './document.ts'
import { checkPage, DocumentFilter, pageOf, readPage } from './document-pages.ts'
import { listedDocuments, unlistedDocuments } from './document-list.ts'
import { FamilyMember, ParentApplication } from './family.ts'
import { Freshness } from './freshness.ts'
import { PriorityClaim } from './priority-claim.ts'
import { Publication } from './publication.ts'
import { applicantReference, type ApplicationReference } from './references.ts'
import { Registration } from './registration.ts'
import { leadsBack, needs } from './selection.ts'
import { TimelineEvent } from './timeline.ts'

export const Application = builder.objectRef<ApplicationReference>('Application')

const ApplicationStatus = builder.enumType('ApplicationStatus', {
  description:
    'Where a case stands, derived from its dates and documents and never from an unknown 抹消識別. Of a registered case its dates decide (EXPIRED, LAPSED, GRANTED), of another its last decision or declaration (REFUSED, WITHDRAWN, ABANDONED), else whether it is published.',
  values: {
    PENDING: { description: 'Filed and not published (係属中); a grant that is not yet registered changes nothing.' },
    PUBLISHED: {
      description:
        'Published (公開 or 公表) and neither registered nor ended; also after a refusal under appeal (審判).',
    },
    GRANTED: { description: 'Registered and in force (登録).' },
    REFUSED: { description: '拒絶査定 (A02) was the last decision and no 審判 is on file.' },
    WITHDRAWN: { description: '出願取下書 (A761) is on file.' },
    ABANDONED: { description: '出願放棄書 (A762) is on file.' },
    EXPIRED: {
      description: 'Extinguished on or after 存続期間満了年月日, or, where no end is recorded, that date has passed.',
    },
    LAPSED: { description: 'Extinguished before 存続期間満了年月日, as for an unpaid annuity.' },
  } as const,
})

/** The basics of a case; null where the office has no such case. */
async function basicsOf(
  { number, selected }: ApplicationReference,
  { loaders }: Context,
  { path }: GraphQLResolveInfo,
): Promise<Basics | null> {
  return (await loaders.cases.load('basics', number, selected, path))?.value ?? null
}

/** A field that shows one of the basics as it is. */
function basic<T>(show: (basics: Basics, application: ApplicationReference) => T) {
  return async (
    application: ApplicationReference,
    _args: object,
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<T | null> => {
    const basics = await basicsOf(application, context, info)
    return basics && show(basics, application)
  }
}

Application.implement({
  description:
    'A Japanese patent application (特許出願). It may be a mere reference – a cited one, a parent, an id: id, number, displayNumber and mayBeIncomplete are always there for nothing; every other field may cost a call and is null where it failed.',
  interfaces: [builder.nodeInterfaceRef()],
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
      resolve: async (application, _args, context, info) => {
        const basics = await basicsOf(application, context, info)
        return basics && applicationStatus(basics, officeDay(context.clock.now()))
      },
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
      resolve: async ({ number, selected }, _args, { loaders }, { path }) =>
        (await loaders.cases.load('priorities', number, selected, path))?.value ?? [],
    }),
    parent: t.field({
      type: ParentApplication,
      ...needs('parent', '原出願: the application that this one was divided from; null where it is no divisional.'),
      resolve: async ({ number, selected }, _args, { loaders }, { path }) =>
        (await loaders.cases.load('parent', number, selected, path))?.value,
    }),
    divisionalFamily: t.field({
      type: [FamilyMember],
      nullable: { list: true, items: false },
      ...needs('family', '分割出願群: the whole divisional family, this application included; [] where there is none.'),
      resolve: async ({ number, selected }, _args, { loaders }, { path }) =>
        (await loaders.cases.load('family', number, selected, path))?.value ?? [],
    }),
    documents: t.connection(
      {
        type: Document,
        args: { filter: t.arg({ type: DocumentFilter, description: 'Only the rows that fit all of it.' }) },
        ...withCheck(
          checkPage,
          leadsBack(
            'basics',
            '書類一覧: every row of the office’s list by date, placeholders too; the parts of one 特許願 are separate documents.',
          ),
        ),
        resolve: async (application, args, context, info) => {
          const page = readPage(args, application.number)
          const basics = await basicsOf(application, context, info)
          return basics && pageOf(listedDocuments(application, basics), page)
        },
      },
      {
        name: 'ApplicationDocumentsConnection',
        description: 'A page of 書類一覧.',
        fields: (connection) => ({
          totalCount: connection.int({
            nullable: false,
            description: 'How many rows fit the filter, on all pages.',
            resolve: ({ totalCount }: { totalCount: number }) => totalCount,
          }),
        }),
      },
      { name: 'ApplicationDocumentsEdge', description: 'A row of 書類一覧 with its cursor.' },
    ),
    unlistedDocuments: t.field({
      type: [Document],
      nullable: { list: true, items: false },
      ...leadsBack(
        'basics',
        'Documents that 書類一覧 lacks, found in an archive already paid for today or asked for by fields beside this one. No archive is asked for it.',
      ),
      resolve: async (application, _args, context, info) => {
        const basics = await basicsOf(application, context, info)
        if (!basics) return null
        // The bodies selected beside this field start in the ticks after the list arrived.
        await new Promise(setImmediate)
        return unlistedDocuments(application, basics, await context.loaders.cases.paidBodies(application.number))
      },
    }),
    timeline: t.field({
      type: [TimelineEvent],
      nullable: { list: true, items: false },
      ...leadsBack(
        'basics',
        'What happened to the case, by date: filed, published, examined, answered, decided, appealed, registered, ended. Of the other rows of 書類一覧, and of rows without a date, `documents` tells. Made of the basics; where `registration` is stored today or selected beside this field, it adds the next annuity and the decision in appeal (審決). Nothing else is asked for it.',
      ),
      resolve: async (application, _args, context, info) => {
        const basics = await basicsOf(application, context, info)
        if (!basics) return null
        const registration = await context.loaders.cases.registrationAtHand(application.number)
        return timelineOf(basics, listedDocuments(application, basics), registration)
      },
    }),
    citations: t.field({
      type: [Citation],
      nullable: { list: true, items: false },
      args: { filter: t.arg({ type: CitationFilter, description: 'Only citations of these types.' }) },
      ...leadsBack('citations', '特許引用文献情報: what the examiner cited, [] where nothing.'),
      resolve: async (application, { filter }, { loaders }, { path }) => {
        const known = await loaders.cases.load('citations', application.number, application.selected, path)
        return known ? citationsOf(application, known.value, filter?.types ?? null) : []
      },
    }),
    registration: t.field({
      type: Registration,
      ...leadsBack(
        'registration',
        '特許登録情報; null when not registered. Not asked where the progress of the case says that it is not registered.',
      ),
      resolve: async (application, _args, { loaders }, { path }) => {
        const known = await loaders.cases.load('registration', application.number, application.selected, path)
        return known && { __typename: 'Registration' as const, application, known }
      },
    }),
    freshness: t.field({
      type: Freshness,
      ...needs('basics', 'How old the basics are, and which API told them.'),
      resolve: ({ number, selected }, _args, { loaders }, { path }) =>
        loaders.cases.load('basics', number, selected, path),
    }),
  }),
})
