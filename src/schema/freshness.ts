import { nextReset, officeDay } from '../quota/day.ts'
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
  description: 'Whether an answer is of the office’s present day.',
  values: {
    FRESH: {
      description: 'Asked for on the present day of the office, whose data changes once a day (handbook §2(2)).',
    },
    STALE: {
      description:
        'From an earlier day, because a fresh answer is not to be had now: the day spent, the minute full, the office down.',
    },
  } as const,
})

export const Freshness = builder.objectRef<Pick<Known<unknown>, 'retrievedAt' | 'source'>>('Freshness').implement({
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
      description: 'Whether it is of the present day of the office.',
      resolve: ({ retrievedAt }, _args, { clock }) =>
        officeDay(retrievedAt) === officeDay(clock.now()) ? ('FRESH' as const) : ('STALE' as const),
    }),
    validUntil: t.field({
      type: 'DateTime',
      description: "Until when it is served without asking again: the office's next day, 0:00 Japan time.",
      resolve: ({ retrievedAt }) => nextReset(retrievedAt),
    }),
    source: t.field({
      type: JpoEndpoint,
      nullable: false,
      description: 'Which API answered.',
      resolve: ({ source }) => source,
    }),
  }),
})
