import { expect, test } from 'vitest'
import { createJournal, type JournalEntry } from '../../src/quota/journal.ts'
import { openDatabase } from '../../src/store/database.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'

const NOON = Date.UTC(2026, 10, 23, 3)
const HOUR = 3_600_000
const DAY = 24 * HOUR

function open() {
  const clock = manualClock(NOON)
  const database = openDatabase({ kind: 'memory' })
  const log = keptLog()
  const journal = createJournal({ database, account: 'office/me', clock, log })
  const record = (entry: Partial<JournalEntry> = {}) =>
    journal.record({
      at: clock.now(),
      endpoint: 'APP_PROGRESS',
      key: '2020123456',
      outcome: 'answered',
      statusCode: '100',
      remaining: 399,
      waitedMs: 0,
      attempt: 1,
      ...entry,
    })
  const kept = () => database.prepare('SELECT count(*) AS n FROM journal_v1').get()?.['n']
  return { clock, database, log, journal, record, kept }
}

test('the report counts each day and endpoint', async () => {
  const { clock, journal, record } = open()
  record({ waitedMs: 1_500 })
  record({ outcome: 'no-data', statusCode: '107', waitedMs: 500 })
  record({ outcome: 'busy', statusCode: '303' })
  record({ outcome: 'failed', statusCode: null, attempt: 2 })
  record({ outcome: 'refused-day', statusCode: '203' })
  record({ outcome: 'refused-day', statusCode: null })
  record({ outcome: 'refused-minute', statusCode: null })
  record({ outcome: 'not-sent', statusCode: null })
  record({ endpoint: 'APP_DOC_CONT_REFUSAL_REASON', statusCode: null, remaining: null })
  await clock.advance(12 * HOUR)
  record()
  const none = { calls: 0, answered: 0, noData: 0, refusedByDay: 0, refusedByMinute: 0, waited: 0, waitedMs: 0 }
  expect(journal.report()).toEqual([
    { ...none, day: '2026-11-23', endpoint: 'APP_DOC_CONT_REFUSAL_REASON', calls: 1, answered: 1 },
    {
      day: '2026-11-23',
      endpoint: 'APP_PROGRESS',
      calls: 5,
      answered: 1,
      noData: 1,
      refusedByDay: 2,
      refusedByMinute: 1,
      waited: 2,
      waitedMs: 2_000,
    },
    { ...none, day: '2026-11-24', endpoint: 'APP_PROGRESS', calls: 1, answered: 1 },
  ])
})

test('ninety days are kept, and old ones looked for once an hour', async () => {
  const { clock, record, kept } = open()
  const left: unknown[] = []
  const wait = async (ms: number) => {
    await clock.advance(ms)
    record()
    left.push(kept())
  }
  await wait(0)
  await wait(90 * DAY)
  await wait(HOUR - 1)
  await wait(1)
  expect(left).toEqual([1, 2, 3, 3])
})

test('an account sees its own calls only', () => {
  const { clock, database, log, record } = open()
  record()
  expect(createJournal({ database, account: 'sandbox/me', clock, log }).report()).toEqual([])
})

test('a journal that cannot be written is reported and stops nothing', () => {
  const { database, log, record } = open()
  database.close()
  record()
  expect(log.lines.map((line) => line.message)).toEqual(['The journal cannot be written; this call is only in the log'])
  expect(JSON.stringify(log.lines)).toContain('2020123456')
})
