import { describe, expect, test } from 'vitest'
import { Minute, placeOf } from '../../src/quota/minute.ts'

const shared = { perMinute: 10, isShared: true }

/** When a caller's next starts come, or anybody's. */
function upcoming(starts: readonly number[], perMinute: number, now: number, count: number): number[] {
  const minute = new Minute(
    starts.map((at) => ({ at, caller: null })),
    now,
    { perMinute, isShared: false },
  )
  return Array.from({ length: count }, () => minute.take(null))
}

/** Seconds from `now` on, of each who takes a place in this order; `starts` in seconds before it. */
function order(starts: Readonly<Record<string, readonly number[]>>, ...callers: string[]): number[] {
  const now = 1_000_000
  const places = Object.entries(starts).flatMap(([caller, ago]) => ago.map((s) => ({ at: now - s * 1_000, caller })))
  const minute = new Minute(places, now, shared)
  return callers.map((caller) => (minute.take(caller) - now) / 1_000)
}

test('a start keeps its place from its departure; until then it might leave any moment, for a minute', () => {
  expect(placeOf({ startedAt: 1_000, departedAt: 9_000 }, 20_000)).toBe(9_000)
  expect(placeOf({ startedAt: 1_000, departedAt: null }, 20_000)).toBe(20_000)
  expect(placeOf({ startedAt: 1_000, departedAt: null }, 90_000)).toBe(61_000)
})

test('free places are taken now', () => {
  expect(upcoming([900, 950], 4, 1_000, 2)).toEqual([1_000, 1_000])
})

test('a full window frees its places in the order they were taken, a minute and a bit later', () => {
  expect(upcoming([900, 100], 2, 1_000, 3)).toEqual([60_350, 61_150, 120_600])
})

test('starts of the future count as now', () => {
  expect(upcoming([500_000], 1, 1_000, 1)).toEqual([61_250])
})

test('a window with more starts than are now allowed waits for enough of them to pass', () => {
  expect(upcoming([100, 200, 300], 1, 1_000, 1)).toEqual([60_550])
})

describe('while shares are kept', () => {
  const greedy = Array.from({ length: 12 }, () => 'greedy')

  test('one caller has eight of ten places, and who had none in the minute finds one free', () => {
    expect(order({}, ...greedy)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 60.25, 60.25, 60.25, 60.25])
    expect(order({}, ...greedy, 'light', 'other', 'light')).toEqual([
      ...[0, 0, 0, 0, 0, 0, 0, 0, 60.25, 60.25, 60.25, 60.25],
      ...[0, 0, 60.25],
    ])
  })

  test('who had one has the next when all but eight have passed', () => {
    const starts = { light: [40], other: [30], greedy: [20, 20, 20, 20, 20, 20, 20] }
    expect(order(starts, 'greedy', 'light')).toEqual([30.25, 40.25])
    expect(order(starts, 'third', 'fourth')).toEqual([0, 20.25])
  })

  test('of one place a minute each has it in turn', () => {
    const minute = (caller: string) =>
      new Minute([{ at: 0, caller: 'greedy' }], 10_000, { perMinute: 1, isShared: true }).take(caller)
    expect([minute('greedy'), minute('light')]).toEqual([60_250, 60_250])
  })

  test('what is left of the minute is left for whom', () => {
    const minute = (starts: number, name: string) => {
      const places = Array.from({ length: starts }, () => ({ at: 0, caller: 'greedy' }))
      return new Minute(places, 10_000, shared).left(name)
    }
    expect([0, 7, 8, 9, 10].map((starts) => minute(starts, 'light'))).toEqual([8, 1, 1, 1, 0])
    expect([1, 7, 8, 9, 10].map((starts) => minute(starts, 'greedy'))).toEqual([7, 1, 0, 0, 0])
    expect(new Minute([{ at: 0, caller: 'greedy' }], 10_000, shared).left(null)).toBe(9)
  })
})
