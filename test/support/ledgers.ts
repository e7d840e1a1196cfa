import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { LedgerOptions } from '../../src/quota/cell-ledger.ts'
import type { Ledger, Outcome, Reservation } from '../../src/quota/ledger.ts'
import { createRedisLedger } from '../../src/quota/redis-ledger.ts'
import { createSqliteLedger } from '../../src/quota/sqlite-ledger.ts'
import { openDatabase } from '../../src/store/database.ts'
import { asks } from './asks.ts'
import { folder } from './files.ts'
import { connect, startRedis, withRedis } from './redis.ts'

/** Where ledgers are kept, and can be found again by others. */
export interface LedgerStore {
  /** Arguments by which greedy-server.ts finds it. */
  readonly place: readonly string[]
  /** A ledger with a connection of its own, as another process has it. */
  open(options: LedgerOptions): Promise<Ledger>
  /** What is kept about an account. */
  text(account: string): Promise<string | null>
  /** From now on it answers nothing. */
  lose(): Promise<void>
}

export interface LedgerDriver {
  readonly name: string
  readonly start: () => Promise<LedgerStore>
}

const sqlite: LedgerDriver = {
  name: 'SQLite',
  start() {
    const file = join(folder(), 'jpo.sqlite')
    const opened = [openDatabase({ kind: 'sqlite', file })]
    onTestFinished(() => opened.forEach((database) => database.close()))
    return Promise.resolve({
      place: ['--file', file],
      open(options) {
        const database = openDatabase({ kind: 'sqlite', file })
        opened.push(database)
        return Promise.resolve(createSqliteLedger({ ...options, database }))
      },
      text(account) {
        const row = opened[0]?.prepare('SELECT state FROM ledger_v1 WHERE account = ?').get(account)
        return Promise.resolve(typeof row?.['state'] === 'string' ? row['state'] : null)
      },
      lose() {
        opened.forEach((database) => database.close())
        return Promise.resolve()
      },
    })
  },
}

/** Time is the test's, as with SQLite; what depends on Redis' own is in redis-ledger.test.ts. */
const redis: LedgerDriver = {
  name: 'Redis',
  async start() {
    const server = await startRedis()
    const own = await connect(server)
    return {
      place: ['--redis', server.url],
      open: async (options) =>
        createRedisLedger({ ...options, redis: await connect(server), time: () => options.clock.now() }),
      text: (account) => own.run((client) => client.hGet(`jpo:${account}:ledger-v1`, 'state')),
      lose: () => server.kill(),
    }
  },
}

export const ledgerDrivers: readonly LedgerDriver[] = [sqlite, ...withRedis(redis)]

export async function asked(ledger: Ledger, endpoint = 'PROGRESS') {
  const [grant] = await ledger.reserve(asks(endpoint))
  if (!grant) throw new Error('no answer')
  return grant
}

export async function reserved(ledger: Ledger, endpoint = 'PROGRESS'): Promise<Reservation> {
  const grant = await asked(ledger, endpoint)
  if (!grant.granted) throw new Error(`refused: ${grant.because}`)
  return grant.reservation
}

/** Reserved, and on its way at once. */
export async function departed(ledger: Ledger, endpoint = 'PROGRESS'): Promise<Reservation> {
  const reservation = await reserved(ledger, endpoint)
  await ledger.departed(reservation)
  return reservation
}

export async function call(ledger: Ledger, outcome: Outcome, endpoint = 'PROGRESS') {
  await ledger.settle(await reserved(ledger, endpoint), outcome)
}

export async function dayOf(ledger: Ledger, endpoint = 'PROGRESS') {
  const found = (await ledger.day()).find((each) => each.endpoint === endpoint)
  if (!found) throw new Error(`no row for ${endpoint}`)
  return found
}

export const report = (remaining: number | null): Outcome => ({ kind: 'answered', remaining })
