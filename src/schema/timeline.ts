import { timelineKinds, type TimelineEvent as EventOf, type TimelineKind } from '../sources/jpo/timeline.ts'
import { builder } from './builder.ts'
import type { FileDocument } from './document-list.ts'
import { Document } from './document.ts'
import { sameCase } from './selection.ts'

const TimelineEventKind = builder.enumType('TimelineEventKind', {
  description: 'What happened to a case.',
  values: Object.fromEntries(
    Object.entries(timelineKinds).map(([kind, [label, labelEn]]) => [kind, { description: `${label}: ${labelEn}.` }]),
  ) as Record<TimelineKind, { description: string }>,
})

export const TimelineEvent = builder.objectRef<EventOf<FileDocument>>('TimelineEvent')

TimelineEvent.implement({
  description: 'An event in the life of a case (経過).',
  fields: (t) => ({
    date: t.expose('date', {
      type: 'LocalDate',
      nullable: false,
      description:
        'Its day: of what the office sends the day of dispatch (発送日), of what it receives the day of receipt (受付日). ANNUITY_DUE is ahead where the annuity is not yet paid.',
    }),
    kind: t.field({
      type: TimelineEventKind,
      nullable: false,
      description: 'What happened.',
      resolve: ({ kind }) => kind,
    }),
    label: t.exposeString('label', {
      nullable: false,
      description: 'In Japanese: the document’s own name (書類名) where there is one.',
    }),
    labelEn: t.exposeString('labelEn', { nullable: false, description: 'In English.' }),
    document: t.field({
      type: Document,
      extensions: sameCase,
      description: 'The row of 書類一覧 that it comes from; null of what only a date tells.',
      resolve: ({ document }) => document,
    }),
  }),
})
