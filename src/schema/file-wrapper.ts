import { after } from '../loaders/soon.ts'
import { timelineOf } from '../sources/jpo/timeline.ts'
import { Application } from './application.ts'
import { withCheck } from './argument-checks.ts'
import { basicsOf } from './basics.ts'
import { builder } from './builder.ts'
import { listedDocuments, unlistedDocuments } from './document-list.ts'
import { checkPage, DocumentFilter, pageOf, readPage } from './document-pages.ts'
import { Document } from './document.ts'
import { leadsBack } from './selection.ts'
import { TimelineEvent } from './timeline.ts'

/** The fields of an application that are made of its list of documents (書類一覧). */
builder.objectFields(Application, (t) => ({
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
      resolve: (application, args, context, info) => {
        const page = readPage(args, application.number, context.limits)
        return after(
          basicsOf(application, context, info),
          (basics) => basics && pageOf(listedDocuments(application, basics), page),
        )
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
      'Documents that 書類一覧 lacks, found in an archive that is stored or asked for by fields beside this one. No archive is asked for it.',
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
      'What happened to the case, by date: filed, published, examined, answered, decided, appealed, registered, ended. Of the other rows of 書類一覧, and of rows without a date, `documents` tells. Made of the basics; where `registration` is stored or selected beside this field, it adds the next annuity and the decision in appeal (審決). Nothing else is asked for it.',
    ),
    resolve: (application, _args, context, info) =>
      after(basicsOf(application, context, info), (basics) => {
        if (!basics) return null
        return after(context.loaders.cases.registrationAtHand(application.number), (registration) =>
          timelineOf(basics, listedDocuments(application, basics), registration),
        )
      }),
  }),
}))
