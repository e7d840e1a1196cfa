import type { Clock } from '../clock.ts'
import type { Log } from '../store/log.ts'
import type { Redis } from '../store/redis.ts'
import type { Outcome } from './spending.ts'
import { createTally, type Tally } from './tally.ts'

export interface RedisTallyOptions {
  readonly redis: Redis
  readonly account: string
  readonly clock: Clock
  readonly log: Log
}

/** A count belongs to one day of the office; the rest is for a server whose clock is behind. */
const KEPT_SECONDS = 2 * 24 * 3_600

/** A hash for each day. */
export function createRedisTally({ redis, account, clock, log }: RedisTallyOptions): Tally {
  const keyOf = (day: string) => `jpo:${account}:tally-v1:${day}`
  return createTally({
    sheet: {
      async add(counts) {
        await redis.run((client) => {
          const all = client.multi()
          for (const { day, endpoint, outcome, count } of counts) {
            all.hIncrBy(keyOf(day), `${endpoint} ${outcome}`, count)
            all.expire(keyOf(day), KEPT_SECONDS)
          }
          return all.exec()
        })
      },
      async read(day) {
        const fields = await redis.run((client) => client.hGetAll(keyOf(day)))
        return Object.entries(fields).map(([field, count]) => {
          const [endpoint = '', outcome = ''] = field.split(' ')
          return { day, endpoint, outcome: outcome as Outcome, count: Number(count) }
        })
      },
    },
    clock,
    log,
  })
}
