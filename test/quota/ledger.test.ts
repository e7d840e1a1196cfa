import { describe, expect, test } from 'vitest'
import { UpstreamUnavailable } from '../../src/errors.ts'
import type { LedgerOptions } from '../../src/quota/cell-ledger.ts'
import { nextReset } from '../../src/quota/day.ts'
import { readState } from '../../src/quota/state.ts'
import { asks } from '../support/asks.ts'
import { runNode } from '../support/command.ts'
import { asked, call, dayOf, departed, ledgerDrivers, report, reserved } from '../support/ledgers.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'

const NOON = Date.UTC(2026, 10, 23, 3)
const MIDNIGHT = nextReset(NOON)

/** So many calls of nobody in particular. */
const anybody = (count: number) => Array.from({ length: count }, () => null)

const untouched = { used: 0, usedElsewhere: 0, reportedByJpo: null }

describe.each(ledgerDrivers)('the ledger on $name', ({ start }) => {
  async function open({ at = NOON, ...rest }: Partial<LedgerOptions> & { at?: number } = {}) {
    const clock = manualClock(at)
    const log = keptLog()
    const limits = { PROGRESS: 400, CITATIONS: 50, ARCHIVE: 100 }
    const options: LedgerOptions = { account: 'office/me', limits, requestsPerMinute: 10, clock, log, ...rest }
    const store = await start()
    return {
      clock,
      log,
      store,
      ledger: await store.open(options),
      /** Another process. */
      another: (other: Partial<LedgerOptions> = {}) => store.open({ ...options, ...other }),
      state: async () => readState(await store.text(options.account)),
    }
  }

  describe('a reservation', () => {
    test('says what was taken, and is counted at once', async () => {
      const { ledger } = await open()
      const reservation = await reserved(ledger)
      expect(reservation).toMatchObject({ endpoint: 'PROGRESS', day: '2026-11-23', startedAt: NOON })
      expect(await ledger.day()).toEqual([
        { ...untouched, endpoint: 'PROGRESS', limit: 400, configuredLimit: 400, used: 1, remaining: 399 },
        { ...untouched, endpoint: 'CITATIONS', limit: 50, configuredLimit: 50, remaining: 50 },
        { ...untouched, endpoint: 'ARCHIVE', limit: 100, configuredLimit: 100, remaining: 100 },
      ])
      expect(await ledger.startsLeftThisMinute()).toBe(9)
    })

    test('of a spent day is refused until 0:00 Japan time, and takes no turn of the minute', async () => {
      const { ledger } = await open({ limits: { PROGRESS: 1 } })
      await call(ledger, report(0))
      expect(await asked(ledger)).toEqual({ granted: false, because: 'day', resetsAt: MIDNIGHT })
      expect(await ledger.startsLeftThisMinute()).toBe(9)
    })

    test('of a full minute is refused until the oldest start is a minute old, and takes no call of the day', async () => {
      const { ledger, clock } = await open({ requestsPerMinute: 2 })
      await departed(ledger)
      await clock.advance(1_000)
      await departed(ledger, 'CITATIONS')
      expect(await asked(ledger)).toEqual({ granted: false, because: 'minute', at: NOON + 60_250 })
      expect((await dayOf(ledger)).used).toBe(1)
      await clock.advance(59_249)
      expect((await asked(ledger)).granted).toBe(false)
      await clock.advance(1)
      expect((await asked(ledger)).granted).toBe(true)
      expect((await asked(ledger)).granted).toBe(false)
    })

    test('of a day that is spent says so even while the minute is full', async () => {
      const { ledger } = await open({ limits: { PROGRESS: 1 }, requestsPerMinute: 1 })
      await reserved(ledger)
      expect(await asked(ledger)).toMatchObject({ because: 'day' })
    })

    test('of an endpoint with the limit 0 is refused by the day', async () => {
      const { ledger } = await open({ limits: { PROGRESS: 0 } })
      expect(await asked(ledger)).toMatchObject({ because: 'day' })
      expect(await dayOf(ledger)).toMatchObject({ limit: 0, used: 0, remaining: 0 })
    })

    test('not sent gives back the day’s call and the minute’s turn, once', async () => {
      const { ledger } = await open()
      await reserved(ledger)
      const reservation = await reserved(ledger)
      await ledger.settle(reservation, { kind: 'not-sent' })
      await ledger.settle(reservation, { kind: 'not-sent' })
      expect([(await dayOf(ledger)).used, await ledger.startsLeftThisMinute()]).toEqual([1, 9])
    })

    test('settled twice counts once', async () => {
      const { ledger, state } = await open()
      const reservation = await reserved(ledger)
      await ledger.settle(reservation, report(null))
      await ledger.settle(reservation, report(null))
      await ledger.settle(reservation, { kind: 'not-sent' })
      expect((await dayOf(ledger)).used).toBe(1)
      expect((await state()).counts.map(({ answered }) => answered)).toEqual([1])
    })
  })

  describe('the count of the day', () => {
    test('is exact after parallel calls whose answers come in any order', async () => {
      const { ledger, log } = await open()
      const reservations = await Promise.all([1, 2, 3, 4].map(() => reserved(ledger)))
      const remaining = [397, 399, 396, 398]
      for (const [index, reservation] of reservations.entries()) {
        await ledger.settle(reservation, report(remaining[index] ?? null))
      }
      expect(await dayOf(ledger)).toMatchObject({ used: 4, remaining: 396, reportedByJpo: 396 })
      expect(log.lines).toEqual([])
    })

    test('keeps a call without an answer until the next report puts it right', async () => {
      const { ledger } = await open()
      const used: number[] = []
      await call(ledger, report(399))
      await call(ledger, { kind: 'unknown' })
      used.push((await dayOf(ledger)).used)
      await call(ledger, report(398))
      used.push((await dayOf(ledger)).used)
      expect(used).toEqual([2, 2])
      expect((await dayOf(ledger)).usedElsewhere).toBe(0)
    })

    test('keeps a call that was lost after the one that reports began: it may have been counted since', async () => {
      const { ledger } = await open()
      const [lost, reporting] = [await departed(ledger), await departed(ledger)]
      await ledger.settle(lost, { kind: 'unknown' })
      await ledger.settle(reporting, report(399))
      const used = [(await dayOf(ledger)).used]
      await call(ledger, report(397))
      used.push((await dayOf(ledger)).used)
      expect(used).toEqual([2, 3])
    })

    test('learns what others use with the same ID, and says so once a day and endpoint', async () => {
      const { ledger, log, clock } = await open({ limits: { PROGRESS: 400, CITATIONS: 50 } })
      await call(ledger, report(300))
      await call(ledger, report(250))
      await call(ledger, report(40), 'CITATIONS')
      expect([(await dayOf(ledger)).used, (await dayOf(ledger, 'CITATIONS')).used]).toEqual([150, 10])
      await clock.advance(MIDNIGHT + 60_000 - clock.now())
      await call(ledger, report(300))
      expect(log.lines.map(({ message, details }) => [message, details])).toEqual([
        [
          'The office leaves fewer calls than this server counted: others use its ID, or the limit is smaller',
          expect.objectContaining({ endpoint: 'PROGRESS', day: '2026-11-23' }),
        ],
        [
          'The office leaves fewer calls than this server counted: others use its ID, or the limit is smaller',
          expect.objectContaining({ endpoint: 'CITATIONS' }),
        ],
        [
          'The office leaves fewer calls than this server counted: others use its ID, or the limit is smaller',
          expect.objectContaining({ endpoint: 'PROGRESS', day: '2026-11-24' }),
        ],
      ])
    })

    test('follows a limit that is larger than configured, says so once, and forgets it with the day', async () => {
      const { ledger, log, clock } = await open({ limits: { PROGRESS: 2 } })
      await call(ledger, report(3))
      expect(await dayOf(ledger)).toMatchObject({
        limit: 4,
        configuredLimit: 2,
        used: 1,
        remaining: 3,
        usedElsewhere: 0,
      })
      for (const remaining of [2, 1, 0]) await call(ledger, report(remaining))
      expect(await asked(ledger)).toMatchObject({ because: 'day' })
      expect(log.lines.map((line) => line.message)).toEqual(['The office allows more calls a day than are configured'])
      await clock.advance(MIDNIGHT - clock.now())
      expect(await dayOf(ledger)).toMatchObject({ limit: 2, used: 0, remaining: 2 })
    })

    test('follows a limit that is smaller than configured', async () => {
      const { ledger, log } = await open({ limits: { PROGRESS: 400 } })
      await call(ledger, report(1))
      expect(await dayOf(ledger)).toMatchObject({ limit: 400, used: 399, usedElsewhere: 398, remaining: 1 })
      await call(ledger, report(0))
      expect(await asked(ledger)).toMatchObject({ because: 'day' })
      expect(log.lines).toHaveLength(1)
    })

    test('never passes a limit that its operator named, whatever the office allows', async () => {
      const { ledger, log } = await open({ limits: { PROGRESS: 2 }, ceilings: new Set(['PROGRESS']) })
      await call(ledger, report(799))
      await call(ledger, report(700))
      expect(await asked(ledger)).toMatchObject({ because: 'day' })
      expect(await dayOf(ledger)).toEqual({
        endpoint: 'PROGRESS',
        limit: 2,
        configuredLimit: 2,
        used: 2,
        usedElsewhere: 98,
        remaining: 0,
        reportedByJpo: 700,
      })
      expect(log.lines.map((line) => line.message)).toEqual(['The office allows more calls a day than are configured'])
    })

    test('is not passed by a report while calls are in flight', async () => {
      const { ledger } = await open({ limits: { PROGRESS: 10 } })
      const [first, second] = [await reserved(ledger), await reserved(ledger)]
      await ledger.settle(first, report(0))
      expect(await dayOf(ledger)).toMatchObject({ used: 10, remaining: 0 })
      await ledger.settle(second, { kind: 'not-sent' })
      expect(await dayOf(ledger)).toMatchObject({ used: 10, remaining: 0 })
    })
  })

  describe('203', () => {
    test('closes the endpoint for the day, only that endpoint, only that day', async () => {
      const { ledger, clock } = await open()
      await call(ledger, { kind: 'spent' })
      expect(await asked(ledger)).toEqual({ granted: false, because: 'day', resetsAt: MIDNIGHT })
      expect(await dayOf(ledger)).toMatchObject({ used: 400, remaining: 0 })
      expect((await asked(ledger, 'CITATIONS')).granted).toBe(true)
      await clock.advance(MIDNIGHT - clock.now() - 1)
      expect((await asked(ledger)).granted).toBe(false)
      await clock.advance(1)
      expect((await asked(ledger)).granted).toBe(true)
    })
  })

  describe('midnight in Japan', () => {
    test('a call that lasts over it is counted in both days', async () => {
      const { ledger, clock, state } = await open({ at: MIDNIGHT - 1_000 })
      const reservation = await reserved(ledger)
      await clock.advance(2_000)
      expect((await dayOf(ledger)).used).toBe(1)
      await reserved(ledger)
      expect((await dayOf(ledger)).used).toBe(2)
      await ledger.settle(reservation, report(5))
      expect(
        (await state()).counts.map(({ day, used, answered, reported }) => [day, used, answered, reported]),
      ).toEqual([
        ['2026-11-23', 1, 1, null],
        ['2026-11-24', 2, 0, null],
      ])
    })

    test('it is counted in both also when nothing else is asked in the new day', async () => {
      const { ledger, clock } = await open({ at: MIDNIGHT - 1_000 })
      const reservation = await reserved(ledger)
      await clock.advance(2_000)
      await ledger.settle(reservation, { kind: 'unknown' })
      expect((await dayOf(ledger)).used).toBe(1)
    })

    test('one that was not sent is given back in both', async () => {
      const { ledger, clock, state } = await open({ at: MIDNIGHT - 1_000 })
      const reservation = await reserved(ledger)
      await clock.advance(2_000)
      await ledger.settle(reservation, { kind: 'not-sent' })
      expect((await state()).counts.map(({ used }) => used)).toEqual([0, 0])
    })

    test('an office whose clock lags does not close the new day', async () => {
      const { ledger, clock, log } = await open({ at: MIDNIGHT })
      await call(ledger, { kind: 'spent' })
      await call(ledger, report(3))
      await clock.advance(30_000)
      await call(ledger, report(397))
      expect([(await dayOf(ledger)).used, log.lines]).toEqual([3, []])
    })

    test('the last four days are kept', async () => {
      const { ledger, clock, state } = await open()
      for (let day = 0; day < 5; day++) {
        await call(ledger, report(399))
        await clock.advance(86_400_000)
      }
      await call(ledger, report(399))
      const { counts, starts } = await state()
      expect(counts.map(({ day }) => day)).toEqual(['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28'])
      expect(starts).toHaveLength(1)
    })
  })

  describe('the pace of the minute', () => {
    test('is predicted from the window as it is', async () => {
      const { ledger, clock } = await open({ requestsPerMinute: 2 })
      await departed(ledger)
      await clock.advance(10_000)
      const now = clock.now()
      expect(await ledger.nextStarts(anybody(4))).toEqual([now, NOON + 60_250, now + 60_250, NOON + 120_500])
      expect(await ledger.nextStarts(anybody(0))).toEqual([])
    })

    test.each([
      ['forward', [3_600_000]],
      ['forward by less than a minute', [20_000]],
      ['back and right again', [-3_600_000, 3_600_000]],
      ['over midnight', [MIDNIGHT - NOON]],
    ])('forgets no start of it when the clock is put %s', async (_how, jumps) => {
      const { ledger, clock } = await open({ requestsPerMinute: 3 })
      await departed(ledger)
      const reservation = await reserved(ledger)
      for (const [index, jump] of jumps.entries()) {
        if (index > 0) await departed(ledger)
        clock.jump(jump)
      }
      const left = 2 - jumps.length
      expect(await ledger.startsLeftThisMinute()).toBe(left)
      if (left > 0) await departed(ledger)
      expect(await asked(ledger)).toMatchObject({ because: 'minute', at: clock.now() + 60_250 })
      await ledger.departed(reservation)
      await clock.advance(60_250)
      expect(await ledger.startsLeftThisMinute()).toBe(3)
    })

    test('heals within a minute after the clock was put back', async () => {
      const { ledger, clock } = await open({ requestsPerMinute: 1 })
      await departed(ledger)
      clock.jump(-3_600_000)
      expect(await ledger.startsLeftThisMinute()).toBe(0)
      expect(await asked(ledger)).toMatchObject({ because: 'minute', at: clock.now() + 60_250 })
      await clock.advance(60_250)
      expect((await asked(ledger)).granted).toBe(true)
    })

    test('counts from the departure: ten that were held up take their places a minute from there', async () => {
      const { ledger, clock } = await open()
      const reservations = await Promise.all(Array.from({ length: 10 }, () => reserved(ledger)))
      await clock.advance(17_000)
      for (const reservation of reservations) await ledger.departed(reservation)
      await clock.advance(43_250)
      expect(await ledger.startsLeftThisMinute()).toBe(0)
      expect(await asked(ledger)).toEqual({ granted: false, because: 'minute', at: NOON + 77_250 })
      await clock.advance(17_000)
      expect(await ledger.startsLeftThisMinute()).toBe(10)
      expect((await asked(ledger)).granted).toBe(true)
    })

    test('a start that has not departed counts as if it began now', async () => {
      const { ledger, clock } = await open({ requestsPerMinute: 1 })
      const reservation = await reserved(ledger)
      await clock.advance(20_000)
      expect(await ledger.nextStarts(anybody(2))).toEqual([NOON + 80_250, NOON + 140_500])
      await clock.advance(40_250)
      expect(await asked(ledger)).toMatchObject({ because: 'minute' })
      expect(await ledger.startsLeftThisMinute()).toBe(0)
      await ledger.settle(reservation, { kind: 'not-sent' })
      expect(await ledger.startsLeftThisMinute()).toBe(1)
      expect((await asked(ledger)).granted).toBe(true)
    })

    test('a call that ended without word of its departure left at its end at the latest', async () => {
      const { ledger, clock } = await open({ requestsPerMinute: 1 })
      const reservation = await reserved(ledger)
      await clock.advance(20_000)
      await ledger.settle(reservation, report(399))
      expect(await ledger.nextStarts(anybody(1))).toEqual([NOON + 80_250])
    })

    test('a departure is stamped once, and not moved by the end of the call', async () => {
      const { ledger, clock } = await open({ requestsPerMinute: 1 })
      const reservation = await departed(ledger)
      await clock.advance(20_000)
      await ledger.departed(reservation)
      await ledger.settle(reservation, report(399))
      expect(await ledger.nextStarts(anybody(1))).toEqual([NOON + 60_250])
    })

    test('a process that died before its call departed holds the place for two minutes', async () => {
      const { ledger, clock } = await open({ requestsPerMinute: 1 })
      await reserved(ledger)
      await clock.advance(120_249)
      expect((await asked(ledger)).granted).toBe(false)
      await clock.advance(1)
      expect((await asked(ledger)).granted).toBe(true)
    })

    test('a departure that is later than ever expected still counts from there', async () => {
      const { ledger, clock } = await open({ requestsPerMinute: 1 })
      const reservation = await reserved(ledger)
      await clock.advance(110_000)
      await ledger.departed(reservation)
      expect(await ledger.nextStarts(anybody(1))).toEqual([NOON + 170_250])
    })
  })

  describe('many at once', () => {
    test('are granted in the order asked, all in one step, as far as the minute reaches', async () => {
      const { ledger, clock } = await open({ requestsPerMinute: 2 })
      const grants = await ledger.reserve(asks('PROGRESS', 'CITATIONS', 'PROGRESS', 'PROGRESS', 'PROGRESS'))
      expect(grants.map((grant) => (grant.granted ? grant.reservation.endpoint : grant))).toEqual([
        'PROGRESS',
        'CITATIONS',
        { granted: false, because: 'minute', at: clock.now() + 60_250 },
        { granted: false, because: 'minute', at: clock.now() + 60_250 },
        { granted: false, because: 'minute', at: clock.now() + 120_500 },
      ])
      expect((await ledger.day()).map(({ used }) => used)).toEqual([1, 1, 0])
    })

    test('are granted as far as the day reaches, and those without a day take no place of the minute', async () => {
      const { ledger } = await open({ limits: { PROGRESS: 400, CITATIONS: 1 }, requestsPerMinute: 3 })
      const grants = await ledger.reserve(asks('CITATIONS', 'CITATIONS', 'PROGRESS', 'PROGRESS', 'PROGRESS'))
      expect(grants.map((grant) => grant.granted || grant.because)).toEqual([true, 'day', true, true, 'minute'])
    })

    test('by several processes at the same moment get as many as there are', async () => {
      const { another, clock } = await open()
      const ledgers = await Promise.all(Array.from({ length: 8 }, () => another({ limits: { PROGRESS: 25 } })))
      const granted = []
      for (let round = 0; round < 4; round++) {
        const all = await Promise.all(
          ledgers.flatMap((ledger) => [1, 2].map(() => ledger.reserve(asks('PROGRESS', 'PROGRESS')))),
        )
        const grants = all.flat().filter((grant) => grant.granted)
        for (const { reservation } of grants) await ledgers[0]?.departed(reservation)
        granted.push(grants.length)
        await clock.advance(60_250)
      }
      expect(granted).toEqual([10, 10, 5, 0])
    })

    test('with one of no known endpoint reserve nothing', async () => {
      const { ledger } = await open()
      await expect(ledger.reserve(asks('PROGRESS', 'NONE'))).rejects.toThrow('no limit is configured for NONE')
      expect((await dayOf(ledger)).used).toBe(0)
    })
  })

  describe('several processes', () => {
    test('share day and minute', async () => {
      const { ledger, another, clock } = await open({ limits: { PROGRESS: 5 }, requestsPerMinute: 3 })
      const two = await another()
      const grants = []
      for (const one of [ledger, two, ledger, two]) {
        const grant = await asked(one)
        grants.push(grant.granted)
        // What one reserved may be stamped by the other.
        if (grant.granted) await two.departed(grant.reservation)
      }
      expect(grants).toEqual([true, true, true, false])
      await clock.advance(60_250)
      const more = []
      for (const one of [two, ledger, two]) more.push((await asked(one)).granted)
      expect(more).toEqual([true, true, false])
      expect(await two.day()).toEqual(await ledger.day())
    })

    test('at once grant each call once, and all of them, though two are killed in the middle', async () => {
      const limit = 600
      const { store, another } = await open()
      const processes = Array.from({ length: 4 }, () =>
        runNode('test/support/greedy-server.ts', [...store.place, '--limit', String(limit)]),
      )
      for (const victim of processes.slice(0, 2)) {
        // On a busy machine the others may have had everything before it began.
        await victim.printed(/granted/).catch(() => undefined)
        victim.kill('SIGKILL')
      }
      await Promise.all(processes.map(({ ended }) => ended))
      const ids = processes.flatMap((each) => [...each.output().matchAll(/granted (\S+)\n/g)].map(([, id]) => id))
      expect(new Set(ids).size).toBe(ids.length)
      // What the two were being granted when they died, they could not say; it stays counted.
      expect(limit - ids.length).toBeLessThanOrEqual(2 * 2)
      expect((await dayOf(await another({ account: 'a', limits: { PROGRESS: limit } }))).used).toBe(limit)
    })

    test('of two accounts share nothing', async () => {
      const { ledger, another } = await open({ requestsPerMinute: 1, limits: { PROGRESS: 1 } })
      const two = await another({ account: 'sandbox/me' })
      await reserved(ledger)
      expect(await two.startsLeftThisMinute()).toBe(1)
      const reservation = await reserved(two)
      await ledger.settle(reservation, { kind: 'not-sent' })
      expect([(await dayOf(two)).used, (await dayOf(ledger)).used]).toEqual([1, 1])
    })

    test('log a drift once between them', async () => {
      const { ledger, another, log } = await open()
      for (const one of [ledger, await another()]) await call(one, report(200))
      await call(await another(), report(100))
      expect(log.lines).toHaveLength(1)
    })

    test('a process that was killed yesterday is not counted today', async () => {
      const { ledger, clock } = await open({ at: MIDNIGHT - 1_000 })
      await reserved(ledger)
      await clock.advance(2_000)
      const used = [(await dayOf(ledger)).used]
      await clock.advance(10 * 60_000)
      used.push((await dayOf(ledger)).used)
      expect(used).toEqual([1, 0])
    })
  })

  describe('a clock', () => {
    test('that leaps an hour back over midnight finds the counts of its day', async () => {
      const { ledger, clock } = await open({ at: MIDNIGHT + 600_000, limits: { PROGRESS: 3 } })
      clock.jump(-3_600_000)
      await call(ledger, report(2))
      clock.jump(3_600_000)
      const used = [(await dayOf(ledger)).used]
      await call(ledger, report(2))
      await call(ledger, report(1))
      clock.jump(-3_600_000)
      used.push((await dayOf(ledger)).used)
      expect(used).toEqual([0, 1])
    })

    test('that leaps a week ahead and back loses no count, and closes no day to come', async () => {
      const { ledger, clock } = await open({ limits: { PROGRESS: 3 } })
      for (const remaining of [2, 1]) await call(ledger, report(remaining))
      clock.jump(7 * 86_400_000)
      await call(ledger, { kind: 'spent' })
      clock.jump(-7 * 86_400_000)
      expect((await dayOf(ledger)).used).toBe(2)
      await clock.advance(60_250)
      await call(ledger, report(0))
      await clock.advance(7 * 86_400_000)
      expect((await dayOf(ledger)).remaining).toBe(3)
    })
  })

  describe('a store that is gone', () => {
    test('grants nothing', async () => {
      const { ledger, store } = await open()
      await store.lose()
      const failure = await asked(ledger).catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(UpstreamUnavailable)
      expect((failure as Error).message).toMatch(/^the quota ledger gave no answer: /)
      await expect(ledger.day()).rejects.toBeInstanceOf(UpstreamUnavailable)
      await expect(ledger.nextStarts(anybody(1))).rejects.toBeInstanceOf(UpstreamUnavailable)
      await expect(ledger.startsLeftThisMinute()).rejects.toBeInstanceOf(UpstreamUnavailable)
    })

    test('does not lose an answer that was paid for', async () => {
      const { ledger, store, log } = await open()
      const reservation = await reserved(ledger)
      await store.lose()
      await ledger.settle(reservation, report(399))
      expect(log.lines.map((line) => line.message)).toEqual([
        'A call cannot be settled yet; it stays counted until then',
      ])
    })
  })
})
