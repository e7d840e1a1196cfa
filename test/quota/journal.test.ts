import { describe, expect, onTestFinished, test } from 'vitest'
import type { Journal, JournalEntry } from '../../src/quota/journal.ts'
import { createRedisJournal } from '../../src/quota/redis-journal.ts'
import { createSqliteJournal } from '../../src/quota/sqlite-journal.ts'
import { openDatabase } from '../../src/store/database.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'
import { connect, startRedis, withRedis } from '../support/redis.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOON = Math.floor(Date.now() / DAY) * DAY + 3 * HOUR

type Log = ReturnType<typeof keptLog>
type Clock = ReturnType<typeof manualClock>

interface Driver {
  readonly name: string
  open(
    clock: Clock,
    log: Log,
  ): Promise<{
    journal(account: string): Journal
    kept(): Promise<number>
    spoil(): Promise<void>
  }>
}

const sqlite: Driver = {
  name: 'SQLite',
  open: (clock, log) => {
    const database = openDatabase({ kind: 'memory' })
    onTestFinished(() => database.close())
    return Promise.resolve({
      journal: (account) => createSqliteJournal({ database, account, clock, log }),
      kept: () => Promise.resolve(Number(database.prepare('SELECT count(*) AS n FROM journal_v1').get()?.['n'])),
      spoil() {
        database.close()
        return Promise.resolve()
      },
    })
  },
}

const redis: Driver = {
  name: 'Redis',
  open: async (clock, log) => {
    const server = await startRedis()
    const there = await connect(server)
    return {
      journal: (account) => createRedisJournal({ redis: there, account, clock, log }),
      kept: () => there.run((client) => client.xLen('jpo:office/me:journal-v1')),
      spoil: () => server.kill(),
    }
  },
}

async function open(driver: Driver) {
  const clock = manualClock(NOON)
  const log = keptLog()
  const opened = await driver.open(clock, log)
  const journal = opened.journal('office/me')
  const record = (entry: Partial<JournalEntry> = {}) =>
    journal.record({
      at: clock.now(),
      endpoint: 'APP_PROGRESS',
      caller: null,
      key: '2020123456',
      outcome: 'answered',
      statusCode: '100',
      remaining: 399,
      waitedMs: 0,
      attempt: 1,
      ...entry,
    })
  return { clock, log, opened, journal, record }
}

const none = {
  calls: 0,
  answered: 0,
  noData: 0,
  refusedByDay: 0,
  refusedByShare: 0,
  refusedByMinute: 0,
  waited: 0,
  waitedMs: 0,
  callers: new Map(),
}

describe.each([sqlite, ...withRedis(redis)])('on $name', (driver) => {
  test('the report counts each day and endpoint', async () => {
    const { clock, journal, record } = await open(driver)
    record({ waitedMs: 1_500, caller: 'docketing' })
    record({ outcome: 'no-data', statusCode: '107', waitedMs: 500, caller: 'sub:robot' })
    record({ outcome: 'busy', statusCode: '303', caller: 'docketing' })
    record({ outcome: 'failed', statusCode: null, attempt: 2 })
    record({ outcome: 'refused-day', statusCode: '203' })
    record({ outcome: 'refused-day', statusCode: null })
    record({ outcome: 'refused-share', statusCode: null, caller: 'docketing' })
    record({ outcome: 'refused-minute', statusCode: null })
    record({ outcome: 'not-sent', statusCode: null })
    record({ endpoint: 'APP_DOC_CONT_REFUSAL_REASON', statusCode: null, remaining: null })
    await clock.advance(12 * HOUR)
    record()
    const [today, tomorrow] = [NOON, NOON + DAY].map((ms) => new Date(ms).toISOString().slice(0, 10))
    await expect
      .poll(() => journal.report())
      .toEqual([
        { ...none, day: today, endpoint: 'APP_DOC_CONT_REFUSAL_REASON', calls: 1, answered: 1 },
        {
          day: today,
          endpoint: 'APP_PROGRESS',
          calls: 5,
          answered: 1,
          noData: 1,
          refusedByDay: 2,
          refusedByShare: 1,
          refusedByMinute: 1,
          waited: 2,
          waitedMs: 2_000,
          callers: new Map([
            ['docketing', 2],
            ['sub:robot', 1],
          ]),
        },
        { ...none, day: tomorrow, endpoint: 'APP_PROGRESS', calls: 1, answered: 1 },
      ])
  })

  test('ninety days are reported', async () => {
    const { clock, journal, record } = await open(driver)
    record()
    await clock.advance(90 * DAY)
    expect((await journal.report()).map(({ calls }) => calls)).toEqual([1])
    await clock.advance(1)
    expect(await journal.report()).toEqual([])
  })

  test('an account sees its own calls only', async () => {
    const { journal, opened, record } = await open(driver)
    record()
    await expect.poll(() => journal.report()).toHaveLength(1)
    expect(await opened.journal('sandbox/me').report()).toEqual([])
  })

  test('a journal that cannot be written is reported and stops nothing', async () => {
    const { log, record, opened } = await open(driver)
    await opened.spoil()
    record()
    const ofJournal = () => log.lines.filter(({ message }) => message.startsWith('The journal cannot be written'))
    await expect.poll(ofJournal, { timeout: 5_000 }).toHaveLength(1)
    expect(JSON.stringify(ofJournal())).toContain('2020123456')
  })
})

test('in a file, what is older than ninety days goes, and is looked for once an hour', async () => {
  const { clock, record, opened } = await open(sqlite)
  const left: number[] = []
  const wait = async (ms: number) => {
    await clock.advance(ms)
    record()
    left.push(await opened.kept())
  }
  await wait(0)
  await wait(90 * DAY)
  await wait(HOUR - 1)
  await wait(1)
  expect(left).toEqual([1, 2, 3, 3])
})

describe.each(withRedis(redis))('in $name', (driver) => {
  test('what is older than ninety days goes, about', async () => {
    const { clock, journal, record, opened } = await open(driver)
    for (let entry = 0; entry < 1_500; entry++) record()
    await expect.poll(() => opened.kept()).toBe(1_500)
    expect((await journal.report()).map(({ calls }) => calls)).toEqual([1_500])
    // Redis gives ids by its own clock, which is today's.
    await clock.advance(91 * DAY)
    record()
    await expect.poll(() => opened.kept()).toBeLessThan(200)
  })
})

test('a file of before callers had names goes on with what it has', async () => {
  const clock = manualClock(NOON)
  const database = openDatabase({ kind: 'memory' })
  onTestFinished(() => database.close())
  database.ensure(`CREATE TABLE journal_v1 (
    account TEXT NOT NULL, at INTEGER NOT NULL, day TEXT NOT NULL, endpoint TEXT NOT NULL, key TEXT NOT NULL,
    outcome TEXT NOT NULL, status_code TEXT, remaining INTEGER, waited_ms INTEGER NOT NULL, attempt INTEGER NOT NULL
  ) STRICT`)
  const values = `'office/me', ${NOON}, '2026-11-23', 'APP_PROGRESS', '2020123456', 'answered', '100', 399, 0, 1`
  database.prepare(`INSERT INTO journal_v1 VALUES (${values})`).run()
  const log = keptLog()
  for (const remaining of [398, 397]) {
    const journal = createSqliteJournal({ database, account: 'office/me', clock, log })
    const entry = {
      at: NOON,
      endpoint: 'APP_PROGRESS',
      caller: 'docketing',
      key: '2020123456',
      attempt: 1,
      waitedMs: 0,
    }
    journal.record({ ...entry, outcome: 'answered', statusCode: '100', remaining })
  }
  const [row] = await createSqliteJournal({ database, account: 'office/me', clock, log }).report()
  expect([row?.calls, row?.callers]).toEqual([3, new Map([['docketing', 2]])])
})
