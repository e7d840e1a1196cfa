import { expect, test } from 'vitest'
import { Spending } from '../../src/quota/spending.ts'

test('counts each attempt of a call', () => {
  const spending = new Spending(0, 10_000)
  for (const endpoint of ['APP_PROGRESS', 'CITE_DOC_INFO', 'APP_PROGRESS']) spending.paid(endpoint)
  expect([...spending.calls]).toEqual([
    ['APP_PROGRESS', 2],
    ['CITE_DOC_INFO', 1],
  ])
})

test('counts a stored answer once, and says how many were older than wanted', () => {
  const spending = new Spending(0, 10_000)
  spending.servedFromStore('a')
  spending.servedFromStore('b', { stale: true })
  spending.servedFromStore('b', { stale: true })
  expect([spending.cached, spending.stale]).toEqual([2, 1])
})

test('waits side by side are not added up', () => {
  const spending = new Spending(1_000, 10_000)
  spending.waited(2_000)
  spending.waited(500)
  expect(spending.waitedMs).toBe(2_000)
})

test('waits after one another are added up, overlaps once', () => {
  const spending = new Spending(0, 10_000)
  spending.waited(1_000, 9_000)
  spending.waited(3_000, 4_000)
  spending.waited(2_000, 5_000)
  spending.waited(0, 100_000)
  expect(spending.waitedMs).toBe(5_000)
})

test('an operation without calls spent and waited nothing', () => {
  const { calls, cached, stale, waitedMs } = new Spending(0, 1)
  expect([calls.size, cached, stale, waitedMs]).toEqual([0, 0, 0, 0])
})

test('who waits for the call of another waits for it from his coming on, and for that call only', () => {
  const asker = new Spending(0, 60_000)
  asker.waited(20_000, 20_000, 'a call')
  asker.waited(40_000, 40_000, 'another call')
  const [early, late] = [new Spending(5_000, 60_000), new Spending(25_000, 60_000)]
  early.waitedWith(asker, 'a call', 5_000)
  late.waitedWith(asker, 'a call', 25_000)
  expect([early.waitedMs, late.waitedMs]).toEqual([15_000, 0])
})
