import { randomUUID } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Journal } from './quota/journal.ts'
import type { Ledger } from './quota/ledger.ts'
import { createSqliteJournal } from './quota/sqlite-journal.ts'
import { createSqliteLedger } from './quota/sqlite-ledger.ts'
import { createSqliteTally } from './quota/sqlite-tally.ts'
import type { Division } from './quota/shares.ts'
import type { Tally } from './quota/tally.ts'
import { openDatabase } from './store/database.ts'
import { keyvNodeSqlite } from './store/keyv-node-sqlite.ts'
import type { Leases } from './store/leases.ts'
import type { FileLocation, RedisLocation } from './store/location.ts'
import type { Log } from './store/log.ts'
import type { Shelf } from './store/shelf.ts'
import { createSqliteLeases } from './store/sqlite-leases.ts'

/** What differs between a file and Redis: each contract has one driver for either. */
export interface Drivers {
  readonly shelf: Shelf
  readonly ledger: Ledger
  readonly journal: Journal
  readonly tally: Tally
  readonly leases: Leases
  close(): void
}

export interface DriversOptions {
  readonly account: string
  /** How the days are divided among callers. */
  readonly division?: Division
  readonly clock: Clock
  readonly log: Log
}

/** Rejects where the place is one that waiting does not mend; a Redis that is away may come back. */
export async function openDrivers(config: Config, options: DriversOptions): Promise<Drivers> {
  const { store } = config
  return store.kind === 'redis' ? await onRedis(store, config, options) : onSqlite(store, config, options)
}

function onSqlite(location: FileLocation, config: Config, options: DriversOptions): Drivers {
  const { limits, ceilings, requestsPerMinute, storeMaxBytes: maxBytes } = config
  const { account, division, clock, log } = options
  const database = openDatabase(location)
  return {
    shelf: keyvNodeSqlite(database, { maxBytes }),
    ledger: createSqliteLedger({ database, account, limits, ceilings, requestsPerMinute, division, clock, log }),
    journal: createSqliteJournal({ database, account, clock, log }),
    tally: createSqliteTally({ database, account, clock, log }),
    leases: createSqliteLeases({ database, namespace: account, owner: randomUUID(), clock }),
    close: () => database.close(),
  }
}

async function onRedis({ url }: RedisLocation, config: Config, options: DriversOptions): Promise<Drivers> {
  const { limits, ceilings, requestsPerMinute, storeMaxBytes: maxBytes } = config
  const { account, division, clock, log } = options
  const { createRedisJournal, createRedisLeases, createRedisLedger, createRedisTally, keyvRedis, ...opening } =
    await redisDrivers()
  const redis = await opening.refusingLaterVersions(await opening.openRedis({ url, log }))
  return {
    shelf: keyvRedis(redis, { maxBytes }),
    ledger: createRedisLedger({ redis, account, limits, ceilings, requestsPerMinute, division, clock, log }),
    journal: createRedisJournal({ redis, account, clock, log }),
    tally: createRedisTally({ redis, account, clock, log }),
    leases: createRedisLeases({ redis, namespace: account, owner: randomUUID() }),
    close: () => redis.close(),
  }
}

/** Who keeps a file does without the client of Redis. */
async function redisDrivers() {
  return {
    ...(await import('./store/redis.ts')),
    ...(await import('./store/redis-version.ts')),
    ...(await import('./store/keyv-redis.ts')),
    ...(await import('./store/redis-leases.ts')),
    ...(await import('./quota/redis-journal.ts')),
    ...(await import('./quota/redis-ledger.ts')),
    ...(await import('./quota/redis-tally.ts')),
  }
}
