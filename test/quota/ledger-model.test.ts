import { expect, test } from 'vitest'
import { nextReset, officeDay } from '../../src/quota/day.ts'
import type { Outcome, Reservation } from '../../src/quota/ledger.ts'
import { createSqliteLedger } from '../../src/quota/sqlite-ledger.ts'
import { openDatabase } from '../../src/store/database.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'

const STEPS = 5_000
const PER_MINUTE = 10
const DEAD_AFTER = 10 * 60_000
/** No request leaves later after its reservation: http.ts gives up. */
const LEAVES_WITHIN = 35_000
const limits: Readonly<Record<string, number>> = { PROGRESS: 40, CITATIONS: 7, ARCHIVE: 12, CLOSED: 0 }
const endpoints = Object.keys(limits)

/** mulberry32: the same steps every time. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The office as the handbook describes it: a counter per day and endpoint, and an end to it. */
function office() {
  const counted = new Map<string, number>()
  const at = (endpoint: string, day: string) => counted.get(`${endpoint} ${day}`) ?? 0
  return {
    counted: at,
    answer(endpoint: string, day: string): Outcome {
      const before = at(endpoint, day)
      const limit = limits[endpoint] ?? 0
      if (before >= limit) return { kind: 'spent' }
      counted.set(`${endpoint} ${day}`, before + 1)
      return { kind: 'answered', remaining: endpoint === 'ARCHIVE' ? null : limit - before - 1 }
    },
  }
}

test.each([
  { seed: 1, foreign: false },
  { seed: 2, foreign: false },
  { seed: 3, foreign: true },
  { seed: 4, foreign: true },
])('5,000 random steps (seed $seed, used elsewhere: $foreign) keep day and minute', async ({ seed, foreign }) => {
  const random = seeded(seed)
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)]
  const clock = manualClock(Date.UTC(2026, 10, 23, 3))
  const database = openDatabase({ kind: 'memory' })
  const log = keptLog()
  const ledgers = [1, 2].map(() =>
    createSqliteLedger({ database, account: 'a', limits, requestsPerMinute: PER_MINUTE, clock, log }),
  )
  const jpo = office()
  const departures: number[] = []
  const boarding: Reservation[] = []
  const sent: { reservation: Reservation; outcome: Outcome }[] = []
  const answered = new Map<string, number>()
  let granted = 0

  for (let step = 0; step < STEPS; step++) {
    const now = clock.now()
    const today = officeDay(now)
    const ledger = pick(ledgers)
    const endpoint = pick(endpoints)
    if (!ledger || !endpoint) throw new Error('unreachable')
    const dice = random()

    if (dice < 0.45) {
      const [predicted] = await ledger.nextStarts(1)
      const before = (await ledger.day()).find((row) => row.endpoint === endpoint)
      const grant = await ledger.reserve(endpoint)
      if (grant.granted) {
        granted++
        expect(before?.remaining).toBeGreaterThan(0)
        expect(predicted).toBe(now)
        boarding.push(grant.reservation)
      } else if (grant.because === 'day') {
        expect([before?.remaining, grant.resetsAt]).toEqual([0, nextReset(now)])
      } else {
        expect(grant.at).toBe(predicted)
        expect(grant.at).toBeGreaterThan(now)
        expect(grant.at).toBeLessThanOrEqual(now + 60_250)
      }
    } else if (dice < 0.65) {
      // Connecting takes its time, and those that began later may overtake.
      const [reservation] = boarding.splice(Math.floor(random() * boarding.length), 1)
      if (reservation) {
        const isSent = now - reservation.startedAt <= LEAVES_WITHIN && random() < 0.9
        if (isSent) {
          departures.push(now)
          await pick(ledgers)?.departed(reservation)
        }
        const isAnswered = isSent && random() < 0.9
        // The office counts on arrival, or never; we hear of it in any order and at any time.
        const counts = isAnswered || (isSent && random() < 0.5)
        const answer = counts ? jpo.answer(reservation.endpoint, today) : undefined
        const outcome: Outcome = answer && isAnswered ? answer : { kind: isSent ? 'unknown' : 'not-sent' }
        sent.push({ reservation, outcome })
      }
    } else if (dice < 0.85) {
      const [call] = sent.splice(Math.floor(random() * sent.length), 1)
      if (call) {
        await ledger.settle(call.reservation, call.outcome)
        const { endpoint, day, startedAt } = call.reservation
        const key = `${endpoint} ${day}`
        if (now - startedAt > DEAD_AFTER) continue
        if (call.outcome.kind === 'answered') answered.set(key, (answered.get(key) ?? 0) + 1)
      }
    } else if (dice < 0.87 && foreign) {
      jpo.answer(endpoint, today)
    } else {
      // Mostly within the minute, sometimes hours: days end in the middle of calls.
      await clock.advance(Math.floor(random() < 0.9 ? random() * 20_000 : random() * 8 * 3_600_000))
    }

    const later = clock.now()
    const open = [...boarding, ...sent.map(({ reservation }) => reservation)].filter(
      ({ startedAt }) => later - startedAt <= DEAD_AFTER,
    )
    for (const row of await ledger.day()) {
      const key = `${row.endpoint} ${officeDay(later)}`
      const flying = open.filter((reservation) => reservation.endpoint === row.endpoint).length
      const certain = Math.min(row.limit, (answered.get(key) ?? 0) + flying)
      expect([row.used >= certain, row.used + row.remaining, row.remaining >= 0]).toEqual([true, row.limit, true])
    }
  }

  const closest = departures.flatMap((departure, index) => {
    const eleventh = departures[index + PER_MINUTE]
    return eleventh === undefined ? [] : [eleventh - departure]
  })
  expect(Math.min(...closest)).toBeGreaterThan(60_000)
  expect(granted).toBeGreaterThan(500)
  expect(log.lines.some((line) => line.message.includes('settled'))).toBe(false)
})

test('used alone and always answered, the count is the office’s own at every moment of rest', async () => {
  const random = seeded(5)
  const clock = manualClock(Date.UTC(2026, 10, 23, 3))
  const log = keptLog()
  const database = openDatabase({ kind: 'memory' })
  const ledger = createSqliteLedger({ database, account: 'a', limits, requestsPerMinute: PER_MINUTE, clock, log })
  const jpo = office()
  for (let round = 0; round < 300; round++) {
    const day = officeDay(clock.now())
    const calls = []
    for (let i = 0; i < 1 + random() * 8; i++) {
      const endpoint = endpoints[Math.floor(random() * endpoints.length)] ?? 'PROGRESS'
      const grant = await ledger.reserve(endpoint)
      if (grant.granted) calls.push({ reservation: grant.reservation, outcome: jpo.answer(endpoint, day) })
    }
    calls.sort(() => random() - 0.5)
    for (const { reservation, outcome } of calls) await ledger.settle(reservation, outcome)
    const rows = await ledger.day()
    expect(rows.map((row) => row.used)).toEqual(endpoints.map((endpoint) => jpo.counted(endpoint, day)))
    await clock.advance(Math.floor(random() * 1_200_000))
  }
  expect(log.lines).toEqual([])
})
