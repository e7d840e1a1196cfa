import { spawnSync } from 'node:child_process'
import { copyFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { UpstreamUnavailable } from '../../src/errors.ts'
import { createSqliteLedger, type SqliteLedgerOptions } from '../../src/quota/sqlite-ledger.ts'
import { openDatabase, type Database } from '../../src/store/database.ts'
import { asks } from '../support/asks.ts'
import { folder } from '../support/files.ts'
import { asked, call, dayOf, report, reserved } from '../support/ledgers.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'

const NOON = Date.UTC(2026, 10, 23, 3)

function open({ database, ...rest }: Partial<SqliteLedgerOptions> & { database: Database }) {
  const options = { account: 'office/me', limits: { PROGRESS: 400 }, requestsPerMinute: 10, ...rest }
  const all = { ...options, database, clock: manualClock(NOON), log: keptLog() }
  return { ...all, ledger: createSqliteLedger(all) }
}

function fileDatabase(file = join(folder(), 'jpo.sqlite')): Database {
  const database = openDatabase({ kind: 'sqlite', file })
  onTestFinished(() => database.close())
  return database
}

describe('a file', () => {
  test('survives a restart', async () => {
    const file = join(folder(), 'jpo.sqlite')
    const before = open({ database: openDatabase({ kind: 'sqlite', file }) })
    await call(before.ledger, report(390))
    before.database.close()
    const after = createSqliteLedger({ ...before, database: fileDatabase(file) })
    expect(await dayOf(after)).toMatchObject({ used: 10, reportedByJpo: 390 })
    expect(await after.startsLeftThisMinute()).toBe(9)
  })

  test('a process that was killed leaves its call counted, and in flight for ten minutes only', async () => {
    const file = join(folder(), 'jpo.sqlite')
    const script = `
      import { openDatabase } from './src/store/database.ts'
      import { createSqliteLedger } from './src/quota/sqlite-ledger.ts'
      const database = openDatabase({ kind: 'sqlite', file: process.env.FILE })
      const clock = { now: () => ${NOON}, sleep: () => new Promise(() => {}) }
      const options = { account: 'office/me', limits: { PROGRESS: 400 }, requestsPerMinute: 10, log: console }
      const ledger = createSqliteLedger({ ...options, database, clock })
      await ledger.reserve([{ endpoint: 'PROGRESS', caller: null }])
      process.kill(process.pid, 'SIGKILL')`
    const { signal } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', script], {
      env: { ...process.env, FILE: file },
    })
    expect(signal).toBe('SIGKILL')
    const { ledger, clock } = open({ database: fileDatabase(file), limits: { PROGRESS: 400 } })
    const used = [(await dayOf(ledger)).used]
    // Still in flight as far as anybody knows: it may be counted yet.
    await call(ledger, report(399))
    used.push((await dayOf(ledger)).used)
    await clock.advance(10 * 60_000 + 1)
    await call(ledger, report(398))
    used.push((await dayOf(ledger)).used)
    expect(used).toEqual([1, 2, 2])
  })
})

describe('a database that fails', () => {
  test('holds the place of a departure that it could not write down', async () => {
    const file = join(folder(), 'jpo.sqlite')
    const { ledger, log, clock } = open({ database: fileDatabase(file), requestsPerMinute: 1 })
    const reservation = await reserved(ledger)
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    await ledger.departed(reservation)
    other.exec('ROLLBACK')
    other.close()
    expect(log.lines.map((line) => line.message)).toEqual([
      'The departure of a call cannot be written down yet; it counts as leaving until then',
    ])
    await clock.advance(60_250)
    expect(await asked(ledger, 'PROGRESS')).toMatchObject({ because: 'minute' })
  })

  test('because it is locked fails soon, names the ledger, and no endpoint', async () => {
    const file = join(folder(), 'jpo.sqlite')
    const { ledger } = open({ database: fileDatabase(file) })
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    const before = performance.now()
    const failure = await asked(ledger, 'PROGRESS').catch((error: unknown) => error)
    expect(performance.now() - before).toBeLessThan(1_000)
    expect(failure).toBeInstanceOf(UpstreamUnavailable)
    expect(failure).toMatchObject({ message: 'the quota ledger gave no answer: database is locked.' })
    expect((failure as UpstreamUnavailable).extensions).toEqual({ code: 'UPSTREAM_UNAVAILABLE' })
    other.exec('ROLLBACK')
    other.close()
    expect((await asked(ledger, 'PROGRESS')).granted).toBe(true)
  })

  test('because its disk is full grants nothing, counts nothing, and goes on where there is room again', async () => {
    const database = fileDatabase()
    const { ledger } = open({ database, requestsPerMinute: 10_000 })
    await call(ledger, report(399))
    const pages = (count: number) => database.prepare(`PRAGMA max_page_count = ${count}`).get()
    pages(1)
    const failure = await ledger
      .reserve(asks(...new Array<string>(300).fill('PROGRESS')))
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UpstreamUnavailable)
    expect((failure as Error).message).toContain('full')
    expect((await dayOf(ledger)).used).toBe(1)
    pages(1_000_000)
    await call(ledger, report(398))
    expect((await dayOf(ledger)).used).toBe(2)
  })

  test('because it is locked settles what ended meanwhile with its next step', async () => {
    const file = join(folder(), 'jpo.sqlite')
    const { ledger } = open({ database: fileDatabase(file) })
    const [answered, unsent] = [await reserved(ledger), await reserved(ledger)]
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    await ledger.settle(answered, report(300))
    await ledger.settle(unsent, { kind: 'not-sent' })
    other.exec('ROLLBACK')
    other.close()
    expect((await dayOf(ledger)).used).toBe(100)
    await reserved(ledger)
    const after = open({ database: fileDatabase(file) })
    expect(await dayOf(after.ledger)).toMatchObject({ used: 101, reportedByJpo: 300 })
  })

  test.each([
    ['deleted', (file: string) => rmSync(file)],
    [
      'replaced',
      (file: string) => {
        copyFileSync(file, `${file}.copy`)
        renameSync(`${file}.copy`, file)
      },
    ],
  ])('because its file was %s grants nothing: it would be counted nowhere', async (_name, spoil) => {
    const file = join(folder(), 'jpo.sqlite')
    const { ledger } = open({ database: fileDatabase(file) })
    await call(ledger, report(399))
    spoil(file)
    const failure = await asked(ledger, 'PROGRESS').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UpstreamUnavailable)
    expect((failure as Error).message).toContain('was deleted or replaced')
  })
})
