import { describe, expect, test } from 'vitest'
import { claimOf, type DividedDay, type Division, isShort, overdrawn } from '../../src/quota/shares.ts'

const batch = { name: 'batch', isInteractive: false }
const portal = { name: 'portal', isInteractive: true }
const stranger = { name: 'stranger', isInteractive: false }

/** 100 calls a day: 30 for batch, 20 for portal, 10 in reserve, 40 in common. */
function day(left: number, used: Record<string, number> = {}, rest: Partial<DividedDay> = {}): DividedDay {
  const shares = new Map([
    ['batch', 30],
    ['portal', 20],
  ])
  return { left, usedBy: (caller) => used[caller] ?? 0, shares, reserve: 10, isLent: false, ...rest }
}

const remaining = (given: DividedDay) => [batch, portal, stranger].map((caller) => claimOf(caller, given).remaining)

describe('of a day', () => {
  test('a caller has its share and what is in common, a person the reserve too', () => {
    expect(claimOf(batch, day(100))).toEqual({ share: 30, used: 0, guaranteed: 30, remaining: 70 })
    expect(claimOf(portal, day(100))).toEqual({ share: 20, used: 0, guaranteed: 20, remaining: 70 })
    expect(claimOf(stranger, day(100))).toEqual({ share: 0, used: 0, guaranteed: 0, remaining: 40 })
  })

  test('what is in common goes to who asks first; each has its own share then', () => {
    expect(remaining(day(60, { stranger: 40 }))).toEqual([30, 30, 0])
    expect(remaining(day(30, { batch: 70 }))).toEqual([0, 30, 0])
    expect(claimOf(batch, day(30, { batch: 70 }))).toEqual({ share: 30, used: 70, guaranteed: 0, remaining: 0 })
  })

  test('a person takes from the common part first, from the reserve last', () => {
    expect(remaining(day(60, { portal: 40 }))).toEqual([50, 30, 20])
    expect(remaining(day(40, { portal: 60 }))).toEqual([30, 10, 0])
    expect(remaining(day(30, { portal: 70 }))).toEqual([30, 0, 0])
  })

  test('what others with the same ID use comes off the common part, then off the reserve, then off the shares', () => {
    expect(remaining(day(70))).toEqual([40, 40, 10])
    expect(remaining(day(55))).toEqual([30, 25, 0])
    expect(remaining(day(50))).toEqual([30, 20, 0])
    expect(remaining(day(25))).toEqual([25, 20, 0])
    expect(remaining(day(0))).toEqual([0, 0, 0])
    expect([100, 50, 49, 0].map((left) => isShort(day(left)))).toEqual([false, false, true, true])
  })

  test('a larger limit adds to the common part', () => {
    expect(remaining(day(130))).toEqual([100, 100, 70])
  })

  test('nothing is kept once it is lent', () => {
    const lent = day(12, { batch: 88 }, { isLent: true })
    expect(remaining(lent)).toEqual([12, 12, 12])
    expect(claimOf(portal, lent)).toEqual({ share: 20, used: 0, guaranteed: 0, remaining: 12 })
    expect(isShort(lent)).toBe(false)
  })

  test('a share that was lowered below what is used keeps nothing more, and gives the rest to all', () => {
    const shares = new Map([['batch', 5]])
    expect(remaining(day(80, { batch: 20 }, { shares }))).toEqual([70, 80, 70])
  })
})

describe('a division', () => {
  const limits = { PROGRESS: 100, CITATIONS: 50, REGISTER: 0 }
  const division = (reserve: Division['reserve'], ...shares: Record<string, number>[]): Division => ({
    reserve,
    callers: () => shares.map((each, index) => ({ name: `caller-${index + 1}`, shares: each })),
  })

  test('may give away all that there is', () => {
    expect(overdrawn(division({ PROGRESS: 10 }, { PROGRESS: 60 }, { PROGRESS: 30, CITATIONS: 50 }), limits)).toEqual([])
  })

  test('of more than there is is named with its figures', () => {
    const shares = [
      { PROGRESS: 60, CITATIONS: 50 },
      { PROGRESS: 31, REGISTER: 1 },
    ]
    expect(overdrawn(division({ PROGRESS: 10, CITATIONS: 1 }, ...shares), limits)).toEqual([
      'PROGRESS has 100 calls a day; what is given away comes to 101 (caller-1 60, caller-2 31, reserve 10)',
      'CITATIONS has 50 calls a day; what is given away comes to 51 (caller-1 50, reserve 1)',
      'REGISTER has 0 calls a day; what is given away comes to 1 (caller-2 1)',
    ])
  })
})
