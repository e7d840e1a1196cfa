import { spawnSync } from 'node:child_process'
import { copyFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { UpstreamUnavailable } from '../../src/errors.ts'
import { nextReset } from '../../src/quota/day.ts'
import type { Ledger, Outcome, Reservation } from '../../src/quota/ledger.ts'
import { createSqliteLedger, type LedgerOptions } from '../../src/quota/sqlite-ledger.ts'
import { openDatabase, type Database } from '../../src/store/database.ts'
import { folder } from '../support/files.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'

const NOON = Date.UTC(2026, 10, 23, 3)
const MIDNIGHT = nextReset(NOON)

function open(options: Partial<LedgerOptions> & { start?: number } = {}) {
  const { start = NOON, ...rest } = options
  const clock = manualClock(start)
  const log = keptLog()
  const database = openDatabase({ kind: 'memory' })
  const all = {
    database,
    account: 'office/me',
    limits: { PROGRESS: 400, CITATIONS: 50, ARCHIVE: 100 },
    requestsPerMinute: 10,
    clock,
    log,
    ...rest,
  }
  return { ...all, clock, log, ledger: createSqliteLedger(all) }
}

function fileDatabase(file = join(folder(), 'jpo.sqlite')): Database {
  const database = openDatabase({ kind: 'sqlite', file })
  onTestFinished(() => database.close())
  return database
}

async function reserved(ledger: Ledger, endpoint = 'PROGRESS'): Promise<Reservation> {
  const grant = await ledger.reserve(endpoint)
  if (!grant.granted) throw new Error(`refused: ${grant.because}`)
  return grant.reservation
}

/** Reserved, and on its way at once. */
async function departed(ledger: Ledger, endpoint = 'PROGRESS'): Promise<Reservation> {
  const reservation = await reserved(ledger, endpoint)
  await ledger.departed(reservation)
  return reservation
}

async function call(ledger: Ledger, outcome: Outcome, endpoint = 'PROGRESS') {
  await ledger.settle(await reserved(ledger, endpoint), outcome)
}

async function row(ledger: Ledger, endpoint = 'PROGRESS') {
  const found = (await ledger.day()).find((each) => each.endpoint === endpoint)
  if (!found) throw new Error(`no row for ${endpoint}`)
  return found
}

const report = (remaining: number | null): Outcome => ({ kind: 'answered', remaining })

describe('a reservation', () => {
  test('says what was taken, and is counted at once', async () => {
    const { ledger } = open()
    const reservation = await reserved(ledger)
    expect(reservation).toMatchObject({ endpoint: 'PROGRESS', day: '2026-11-23', startedAt: NOON })
    expect(await ledger.day()).toEqual([
      { endpoint: 'PROGRESS', limit: 400, used: 1, remaining: 399, reportedByJpo: null },
      { endpoint: 'CITATIONS', limit: 50, used: 0, remaining: 50, reportedByJpo: null },
      { endpoint: 'ARCHIVE', limit: 100, used: 0, remaining: 100, reportedByJpo: null },
    ])
    expect(await ledger.startsLeftThisMinute()).toBe(9)
  })

  test('of a spent day is refused until 0:00 Japan time, and takes no turn of the minute', async () => {
    const { ledger } = open({ limits: { PROGRESS: 1 } })
    await call(ledger, report(0))
    expect(await ledger.reserve('PROGRESS')).toEqual({ granted: false, because: 'day', resetsAt: MIDNIGHT })
    expect(await ledger.startsLeftThisMinute()).toBe(9)
  })

  test('of a full minute is refused until the oldest start is a minute old, and takes no call of the day', async () => {
    const { ledger, clock } = open({ requestsPerMinute: 2 })
    await departed(ledger)
    await clock.advance(1_000)
    await departed(ledger, 'CITATIONS')
    expect(await ledger.reserve('PROGRESS')).toEqual({ granted: false, because: 'minute', at: NOON + 60_250 })
    expect((await row(ledger)).used).toBe(1)
    await clock.advance(59_249)
    expect((await ledger.reserve('PROGRESS')).granted).toBe(false)
    await clock.advance(1)
    expect((await ledger.reserve('PROGRESS')).granted).toBe(true)
    expect((await ledger.reserve('PROGRESS')).granted).toBe(false)
  })

  test('of a day that is spent says so even while the minute is full', async () => {
    const { ledger } = open({ limits: { PROGRESS: 1 }, requestsPerMinute: 1 })
    await reserved(ledger)
    expect(await ledger.reserve('PROGRESS')).toMatchObject({ because: 'day' })
  })

  test('of an endpoint with the limit 0 is refused by the day', async () => {
    const { ledger } = open({ limits: { PROGRESS: 0 } })
    expect(await ledger.reserve('PROGRESS')).toMatchObject({ because: 'day' })
    expect(await row(ledger)).toMatchObject({ limit: 0, used: 0, remaining: 0 })
  })

  test('not sent gives back the day’s call and the minute’s turn, once', async () => {
    const { ledger } = open()
    await reserved(ledger)
    const reservation = await reserved(ledger)
    await ledger.settle(reservation, { kind: 'not-sent' })
    await ledger.settle(reservation, { kind: 'not-sent' })
    expect([(await row(ledger)).used, await ledger.startsLeftThisMinute()]).toEqual([1, 9])
  })

  test('settled twice counts once', async () => {
    const { ledger, database } = open()
    const reservation = await reserved(ledger)
    await ledger.settle(reservation, report(null))
    await ledger.settle(reservation, report(null))
    await ledger.settle(reservation, { kind: 'not-sent' })
    expect((await row(ledger)).used).toBe(1)
    expect(database.prepare('SELECT answered FROM quota_day_v1').all()).toEqual([{ answered: 1 }])
  })
})

describe('the count of the day', () => {
  test('is exact after parallel calls whose answers come in any order', async () => {
    const { ledger, log } = open()
    const reservations = await Promise.all([1, 2, 3, 4].map(() => reserved(ledger)))
    const remaining = [397, 399, 396, 398]
    for (const [index, reservation] of reservations.entries()) {
      await ledger.settle(reservation, report(remaining[index] ?? null))
    }
    expect(await row(ledger)).toMatchObject({ used: 4, remaining: 396, reportedByJpo: 396 })
    expect(log.lines).toEqual([])
  })

  test('keeps a call without an answer until the next report puts it right', async () => {
    const { ledger } = open()
    const used: number[] = []
    await call(ledger, report(399))
    await call(ledger, { kind: 'unknown' })
    used.push((await row(ledger)).used)
    await call(ledger, report(398))
    used.push((await row(ledger)).used)
    expect(used).toEqual([2, 2])
  })

  test('learns what others use with the same ID, and says so once a day and endpoint', async () => {
    const { ledger, log, clock } = open({ limits: { PROGRESS: 400, CITATIONS: 50 } })
    await call(ledger, report(300))
    await call(ledger, report(250))
    await call(ledger, report(40), 'CITATIONS')
    expect([(await row(ledger)).used, (await row(ledger, 'CITATIONS')).used]).toEqual([150, 10])
    await clock.advance(MIDNIGHT + 60_000 - clock.now())
    await call(ledger, report(300))
    expect(log.lines.map(({ message, details }) => [message, details])).toEqual([
      [
        'The office counted more calls than this server made',
        expect.objectContaining({ endpoint: 'PROGRESS', day: '2026-11-23' }),
      ],
      ['The office counted more calls than this server made', expect.objectContaining({ endpoint: 'CITATIONS' })],
      [
        'The office counted more calls than this server made',
        expect.objectContaining({ endpoint: 'PROGRESS', day: '2026-11-24' }),
      ],
    ])
  })

  test('never passes the configured limit, whatever the office allows', async () => {
    const { ledger, log } = open({ limits: { PROGRESS: 2 } })
    await call(ledger, report(799))
    await call(ledger, report(798))
    expect(await ledger.reserve('PROGRESS')).toMatchObject({ because: 'day' })
    expect(await row(ledger)).toEqual({ endpoint: 'PROGRESS', limit: 2, used: 2, remaining: 0, reportedByJpo: 798 })
    expect(log.lines.map((line) => line.message)).toEqual(['The office allows more calls a day than are configured'])
  })

  test('is not passed by a report while calls are in flight', async () => {
    const { ledger } = open({ limits: { PROGRESS: 10 } })
    const [first, second] = [await reserved(ledger), await reserved(ledger)]
    await ledger.settle(first, report(0))
    expect(await row(ledger)).toMatchObject({ used: 10, remaining: 0 })
    await ledger.settle(second, { kind: 'not-sent' })
    expect(await row(ledger)).toMatchObject({ used: 10, remaining: 0 })
  })
})

describe('203', () => {
  test('closes the endpoint for the day, only that endpoint, only that day', async () => {
    const { ledger, clock } = open()
    await call(ledger, { kind: 'spent' })
    expect(await ledger.reserve('PROGRESS')).toEqual({ granted: false, because: 'day', resetsAt: MIDNIGHT })
    expect(await row(ledger)).toMatchObject({ used: 400, remaining: 0 })
    expect((await ledger.reserve('CITATIONS')).granted).toBe(true)
    await clock.advance(MIDNIGHT - clock.now() - 1)
    expect((await ledger.reserve('PROGRESS')).granted).toBe(false)
    await clock.advance(1)
    expect((await ledger.reserve('PROGRESS')).granted).toBe(true)
  })
})

describe('midnight in Japan', () => {
  test('a call that lasts over it is counted in both days', async () => {
    const { ledger, clock, database } = open({ start: MIDNIGHT - 1_000 })
    const reservation = await reserved(ledger)
    await clock.advance(2_000)
    expect((await row(ledger)).used).toBe(1)
    await reserved(ledger)
    expect((await row(ledger)).used).toBe(2)
    await ledger.settle(reservation, report(5))
    expect(database.prepare('SELECT day, used, answered, office FROM quota_day_v1 ORDER BY day').all()).toEqual([
      { day: '2026-11-23', used: 1, answered: 1, office: 0 },
      { day: '2026-11-24', used: 2, answered: 0, office: 0 },
    ])
  })

  test('it is counted in both also when nothing else is asked in the new day', async () => {
    const { ledger, clock } = open({ start: MIDNIGHT - 1_000 })
    const reservation = await reserved(ledger)
    await clock.advance(2_000)
    await ledger.settle(reservation, { kind: 'unknown' })
    expect((await row(ledger)).used).toBe(1)
  })

  test('one that was not sent is given back in both', async () => {
    const { ledger, clock, database } = open({ start: MIDNIGHT - 1_000 })
    const reservation = await reserved(ledger)
    await clock.advance(2_000)
    await ledger.settle(reservation, { kind: 'not-sent' })
    expect(database.prepare('SELECT used FROM quota_day_v1').all()).toEqual([{ used: 0 }, { used: 0 }])
  })

  test('an office whose clock lags does not close the new day', async () => {
    const { ledger, clock, log } = open({ start: MIDNIGHT })
    await call(ledger, { kind: 'spent' })
    await call(ledger, report(3))
    await clock.advance(30_000)
    await call(ledger, report(397))
    expect([(await row(ledger)).used, log.lines]).toEqual([3, []])
  })

  test('rows of days before yesterday are forgotten', async () => {
    const { ledger, clock, database } = open()
    for (let day = 0; day < 4; day++) {
      await call(ledger, report(399))
      await clock.advance(86_400_000)
    }
    await call(ledger, report(399))
    expect(database.prepare('SELECT day FROM quota_day_v1').all()).toEqual([
      { day: '2026-11-26' },
      { day: '2026-11-27' },
    ])
    expect(database.prepare('SELECT count(*) AS n FROM quota_start_v2').all()).toEqual([{ n: 1 }])
  })
})

describe('the pace of the minute', () => {
  test('is predicted from the window as it is', async () => {
    const { ledger, clock } = open({ requestsPerMinute: 2 })
    await departed(ledger)
    await clock.advance(10_000)
    const now = clock.now()
    expect(await ledger.nextStarts(4)).toEqual([now, NOON + 60_250, now + 60_250, NOON + 120_500])
    expect(await ledger.nextStarts(0)).toEqual([])
  })

  test('heals within a minute after the clock was put back', async () => {
    const { ledger, clock } = open({ requestsPerMinute: 1 })
    await departed(ledger)
    clock.jump(-3_600_000)
    expect(await ledger.startsLeftThisMinute()).toBe(0)
    expect(await ledger.reserve('PROGRESS')).toMatchObject({ because: 'minute', at: clock.now() + 60_250 })
    await clock.advance(60_250)
    expect((await ledger.reserve('PROGRESS')).granted).toBe(true)
  })

  test('counts from the departure: ten that were held up take their places a minute from there', async () => {
    const { ledger, clock } = open()
    const reservations = await Promise.all(Array.from({ length: 10 }, () => reserved(ledger)))
    await clock.advance(17_000)
    for (const reservation of reservations) await ledger.departed(reservation)
    await clock.advance(43_250)
    expect(await ledger.startsLeftThisMinute()).toBe(0)
    expect(await ledger.reserve('PROGRESS')).toEqual({ granted: false, because: 'minute', at: NOON + 77_250 })
    await clock.advance(17_000)
    expect(await ledger.startsLeftThisMinute()).toBe(10)
    expect((await ledger.reserve('PROGRESS')).granted).toBe(true)
  })

  test('a start that has not departed counts as if it began now', async () => {
    const { ledger, clock } = open({ requestsPerMinute: 1 })
    const reservation = await reserved(ledger)
    await clock.advance(20_000)
    expect(await ledger.nextStarts(2)).toEqual([NOON + 80_250, NOON + 140_500])
    await clock.advance(40_250)
    expect(await ledger.reserve('PROGRESS')).toMatchObject({ because: 'minute' })
    expect(await ledger.startsLeftThisMinute()).toBe(0)
    await ledger.settle(reservation, { kind: 'not-sent' })
    expect(await ledger.startsLeftThisMinute()).toBe(1)
    expect((await ledger.reserve('PROGRESS')).granted).toBe(true)
  })

  test('a call that ended without word of its departure left at its end at the latest', async () => {
    const { ledger, clock } = open({ requestsPerMinute: 1 })
    const reservation = await reserved(ledger)
    await clock.advance(20_000)
    await ledger.settle(reservation, report(399))
    expect(await ledger.nextStarts(1)).toEqual([NOON + 80_250])
  })

  test('a departure is stamped once, and not moved by the end of the call', async () => {
    const { ledger, clock } = open({ requestsPerMinute: 1 })
    const reservation = await departed(ledger)
    await clock.advance(20_000)
    await ledger.departed(reservation)
    await ledger.settle(reservation, report(399))
    expect(await ledger.nextStarts(1)).toEqual([NOON + 60_250])
  })

  test('a process that died before its call departed holds the place for two minutes', async () => {
    const { ledger, clock } = open({ requestsPerMinute: 1 })
    await reserved(ledger)
    await clock.advance(120_249)
    expect((await ledger.reserve('PROGRESS')).granted).toBe(false)
    await clock.advance(1)
    expect((await ledger.reserve('PROGRESS')).granted).toBe(true)
  })

  test('a departure that is later than ever expected still counts from there', async () => {
    const { ledger, clock } = open({ requestsPerMinute: 1 })
    const reservation = await reserved(ledger)
    await clock.advance(110_000)
    await ledger.departed(reservation)
    expect(await ledger.nextStarts(1)).toEqual([NOON + 170_250])
  })
})

describe('one file', () => {
  test('two ledgers share day and minute', async () => {
    const file = join(folder(), 'jpo.sqlite')
    const one = open({ database: fileDatabase(file), limits: { PROGRESS: 5 }, requestsPerMinute: 3 })
    const two = createSqliteLedger({ ...one, database: fileDatabase(file) })
    const grants = []
    for (const ledger of [one.ledger, two, one.ledger, two]) {
      const grant = await ledger.reserve('PROGRESS')
      grants.push(grant.granted)
      // What one reserved may be stamped by the other.
      if (grant.granted) await two.departed(grant.reservation)
    }
    expect(grants).toEqual([true, true, true, false])
    await one.clock.advance(60_250)
    const more = []
    for (const ledger of [two, one.ledger, two]) more.push((await ledger.reserve('PROGRESS')).granted)
    expect(more).toEqual([true, true, false])
    expect(await two.day()).toEqual(await one.ledger.day())
  })

  test('two accounts share nothing', async () => {
    const one = open({ requestsPerMinute: 1, limits: { PROGRESS: 1 } })
    const two = createSqliteLedger({ ...one, account: 'sandbox/me' })
    await reserved(one.ledger)
    expect(await two.startsLeftThisMinute()).toBe(1)
    const reservation = await reserved(two)
    await one.ledger.settle(reservation, { kind: 'not-sent' })
    expect([(await row(two)).used, (await row(one.ledger)).used]).toEqual([1, 1])
  })

  test('survives a restart', async () => {
    const file = join(folder(), 'jpo.sqlite')
    const before = open({ database: openDatabase({ kind: 'sqlite', file }) })
    await call(before.ledger, report(390))
    before.database.close()
    const after = createSqliteLedger({ ...before, database: fileDatabase(file) })
    expect(await row(after)).toMatchObject({ used: 10, reportedByJpo: 390 })
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
      await ledger.reserve('PROGRESS')
      process.kill(process.pid, 'SIGKILL')`
    const { signal } = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', script], {
      env: { ...process.env, FILE: file },
    })
    expect(signal).toBe('SIGKILL')
    const { ledger, clock } = open({ database: fileDatabase(file), limits: { PROGRESS: 400 } })
    const used = [(await row(ledger)).used]
    // Still in flight as far as anybody knows: it may be counted yet.
    await call(ledger, report(399))
    used.push((await row(ledger)).used)
    await clock.advance(10 * 60_000 + 1)
    await call(ledger, report(398))
    used.push((await row(ledger)).used)
    expect(used).toEqual([1, 2, 2])
  })

  test('a process that was killed yesterday is not counted today', async () => {
    const { ledger, clock } = open({ start: MIDNIGHT - 1_000 })
    await reserved(ledger)
    await clock.advance(2_000)
    const used = [(await row(ledger)).used]
    await clock.advance(10 * 60_000)
    used.push((await row(ledger)).used)
    expect(used).toEqual([1, 0])
  })

  test('eight processes at once are never granted more than the minute allows', async () => {
    const file = join(folder(), 'jpo.sqlite')
    openDatabase({ kind: 'sqlite', file }).close()
    const databases = Array.from({ length: 8 }, () => fileDatabase(file))
    const { clock, log } = open()
    const ledgers = databases.map((database) =>
      createSqliteLedger({ database, account: 'a', limits: { PROGRESS: 25 }, requestsPerMinute: 10, clock, log }),
    )
    const round = async () => {
      const asked = ledgers.flatMap((ledger) => [1, 2, 3, 4].map(() => ledger.reserve('PROGRESS')))
      const granted = (await Promise.all(asked)).filter((grant) => grant.granted)
      for (const { reservation } of granted) await ledgers[0]?.departed(reservation)
      return granted.length
    }
    const granted = []
    for (let i = 0; i < 4; i++) {
      granted.push(await round())
      await clock.advance(60_250)
    }
    expect(granted).toEqual([10, 10, 5, 0])
  })
})

describe('a database that fails', () => {
  test('grants nothing', async () => {
    const { ledger, database } = open()
    database.close()
    const failure = await ledger.reserve('PROGRESS').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UpstreamUnavailable)
    expect((failure as Error).message).toMatch(/^the quota ledger gave no answer: /)
    await expect(ledger.day()).rejects.toBeInstanceOf(UpstreamUnavailable)
    await expect(ledger.nextStarts(1)).rejects.toBeInstanceOf(UpstreamUnavailable)
    await expect(ledger.startsLeftThisMinute()).rejects.toBeInstanceOf(UpstreamUnavailable)
  })

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
      'The departure of a call could not be written down; it counts as leaving until it ends',
    ])
    await clock.advance(60_250)
    expect(await ledger.reserve('PROGRESS')).toMatchObject({ because: 'minute' })
  })

  test('because it is locked fails soon, names the ledger, and no endpoint', async () => {
    const file = join(folder(), 'jpo.sqlite')
    const { ledger } = open({ database: fileDatabase(file) })
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    const before = performance.now()
    const failure = await ledger.reserve('PROGRESS').catch((error: unknown) => error)
    expect(performance.now() - before).toBeLessThan(1_000)
    expect(failure).toBeInstanceOf(UpstreamUnavailable)
    expect(failure).toMatchObject({ message: 'the quota ledger gave no answer: database is locked.' })
    expect((failure as UpstreamUnavailable).extensions).toEqual({ code: 'UPSTREAM_UNAVAILABLE' })
    other.exec('ROLLBACK')
    other.close()
    expect((await ledger.reserve('PROGRESS')).granted).toBe(true)
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
    const failure = await ledger.reserve('PROGRESS').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UpstreamUnavailable)
    expect((failure as Error).message).toContain('was deleted or replaced')
  })

  test('does not lose an answer that was paid for', async () => {
    const { ledger, database, log } = open()
    const reservation = await reserved(ledger)
    database.close()
    await ledger.settle(reservation, report(399))
    expect(log.lines.map((line) => line.message)).toEqual(['A call could not be settled; it stays counted'])
  })
})
