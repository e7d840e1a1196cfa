import { join } from 'node:path'
import { renameSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Outcome } from '../../src/quota/spending.ts'
import { createSqliteTally } from '../../src/quota/sqlite-tally.ts'
import { openDatabase } from '../../src/store/database.ts'
import { folder } from '../support/files.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'

const NOON = Date.UTC(2026, 10, 23, 3)
const HOUR = 3_600_000
const nothing = { stored: 0, fact: 0, shared: 0, paid: 0, stale: 0, refused: 0 }

function open(file = ':memory:', clock = manualClock(NOON)) {
  const database = openDatabase(file === ':memory:' ? { kind: 'memory' } : { kind: 'sqlite', file })
  const log = keptLog()
  const tally = createSqliteTally({ database, account: 'office/me', clock, log })
  const add = (endpoint: string, outcome: Outcome, at?: number) => tally.add(endpoint, outcome, at)
  return { clock, database, log, tally, add, today: async () => Object.fromEntries(await tally.today()) }
}

test('counts each outcome of each endpoint for the day', async () => {
  const { add, today } = open()
  for (const outcome of ['paid', 'stored', 'paid', 'refused'] as const) add('APP_PROGRESS', outcome)
  for (const outcome of ['fact', 'shared', 'stale'] as const) add('CITE_DOC_INFO', outcome)
  expect(await today()).toEqual({
    APP_PROGRESS: { ...nothing, paid: 2, stored: 1, refused: 1 },
    CITE_DOC_INFO: { ...nothing, fact: 1, shared: 1, stale: 1 },
  })
})

test('begins anew at midnight in Japan, and a call belongs to the day in which it was sent', async () => {
  const { clock, add, today } = open()
  const evening = NOON + 12 * HOUR - 1
  add('APP_PROGRESS', 'paid', evening)
  await clock.advance(12 * HOUR - 1)
  expect(await today()).toEqual({ APP_PROGRESS: { ...nothing, paid: 1 } })
  await clock.advance(1)
  expect(await today()).toEqual({})
  add('APP_PROGRESS', 'paid', evening)
  add('APP_PROGRESS', 'stored')
  expect(await today()).toEqual({ APP_PROGRESS: { ...nothing, stored: 1 } })
})

test('is there after a restart, and of another account nothing', async () => {
  const file = join(folder(), 'jpo.sqlite')
  const before = open(file)
  before.add('APP_PROGRESS', 'paid')
  await before.tally.flush()
  before.database.close()
  const { today, database, clock, log } = open(file)
  expect(await today()).toEqual({ APP_PROGRESS: { ...nothing, paid: 1 } })
  expect(await createSqliteTally({ database, account: 'office/you', clock, log }).today()).toEqual(new Map())
})

test('two processes on one file count together', async () => {
  const file = join(folder(), 'jpo.sqlite')
  const [one, two] = [open(file), open(file)]
  for (let i = 0; i < 5; i += 1) {
    one.add('APP_PROGRESS', 'paid')
    two.add('APP_PROGRESS', 'shared')
    await two.tally.flush()
  }
  await one.tally.flush()
  expect(await two.today()).toEqual({ APP_PROGRESS: { ...nothing, paid: 5, shared: 5 } })
  expect(await one.today()).toEqual(await two.today())
})

test('is written down by itself within a second', async () => {
  const file = join(folder(), 'jpo.sqlite')
  const one = open(file)
  one.add('APP_PROGRESS', 'paid')
  const two = open(file)
  await expect.poll(() => two.today(), { timeout: 10_000 }).toEqual({ APP_PROGRESS: { ...nothing, paid: 1 } })
})

test('while it cannot be written it is kept in memory, shown all the same, and written down later', async () => {
  const file = join(folder(), 'jpo.sqlite')
  const { add, today, tally, log } = open(file)
  add('APP_PROGRESS', 'paid')
  await tally.flush()
  renameSync(file, `${file}.away`)
  add('APP_PROGRESS', 'stored')
  expect(await today()).toEqual({ APP_PROGRESS: { ...nothing, paid: 1, stored: 1 } })
  expect(log.lines.map(({ message }) => message)).toEqual([
    'What is asked and saved is counted in memory until the store is back',
  ])
  renameSync(`${file}.away`, file)
  await tally.flush()
  expect(await open(file).today()).toEqual({ APP_PROGRESS: { ...nothing, paid: 1, stored: 1 } })
})

test('a store that is gone leaves what this process counted, and never fails', async () => {
  const { add, today, database, log } = open()
  add('APP_PROGRESS', 'stored')
  database.close()
  expect(await today()).toEqual({ APP_PROGRESS: { ...nothing, stored: 1 } })
  add('APP_PROGRESS', 'stored')
  expect(await today()).toEqual({ APP_PROGRESS: { ...nothing, stored: 2 } })
  // Once for each time that the store is gone.
  expect(log.lines).toHaveLength(1)
})
