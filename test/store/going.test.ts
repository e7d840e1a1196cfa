import { expect, test } from 'vitest'
import { goesAt } from '../../src/store/going.ts'

const DAY = 24 * 3_600_000
const days = (callsADay: number, size: number) => goesAt({ retrievedAt: 0, callsADay, size }) / DAY

test('an answer goes a month after it was asked, later in proportion to its price, sooner in proportion to its room', () => {
  expect([days(400, 800), days(200, 800), days(50, 800), days(30, 800)]).toEqual([30, 60, 240, 400])
  expect([days(100, 16 * 1024), days(100, 32 * 1024), days(100, 1024 * 1024)]).toEqual([120, 60, 1.875])
})
