import { expect, test } from 'vitest'
import { nextStarts, placeOf } from '../../src/quota/minute.ts'

test('a start keeps its place from its departure; until then it might leave any moment, for a minute', () => {
  expect(placeOf({ startedAt: 1_000, departedAt: 9_000 }, 20_000)).toBe(9_000)
  expect(placeOf({ startedAt: 1_000, departedAt: null }, 20_000)).toBe(20_000)
  expect(placeOf({ startedAt: 1_000, departedAt: null }, 90_000)).toBe(61_000)
})

test('free places are taken now', () => {
  expect(nextStarts([900, 950], 4, 1_000, 2)).toEqual([1_000, 1_000])
})

test('a full window frees its places in the order they were taken, a minute and a bit later', () => {
  expect(nextStarts([900, 100], 2, 1_000, 3)).toEqual([60_350, 61_150, 120_600])
})

test('starts of the future count as now', () => {
  expect(nextStarts([500_000], 1, 1_000, 1)).toEqual([61_250])
})

test('a window with more starts than are now allowed waits for enough of them to pass', () => {
  expect(nextStarts([100, 200, 300], 1, 1_000, 1)).toEqual([60_550])
})
