import { nextReset, officeDay } from '../quota/day.ts'
import type { DayRow } from '../quota/ledger.ts'
import { nothingAsked, saved, type TallyRow } from '../quota/tally.ts'
import { endpointNames, endpoints } from '../sources/jpo/endpoints.ts'
import { builder } from './builder.ts'
import { JpoEndpoint } from './freshness.ts'
import { OwnQuota } from './mine.ts'
import { forScope } from './selection.ts'

type EndpointDay = DayRow & { readonly endpoint: (typeof endpointNames)[number]; readonly tally: TallyRow }

const EndpointQuota = builder.objectRef<EndpointDay>('EndpointQuota').implement({
  description: "Today's calls to one endpoint.",
  fields: (t) => ({
    endpoint: t.field({
      type: JpoEndpoint,
      nullable: false,
      description: 'Which API.',
      resolve: ({ endpoint }) => endpoint,
    }),
    handbookNumber: t.int({
      nullable: false,
      description: 'Its number in handbook 表1, 1 to 12: an application for a higher limit names it.',
      resolve: ({ endpoint }) => endpoints[endpoint].handbookNumber,
    }),
    name: t.string({
      nullable: false,
      description: 'Its name in handbook 表1 (名称).',
      resolve: ({ endpoint }) => endpoints[endpoint].name,
    }),
    limit: t.exposeInt('limit', {
      nullable: false,
      description:
        '上限アクセス回数: calls a day that this server may make; more than configured where the office’s answers of today show that its limit is larger, unless the configuration names the figure.',
    }),
    configuredLimit: t.exposeInt('configuredLimit', {
      nullable: false,
      description: '上限アクセス回数 as configured (JPO_DAILY_LIMITS), in calls a day.',
    }),
    used: t.exposeInt('used', {
      nullable: false,
      description:
        'Calls counted today, those under way and those of others with the same ID, as far as known, included.',
    }),
    usedElsewhere: t.exposeInt('usedElsewhere', {
      nullable: false,
      description:
        'Calls the office counted today beyond those of this server and the others that share its store: somebody else uses the ID (利用者ID), or the limit is smaller than configured. 0 where nothing differs.',
    }),
    remaining: t.exposeInt('remaining', { nullable: false, description: 'Calls that are left today.' }),
    reportedByJpo: t.exposeInt('reportedByJpo', {
      description: '残アクセス数 of the office’s latest answer today; null before one. Archives carry none.',
    }),
    asked: t.int({
      ...forScope(
        'operate',
        'What was asked for today: paid + saved + refused. Questions, not fields: a query asks each one once.',
      ),
      resolve: ({ tally }) => tally.paid + saved(tally) + tally.refused,
    }),
    paid: t.int({
      ...forScope('operate', 'Calls that this server sent today, each retry one.'),
      resolve: ({ tally }) => tally.paid,
    }),
    saved: t.int({
      ...forScope('operate', 'Answered today without a call: the sum of the four below.'),
      resolve: ({ tally }) => saved(tally),
    }),
    answeredFromStore: t.int({
      ...forScope('operate', 'Answered by a stored answer that still holds.'),
      resolve: ({ tally }) => tally.stored,
    }),
    answeredByFacts: t.int({
      ...forScope('operate', 'Answered by what an answer about something else had told, as a number link.'),
      resolve: ({ tally }) => tally.fact,
    }),
    shared: t.int({
      ...forScope('operate', 'Answered by a call that another operation had under way.'),
      resolve: ({ tally }) => tally.shared,
    }),
    answeredStale: t.int({
      ...forScope(
        'operate',
        'Answered by an older answer, marked STALE: a fresh one was not to be had, or the operation took the older one (maxStale).',
      ),
      resolve: ({ tally }) => tally.stale,
    }),
    refused: t.int({
      ...forScope('operate', 'Not answered: nothing was stored and no call was possible or allowed.'),
      resolve: ({ tally }) => tally.refused,
    }),
  }),
})

builder.queryField('quota', (t) =>
  t.field({
    nullable: false,
    description: "The office's day and minute, as this server counts them. Costs nothing.",
    resolve(_root, _args, { shows }) {
      // Of the moment.
      shows(0)
      return {}
    },
    type: builder.objectRef<object>('Quota').implement({
      description: 'What may still be asked of the office. One ID has one allowance, shared by all who use it.',
      fields: (q) => ({
        day: q.field({
          type: 'LocalDate',
          nullable: false,
          description: "The office's day, from 0:00 to 24:00 Japan time.",
          resolve: (_quota, _args, { clock }) => officeDay(clock.now()),
        }),
        resetsAt: q.field({
          type: 'DateTime',
          nullable: false,
          description: 'When the counts begin anew: the next 0:00 Japan time.',
          resolve: (_quota, _args, { clock }) => nextReset(clock.now()),
        }),
        requestsPerMinute: q.int({
          nullable: false,
          description: 'Calls that may start in any sixty seconds (handbook §3(3): ten).',
          resolve: (_quota, _args, { quota }) => quota.requestsPerMinute,
        }),
        startsLeftThisMinute: q.int({
          nullable: false,
          description: 'Calls that could start at this moment.',
          resolve: (_quota, _args, { quota }) => quota.ledger.startsLeftThisMinute(quota.account),
        }),
        waiting: q.int({
          nullable: false,
          description: 'Calls that wait for their turn at this moment, in this server.',
          resolve: (_quota, _args, { quota }) => quota.turns.waiting,
        }),
        mine: q.field({
          type: OwnQuota,
          nullable: false,
          description: 'The part of it that the asking caller has.',
          resolve: () => ({}),
        }),
        endpoints: q.field({
          type: [EndpointQuota],
          nullable: { list: false, items: false },
          description: 'The twelve endpoints in the order of the handbook.',
          resolve: async (_quota, _args, { quota }) => {
            const [days, tallies] = await Promise.all([quota.ledger.day(), quota.tally.today()])
            const rows = new Map(days.map((row) => [row.endpoint, row]))
            return endpointNames
              .toSorted((a, b) => endpoints[a].handbookNumber - endpoints[b].handbookNumber)
              .flatMap((endpoint) => {
                const row = rows.get(endpoint)
                return row ? [{ ...row, endpoint, tally: tallies.get(endpoint) ?? nothingAsked }] : []
              })
          },
        }),
      }),
    }),
  }),
)
