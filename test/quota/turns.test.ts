import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { QuotaExhausted, RateLimited, UpstreamUnavailable } from '../../src/errors.ts'
import type { Ask } from '../../src/quota/ledger.ts'
import { createSqliteLedger } from '../../src/quota/sqlite-ledger.ts'
import { type Asker, createTurns } from '../../src/quota/turns.ts'
import { openDatabase } from '../../src/store/database.ts'
import { asks } from '../support/asks.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'

const NOON = Date.UTC(2026, 10, 23, 3)

function open({ perMinute = 2, limits = { A: 400, B: 400, C: 1 } } = {}) {
  const clock = manualClock(NOON)
  const database = openDatabase({ kind: 'memory' })
  const options = { database, account: 'a', limits, requestsPerMinute: perMinute, clock, log: keptLog() }
  const ledger = createSqliteLedger(options)
  let reservations = 0
  let askedFor = 0
  const counted = {
    ...ledger,
    reserve: (asked: readonly Ask[]) => {
      reservations++
      askedFor += asked.length
      return ledger.reserve(asked)
    },
  }
  const turns = createTurns({ ledger: counted, clock })
  const events: string[] = []
  const seconds = () => (clock.now() - NOON) / 1000

  /** Takes a turn and writes down when and how it ended. */
  function take(name: string, endpoint: string, waitSeconds: number, signal?: AbortSignal) {
    return takeFor({ deadline: clock.now() + waitSeconds * 1000, signal }, name, endpoint)
  }

  function takeFor(asker: Asker, name: string, endpoint = 'A') {
    return turns.take(endpoint, asker).then(
      async ({ reservation, waitedMs }) => {
        events.push(`${seconds()} ${name} after ${waitedMs / 1000}`)
        await ledger.departed(reservation)
      },
      (error: unknown) => {
        const retry = error instanceof RateLimited ? ` ${String(error.extensions.retryAfterSeconds)}` : ''
        events.push(`${seconds()} ${name} ${error instanceof Error ? error.name : String(error)}${retry}`)
      },
    )
  }

  return {
    clock,
    database,
    ledger,
    turns,
    events,
    take,
    takeFor,
    reservations: () => reservations,
    askedFor: () => askedFor,
  }
}

describe('turns', () => {
  test('are had at once while nobody waits', async () => {
    const { take, events, clock } = open()
    await take('first', 'A', 0)
    await take('second', 'B', 0)
    expect([events, clock.sleeping]).toEqual([['0 first after 0', '0 second after 0'], 0])
  })

  test('are given first come, first served, as the minute frees them', async () => {
    const { take, events, clock, turns } = open()
    for (const name of ['1', '2']) await take(name, 'A', 300)
    await clock.advance(10_000)
    for (const name of ['3', '4', '5']) void take(name, name === '4' ? 'B' : 'A', 300)
    await clock.advance(1_000)
    expect(turns.waiting).toBe(3)
    await clock.advance(300_000)
    expect(events).toEqual([
      '0 1 after 0',
      '0 2 after 0',
      '60.25 3 after 50.25',
      '60.25 4 after 50.25',
      '120.5 5 after 110.5',
    ])
  })

  test('asked for in one tick are in the order asked', async () => {
    const { take, events, clock } = open({ perMinute: 3 })
    const all = ['1', '2', '3', '4'].map((name) => take(name, 'A', 100))
    await clock.advance(60_250)
    await Promise.all(all)
    expect(events).toEqual(['0 1 after 0', '0 2 after 0', '0 3 after 0', '60.25 4 after 60.25'])
  })

  test('leave nobody asleep when nobody waits', async () => {
    const { take, clock, turns } = open({ perMinute: 1 })
    void take('1', 'A', 100)
    void take('2', 'A', 100)
    await clock.advance(0)
    expect([clock.sleeping, turns.waiting]).toEqual([1, 1])
    await clock.advance(60_250)
    expect([clock.sleeping, turns.waiting]).toEqual([0, 0])
  })

  test('are not polled for: one try for each arrival and each free place', async () => {
    const { take, clock, reservations } = open({ perMinute: 1 })
    for (const name of ['1', '2', '3']) void take(name, 'A', 300)
    await clock.advance(30_000)
    expect(reservations()).toBe(2)
    await clock.advance(300_000)
    // Each free place finds the others' next one too.
    expect(reservations()).toBe(4)
  })
})

describe('a long line', () => {
  test.each([10, 100, 1_000])('of %i that come one by one asks the ledger for each a few times', async (count) => {
    const { takeFor, events, clock, askedFor } = open({ perMinute: 5, limits: { A: 1_000, B: 1_000, C: 1 } })
    for (let nth = 0; nth < count; nth++) {
      void takeFor({ deadline: Infinity }, String(nth), nth % 2 === 0 ? 'A' : 'B')
      await clock.advance(0)
    }
    await clock.advance((count / 5) * 60_250)
    expect(events.map((event) => event.split(' ')[1])).toEqual(Array.from({ length: count }, (_, nth) => String(nth)))
    // When it comes the first of each endpoint is asked for, too, and when it starts the first of those behind it.
    expect(askedFor()).toBeLessThanOrEqual(4 * count)
  })

  test('is not overtaken by who comes when another process has given a place back', async () => {
    const { take, events, clock, ledger } = open({ perMinute: 2 })
    const [one, two] = await ledger.reserve(asks('A', 'A'))
    for (const name of ['1', '2']) void take(name, 'A', 300)
    await clock.advance(10_000)
    for (const grant of [one, two]) if (grant?.granted) await ledger.settle(grant.reservation, { kind: 'not-sent' })
    void take('3', 'A', 300)
    await clock.advance(0)
    expect(events).toEqual(['10 1 after 10', '10 2 after 10'])
  })
})

describe('turns of several who ask', () => {
  test('go round: a query of many keys does not keep a query of one waiting', async () => {
    const { takeFor, events, clock } = open({ perMinute: 2 })
    const [portfolio, single, pair] = [1, 2, 3].map(() => ({ deadline: NOON + 900_000 }))
    for (let key = 1; key <= 7; key++) void takeFor(portfolio ?? fail(), `portfolio ${key}`)
    await clock.advance(1_000)
    void takeFor(single ?? fail(), 'single')
    for (const key of [1, 2]) void takeFor(pair ?? fail(), `pair ${key}`)
    await clock.advance(900_000)
    const order = events.map((event) => event.replace(/^\S+ | after.*$/g, ''))
    expect(order).toEqual([
      'portfolio 1',
      'portfolio 2',
      // The round was his already when the others came.
      'portfolio 3',
      'single',
      'pair 1',
      'portfolio 4',
      'pair 2',
      'portfolio 5',
      'portfolio 6',
      'portfolio 7',
    ])
  })

  test('are refused by the place in the fair order, with the second in which they would come', async () => {
    const { takeFor, events, clock } = open({ perMinute: 1 })
    const portfolio = { deadline: NOON + 300_000 }
    for (let key = 1; key <= 6; key++) void takeFor(portfolio, `portfolio ${key}`)
    await clock.advance(10_000)
    // Behind the one of the other asker whose round it is.
    void takeFor({ deadline: NOON + 100_000 }, 'late')
    await clock.advance(0)
    expect(events.slice(1)).toEqual(['0 portfolio 6 RateLimited 302', '10 late RateLimited 111'])
    void takeFor({ deadline: NOON + 121_000 }, 'in time')
    await clock.advance(0)
    // The newcomer's place pushes the last of the others beyond its deadline.
    expect(events.slice(3)).toEqual(['10 portfolio 5 RateLimited 292'])
    await clock.advance(300_000)
    expect(events.slice(4).map((event) => event.replace(/ after.*/, ''))).toEqual([
      '60.25 portfolio 2',
      '120.5 in time',
      '180.75 portfolio 3',
      '241 portfolio 4',
    ])
  })

  test('are all left at once by one who goes away', async () => {
    const { takeFor, events, clock, turns } = open({ perMinute: 1 })
    const leaving = new AbortController()
    const portfolio = { deadline: NOON + 900_000, signal: leaving.signal }
    for (let key = 1; key <= 5; key++) void takeFor(portfolio, `portfolio ${key}`)
    void takeFor({ deadline: NOON + 900_000 }, 'single')
    await clock.advance(10_000)
    expect(turns.waiting).toBe(5)
    leaving.abort('gone')
    expect(turns.waiting).toBe(1)
    await clock.advance(60_000)
    expect(events.at(-1)).toBe('60.25 single after 60.25')
  })

  test('in a burst are had in one step of the ledger, not one each', async () => {
    const { takeFor, clock, reservations } = open({ perMinute: 100 })
    const asker = { deadline: NOON + 1_000 }
    const all = Array.from({ length: 50 }, (_, index) => takeFor(asker, String(index)))
    await clock.advance(0)
    await Promise.all(all)
    // The first finds nobody else in the line yet.
    expect(reservations()).toBe(2)
  })
})

function fail(): never {
  throw new Error('not there')
}

describe('a turn that would come too late', () => {
  test('is refused at once, with the time to come back', async () => {
    const { take, events, clock } = open()
    for (const name of ['1', '2']) await take(name, 'A', 0)
    await clock.advance(10_000)
    await take('3', 'A', 50)
    expect(events.at(-1)).toBe('10 3 RateLimited 51')
  })

  test('is refused by the place in the queue; who can wait stays', async () => {
    const { take, events, clock } = open()
    const waits = [0, 0, 61, 61, 61, 121, 121]
    const all = waits.map((wait, index) => take(String(index + 1), 'A', wait))
    await clock.advance(0)
    expect(events).toEqual(['0 1 after 0', '0 2 after 0', '0 5 RateLimited 121'])
    await clock.advance(200_000)
    await Promise.all(all)
    expect(events.slice(3)).toEqual([
      '60.25 3 after 60.25',
      '60.25 4 after 60.25',
      '120.5 6 after 120.5',
      '120.5 7 after 120.5',
    ])
  })

  test('names to each the second of a place of its own: should all come again, they have one', async () => {
    const { take, events, clock } = open()
    for (const name of ['1', '2', '3', '4', '5', '6', '7']) void take(name, 'A', 0)
    await clock.advance(0)
    expect(events.slice(2)).toEqual([
      '0 3 RateLimited 61',
      '0 4 RateLimited 61',
      '0 5 RateLimited 121',
      '0 6 RateLimited 121',
      '0 7 RateLimited 181',
    ])
    for (const name of ['3', '4', '5', '6', '7']) {
      const seconds = { 3: 61, 4: 61, 5: 121, 6: 121, 7: 181 }[name] ?? 0
      await clock.advance(seconds * 1_000 - clock.now() + NOON)
      // Who comes at the full second comes up to one later than the place was free, and so does the next place.
      void take(name, 'A', 2)
    }
    await clock.advance(2_000)
    expect(events.slice(7).map((event) => event.replace(/^\S+ | after.*/g, ''))).toEqual(['3', '4', '5', '6', '7'])
  })

  test('leaves its place to those behind it', async () => {
    const { take, events, clock } = open({ perMinute: 1 })
    void take('1', 'A', 0)
    void take('2', 'A', 30)
    void take('3', 'A', 61)
    await clock.advance(100_000)
    expect(events).toEqual(['0 1 after 0', '0 2 RateLimited 61', '60.25 3 after 60.25'])
  })

  test('because another process took it is refused when that shows, not after the deadline', async () => {
    const { take, events, clock, ledger } = open({ perMinute: 1 })
    await take('1', 'A', 0)
    void take('2', 'A', 100)
    void take('3', 'A', 130)
    await clock.advance(60_249)
    expect(events).toEqual(['0 1 after 0'])
    // The other process is a moment quicker: its timer runs before ours.
    clock.jump(1)
    const [other] = await ledger.reserve(asks('B'))
    if (other?.granted) await ledger.departed(other.reservation)
    expect(other?.granted).toBe(true)
    await clock.advance(0)
    expect(events).toEqual(['0 1 after 0', '60.25 2 RateLimited 61'])
    await clock.advance(100_000)
    expect(events.slice(2)).toEqual(['120.5 3 after 120.5'])
  })
})

describe('a day that is spent', () => {
  test('is said at once', async () => {
    const { turns, take } = open()
    await take('1', 'C', 0)
    const failure = await turns.take('C', { deadline: NOON }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(QuotaExhausted)
    expect((failure as QuotaExhausted).extensions).toMatchObject({
      endpoint: 'C',
      resetsAt: '2026-11-24T00:00:00+09:00',
    })
  })

  test('is said at once also to who comes while others wait, and holds nobody up', async () => {
    const { take, events, clock } = open()
    await take('1', 'C', 0)
    await take('2', 'A', 0)
    void take('3', 'A', 300)
    await clock.advance(1_000)
    void take('4', 'C', 300)
    void take('5', 'A', 300)
    await clock.advance(0)
    expect(events.slice(2)).toEqual(['1 4 QuotaExhausted'])
    await clock.advance(60_250)
    expect(events.slice(3)).toEqual(['60.25 3 after 60.25', '60.25 5 after 59.25'])
  })

  test('because another process spent it is said at the next look to all who wait for it, wherever they stand', async () => {
    const { take, events, clock, ledger } = open({ perMinute: 2, limits: { A: 400, B: 400, C: 2 } })
    const [other] = await ledger.reserve(asks('C'))
    await take('1', 'A', 0)
    for (const name of ['2', '3', '4']) void take(name, 'A', 300)
    for (const name of ['5', '6']) void take(name, 'C', 300)
    await clock.advance(10_000)
    if (other?.granted) await ledger.settle(other.reservation, { kind: 'spent' })
    await clock.advance(50_250)
    expect(events).toEqual(['0 1 after 0', '60.25 2 after 60.25', '60.25 5 QuotaExhausted', '60.25 6 QuotaExhausted'])
  })

  test('is found by who already waits, and holds nobody up', async () => {
    const { take, events, clock } = open({ perMinute: 2 })
    for (const name of ['1', '2']) await take(name, 'A', 0)
    for (const [name, endpoint] of [
      ['3', 'C'],
      ['4', 'C'],
      ['5', 'A'],
    ] as const)
      void take(name, endpoint, 300)
    await clock.advance(60_250)
    expect(events.slice(2)).toEqual(['60.25 3 after 60.25', '60.25 4 QuotaExhausted', '60.25 5 after 60.25'])
  })
})

describe('who goes away', () => {
  test('leaves the queue at once, and the turn goes to the next', async () => {
    const { take, events, clock, turns, ledger } = open({ perMinute: 1 })
    await take('1', 'A', 0)
    const leaving = new AbortController()
    void take('2', 'A', 300, leaving.signal)
    void take('3', 'A', 300)
    await clock.advance(10_000)
    leaving.abort('gone')
    await clock.advance(0)
    expect([events.slice(1), turns.waiting]).toEqual([['10 2 gone'], 1])
    await clock.advance(60_000)
    expect(events.slice(2)).toEqual(['60.25 3 after 60.25'])
    expect((await ledger.day()).find((row) => row.endpoint === 'A')?.used).toBe(2)
  })

  test('last ends the waiting altogether', async () => {
    const { take, clock, turns } = open({ perMinute: 1 })
    await take('1', 'A', 0)
    const leaving = new AbortController()
    void take('2', 'A', 300, leaving.signal)
    await clock.advance(1_000)
    leaving.abort('gone')
    await clock.advance(0)
    expect([turns.waiting, clock.sleeping]).toEqual([0, 0])
  })

  test('while the ledger is being asked gives the call and the turn back', async () => {
    const { take, events, ledger, clock } = open({ perMinute: 1 })
    const leaving = new AbortController()
    const taking = take('1', 'A', 0, leaving.signal)
    leaving.abort('gone')
    await taking
    await clock.advance(0)
    expect(events).toEqual(['0 1 gone'])
    expect([await ledger.startsLeftThisMinute(), (await ledger.day())[0]?.used]).toEqual([1, 0])
  })

  test('beforehand takes nothing', async () => {
    const { take, events, reservations } = open()
    await take('1', 'A', 0, AbortSignal.abort('gone'))
    expect([events, reservations()]).toEqual([['0 1 gone'], 0])
  })

  test('after the turn was given changes nothing', async () => {
    const { take, events, ledger } = open()
    const leaving = new AbortController()
    await take('1', 'A', 0, leaving.signal)
    leaving.abort('gone')
    await setImmediate()
    expect([events, await ledger.startsLeftThisMinute()]).toEqual([['0 1 after 0'], 1])
  })
})

describe('a turn that is given back', () => {
  test('is had at once by who waits', async () => {
    const { take, events, clock, turns } = open({ perMinute: 1 })
    const { reservation } = await turns.take('A', { deadline: NOON })
    void take('1', 'B', 300)
    await clock.advance(10_000)
    await turns.giveBack(reservation)
    await clock.advance(0)
    expect([events, clock.sleeping]).toEqual([['10 1 after 10'], 0])
  })

  test('by another process that shares the ledger is had within two seconds', async () => {
    const clock = manualClock(NOON)
    const options = { account: 'a', limits: { A: 9 }, requestsPerMinute: 1, clock, log: keptLog() }
    const ledger = createSqliteLedger({ database: openDatabase({ kind: 'memory' }), ...options })
    const other = createTurns({ ledger, clock, isShared: true })
    const turns = createTurns({ ledger, clock, isShared: true })
    const { reservation } = await other.take('A', { deadline: NOON })
    let waitedMs: number | null = null
    void turns.take('A', { deadline: NOON + 300_000 }).then((turn) => (waitedMs = turn.waitedMs))
    await clock.advance(10_000)
    await other.giveBack(reservation)
    await clock.advance(2_000)
    expect(waitedMs).toBeLessThanOrEqual(12_000)
  })

  test('because who waited for it has gone is had at once by the next', async () => {
    const { take, events, clock } = open({ perMinute: 1 })
    const leaving = new AbortController()
    void take('1', 'A', 300, leaving.signal)
    void take('2', 'A', 300)
    leaving.abort('gone')
    await clock.advance(0)
    expect(events).toEqual(['0 1 gone', '0 2 after 0'])
  })
})

describe('a stop', () => {
  test('sends away at once who waits and who comes later, and nobody starts any more', async () => {
    const { take, events, clock, turns, ledger } = open({ perMinute: 1 })
    await take('1', 'A', 0)
    void take('2', 'A', 300)
    void take('3', 'B', 300)
    await clock.advance(10_000)
    turns.stop()
    await clock.advance(0)
    expect([turns.waiting, clock.sleeping]).toEqual([0, 0])
    await clock.advance(100_000)
    await take('4', 'A', 300)
    expect(events).toEqual(['0 1 after 0', '10 2 RateLimited 1', '10 3 RateLimited 1', '110 4 RateLimited 1'])
    expect((await ledger.day()).map(({ used }) => used)).toEqual([1, 0, 0])
  })

  test('while the ledger is being asked gives the call and the turn back', async () => {
    const { take, events, ledger, clock, turns } = open({ perMinute: 1 })
    const taking = take('1', 'A', 0)
    turns.stop()
    await taking
    await clock.advance(0)
    expect(events).toEqual(['0 1 RateLimited 1'])
    expect([await ledger.startsLeftThisMinute(), (await ledger.day())[0]?.used]).toEqual([1, 0])
  })
})

describe('a ledger that fails', () => {
  test('fails everybody who waits, and the next is asked for again', async () => {
    const { turns, database, clock, take } = open({ perMinute: 1 })
    await take('1', 'A', 0)
    const waiting = [1, 2, 3].map(() => turns.take('A', { deadline: NOON + 300_000 }).catch((error: unknown) => error))
    await clock.advance(1_000)
    database.close()
    await clock.advance(60_000)
    for (const failure of await Promise.all(waiting)) expect(failure).toBeInstanceOf(UpstreamUnavailable)
    await expect(turns.take('A', { deadline: NOON + 300_000 })).rejects.toBeInstanceOf(UpstreamUnavailable)
    expect([turns.waiting, clock.sleeping]).toEqual([0, 0])
  })
})
