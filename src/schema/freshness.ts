import { endpointNames, endpoints } from '../sources/jpo/endpoints.ts'
import type { Known } from '../sources/jpo/memory.ts'
import { builder } from './builder.ts'

export const JpoEndpoint = builder.enumType('JpoEndpoint', {
  description: "The twelve APIs of 特許情報取得API by the office's own path names (handbook 表1).",
  values: Object.fromEntries(
    endpointNames.map((name) => {
      const { handbookNumber, name: japanese, handbookLimit } = endpoints[name]
      return [
        name,
        { description: `${japanese}: number ${handbookNumber} of the handbook, ${handbookLimit} calls a day there.` },
      ]
    }),
  ) as Record<(typeof endpointNames)[number], { description: string }>,
})

const FreshnessState = builder.enumType('FreshnessState', {
  description: 'Whether an answer is what the office would say now, as far as can be known without asking.',
  values: {
    FRESH: {
      description:
        'It still holds: asked for on the present day of the office, whose data changes once a day (handbook §2(2)), or about something that could not change since.',
    },
    STALE: {
      description:
        'It may have changed, and a newer answer is not to be had now – the day spent, the minute full, the office down, the operation’s own limits – or not asked for, since the operation takes this one (maxStale).',
    },
  } as const,
})

export const Freshness = builder.objectRef<Omit<Known<unknown>, 'value'>>('Freshness').implement({
  description: 'How old what is shown is, and where it came from. Free.',
  fields: (t) => ({
    retrievedAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When the office was asked.',
      resolve: ({ retrievedAt }) => retrievedAt,
    }),
    state: t.field({
      type: FreshnessState,
      nullable: false,
      description: 'Whether it still holds.',
      resolve: ({ validUntil, isStale }, _args, { clock }) =>
        isStale || clock.now() >= validUntil ? ('STALE' as const) : ('FRESH' as const),
    }),
    validUntil: t.field({
      type: 'DateTime',
      description:
        "Until when it is served without asking again: for a case that can still change the office's next day, 0:00 Japan time; for one that is over a month, later a year; null for what never changes.",
      resolve: ({ validUntil }) => (validUntil === Infinity ? null : validUntil),
    }),
    source: t.field({
      type: JpoEndpoint,
      nullable: false,
      description: 'Which API answered.',
      resolve: ({ source }) => source,
    }),
  }),
})
