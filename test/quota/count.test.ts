import { describe, expect, test } from 'vitest'
import {
  givenBack,
  left,
  limitOf,
  newDay,
  reserved,
  settled,
  type Circumstances,
  type DayCount,
} from '../../src/quota/count.ts'
import type { Outcome } from '../../src/quota/ledger.ts'

const LIMIT = 400
const allowance = { limit: LIMIT, isCeiling: false }

function after(count: Partial<DayCount>, outcome: Outcome, circumstances: Partial<Circumstances> = {}) {
  return settled({ ...newDay(0), ...count }, outcome, { allowance, inFlight: 0, midnight: 'far', ...circumstances })
}

const report = (remaining: number | null): Outcome => ({ kind: 'answered', remaining })

describe('used alone', () => {
  test('three calls at once whose answers come in the wrong order end exact', () => {
    let count = reserved(reserved(reserved(newDay(0))))
    const used = [397, 399, 398].map((remaining, index) => {
      count = settled(count, report(remaining), { allowance, inFlight: 2 - index, midnight: 'far' }).count
      return count.used
    })
    expect(used).toEqual([3, 3, 3])
    expect(count).toEqual({ used: 3, made: 3, answered: 3, reported: 397, learned: 0, parked: false })
  })

  test('a call without an answer is taken out by the next report', () => {
    const unknown = after({ used: 5, made: 5, answered: 4, reported: 396 }, { kind: 'unknown' }).count
    expect(unknown.used).toBe(5)
    expect(after(reserved(unknown), report(395)).count.used).toBe(5)
  })

  test('a call without an answer that was counted stays', () => {
    expect(after({ used: 6, made: 6, answered: 4, reported: 396 }, report(394)).count.used).toBe(6)
  })

  test('an archive is counted without a report', () => {
    expect(after({ used: 1, made: 1 }, report(null)).count).toEqual({
      used: 1,
      made: 1,
      answered: 1,
      reported: null,
      learned: 0,
      parked: false,
    })
  })

  test('an answer repeated by a cache on the way, with the counter of the first, is counted all the same', () => {
    expect(after({ used: 3, answered: 2, reported: 398 }, report(398)).count.used).toBe(3)
  })

  test('a call that was not sent is given back, but never below what the office counted', () => {
    const used = [null, 397].map((reported) => givenBack({ ...newDay(0), used: 3, reported }, allowance).used)
    expect(used).toEqual([2, 3])
  })
})

describe('used elsewhere too', () => {
  test('is learnt, calls in flight on top', () => {
    expect(after({ used: 4, made: 4, answered: 1 }, report(300), { inFlight: 2 })).toEqual({
      count: { used: 102, made: 4, answered: 2, reported: 300, learned: 0, parked: false },
      surprise: 'The office leaves fewer calls than this server counted: others use its ID, or the limit is smaller',
    })
  })

  test('is put right by the reports of those in flight', () => {
    const count = after({ used: 4, answered: 1 }, report(300), { inFlight: 2 }).count
    const then = after(count, report(301), { inFlight: 1 }).count
    expect([then.used, after(then, report(299)).count.used]).toEqual([101, 101])
  })
})

describe('a larger allowance than configured', () => {
  test('is learnt from what is left, and said once', () => {
    const first = after({ used: 1, made: 1 }, report(799))
    expect(first).toEqual({
      count: { used: 1, made: 1, answered: 1, reported: 799, learned: 800, parked: false },
      surprise: 'The office allows more calls a day than are configured',
    })
    const second = after(reserved(first.count), report(798))
    expect(second).toEqual({
      count: { used: 2, made: 2, answered: 2, reported: 798, learned: 800, parked: false },
    })
    expect([left(second.count, allowance), limitOf(second.count, allowance)]).toEqual([798, 800])
  })

  test('is learnt in full from parallel answers in any order, others’ use between them included', () => {
    let count = reserved(reserved(reserved(newDay(0))))
    for (const [index, remaining] of [770, 798, 799].entries())
      count = settled(count, report(remaining), { allowance, inFlight: 2 - index, midnight: 'far' }).count
    expect([count.learned, left(count, allowance)]).toEqual([800, 770])
  })

  test('is what is left of it where others used it first', () => {
    const { count } = after({ used: 1, made: 1 }, report(499))
    expect([limitOf(count, allowance), left(count, allowance)]).toEqual([500, 499])
  })

  test('below the configured limit is not told apart from others’ use, and leaves the same', () => {
    const { count } = after({ used: 1, made: 1 }, report(199))
    expect([limitOf(count, allowance), left(count, allowance), count.used - count.made]).toEqual([400, 199, 200])
  })

  test('does not raise a ceiling, and others’ use does not lower it', () => {
    const ceiling = { limit: 3, isCeiling: true }
    const { count } = after({ used: 1, made: 1 }, report(500), { allowance: ceiling })
    const later = after(reserved(count), report(400), { allowance: ceiling }).count
    expect([limitOf(later, ceiling), left(later, ceiling), left(reserved(later), ceiling)]).toEqual([3, 1, 0])
  })
})

describe('203', () => {
  test('parks, and is a surprise where calls were left', () => {
    expect(after({ used: 10 }, { kind: 'spent' })).toEqual({
      count: { ...newDay(0), used: 10, parked: true },
      surprise: 'The office says 203 before this server spent the day',
    })
  })

  test('is no surprise at the end', () => {
    expect(after({ used: LIMIT }, { kind: 'spent' })).toEqual({ count: { ...newDay(0), used: LIMIT, parked: true } })
  })
})

describe('around midnight', () => {
  test('what the office says to a call that lasted over it belongs to neither day', () => {
    const outcomes = [report(3), { kind: 'spent' } as const].map(
      (outcome) => after({ used: 5 }, outcome, { midnight: 'over' }).count,
    )
    expect(outcomes).toEqual([
      { ...newDay(0), used: 5, answered: 1 },
      { ...newDay(0), used: 5 },
    ])
  })

  test('moments after it, yesterday’s last words are not believed, today’s are', () => {
    const midnight = 'after'
    expect([
      after({ used: 1 }, { kind: 'spent' }, { midnight }).count.parked,
      after({ used: 1 }, report(2), { midnight }).count,
      after({ used: 1 }, report(399), { midnight }).count.reported,
    ]).toEqual([false, { ...newDay(0), used: 1, answered: 1 }, 399])
  })
})
