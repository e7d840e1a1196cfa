import { writeSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { systemClock } from '../../src/clock.ts'
import { createRedisLedger } from '../../src/quota/redis-ledger.ts'
import { createSqliteLedger } from '../../src/quota/sqlite-ledger.ts'
import { openDatabase } from '../../src/store/database.ts'
import { openRedis } from '../../src/store/redis.ts'
import { asks } from './asks.ts'

/** A process that reserves until the day is spent, and says what it was granted. */
const { values } = parseArgs({
  options: { redis: { type: 'string' }, file: { type: 'string' }, limit: { type: 'string' } },
})

const log = { warn: (details: object, message: string) => console.error(message, details) }
/** No day ends while it runs. */
const clock = { ...systemClock, now: () => Date.UTC(2026, 10, 23, 3) }
const limits = { PROGRESS: Number(values.limit) }
const options = { account: 'a', limits, requestsPerMinute: 100_000, clock, log }
const redis = values.redis === undefined ? null : await openRedis({ url: values.redis, log })
const ledger = redis
  ? createRedisLedger({ ...options, redis, time: clock.now })
  : createSqliteLedger({ ...options, database: openDatabase({ kind: 'sqlite', file: values.file ?? '' }) })

for (let isSpent = false; !isSpent;) {
  // Others may hold a file for longer than a server waits for it.
  const grants = await ledger.reserve(asks('PROGRESS', 'PROGRESS')).catch(() => [])
  for (const grant of grants) {
    // Said before it goes on: what console.log holds back while nobody reads would die with a killed process.
    if (grant.granted) writeSync(1, `granted ${grant.reservation.id}\n`)
    else isSpent = true
  }
}
redis?.close()
