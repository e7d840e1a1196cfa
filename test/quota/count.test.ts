import { describe, expect, test } from 'vitest'
import { givenBack, newDay, reserved, settled, type Circumstances, type DayCount } from '../../src/quota/count.ts'
import type { Outcome } from '../../src/quota/ledger.ts'

const LIMIT = 400

function after(count: Partial<DayCount>, outcome: Outcome, circumstances: Partial<Circumstances> = {}) {
  return settled({ ...newDay(0), ...count }, outcome, { limit: LIMIT, inFlight: 0, midnight: 'far', ...circumstances })
}

const report = (remaining: number | null): Outcome => ({ kind: 'answered', remaining })

describe('used alone', () => {
  test('three calls at once whose answers come in the wrong order end exact', () => {
    let count = reserved(reserved(reserved(newDay(0))))
    const used = [397, 399, 398].map((remaining, index) => {
      count = settled(count, report(remaining), { limit: LIMIT, inFlight: 2 - index, midnight: 'far' }).count
      return count.used
    })
    expect(used).toEqual([3, 3, 3])
    expect(count).toEqual({ used: 3, answered: 3, office: 3, reported: 397, parked: false })
  })

  test('a call without an answer is taken out by the next report', () => {
    const unknown = after({ used: 5, answered: 4, office: 4 }, { kind: 'unknown' }).count
    expect(unknown.used).toBe(5)
    expect(after(reserved(unknown), report(395)).count.used).toBe(5)
  })

  test('a call without an answer that was counted stays', () => {
    expect(after({ used: 6, answered: 4, office: 4 }, report(394)).count.used).toBe(6)
  })

  test('an archive is counted without a report', () => {
    expect(after({ used: 1 }, report(null)).count).toEqual({
      used: 1,
      answered: 1,
      office: 0,
      reported: null,
      parked: false,
    })
  })

  test('an answer repeated by a cache on the way, with the counter of the first, is counted all the same', () => {
    expect(after({ used: 3, answered: 2, office: 2 }, report(398)).count.used).toBe(3)
  })

  test('a call that was not sent is given back, but never below what the office counted', () => {
    expect([givenBack({ ...newDay(0), used: 3 }).used, givenBack({ ...newDay(0), used: 3, office: 3 }).used]).toEqual([
      2, 3,
    ])
  })
})

describe('used elsewhere too', () => {
  test('is learnt, calls in flight on top', () => {
    expect(after({ used: 4, answered: 1 }, report(300), { inFlight: 2 })).toEqual({
      count: { used: 102, answered: 2, office: 100, reported: 300, parked: false },
      surprise: 'The office counted more calls than this server made',
    })
  })

  test('is put right by the reports of those in flight', () => {
    const count = after({ used: 4, answered: 1 }, report(300), { inFlight: 2 }).count
    const then = after(count, report(301), { inFlight: 1 }).count
    expect([then.used, after(then, report(299)).count.used]).toEqual([101, 101])
  })
})

describe('a larger allowance than configured', () => {
  test('leaves our count as it is and is shown', () => {
    expect(after({ used: 1 }, report(799))).toEqual({
      count: { used: 1, answered: 1, office: 0, reported: 799, parked: false },
      surprise: 'The office allows more calls a day than are configured',
    })
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
      after({ used: 1 }, report(399), { midnight }).count.office,
    ]).toEqual([false, { ...newDay(0), used: 1, answered: 1 }, 1])
  })
})
