import { expect, test } from 'vitest'
import { CallsExceeded, NotCached } from '../../src/errors.ts'
import { type Event, Spending } from '../../src/quota/spending.ts'

const progress = ['APP_PROGRESS', '2020000101'] as const
const citations = ['CITE_DOC_INFO', '2020000101'] as const

async function sent(spending: Spending, asked: readonly [string, string]): Promise<void> {
  await spending.claim(asked[0])
  spending.paid(asked, { remaining: 7 })
}

test('counts each attempt of a call', async () => {
  const spending = new Spending({ startedAt: 0 })
  for (const asked of [progress, citations, progress]) await sent(spending, asked)
  expect([...spending.calls]).toEqual([
    ['APP_PROGRESS', 2],
    ['CITE_DOC_INFO', 1],
  ])
})

test('counts an answered question once, and says how many answers were older than wanted', () => {
  const spending = new Spending({ startedAt: 0 })
  spending.served('stored', progress)
  spending.served('stale', citations)
  spending.served('stale', citations)
  expect([spending.cached, spending.stale]).toEqual([2, 1])
})

test('what its own calls brought saves nothing, neither the answer nor a fact in it', async () => {
  const spending = new Spending({ startedAt: 0 })
  await sent(spending, progress)
  spending.brought(['fact1/numbers/2020000101'])
  spending.served('stored', progress)
  spending.served('fact', ['CASE_NUMBER_REFERENCE', 'application/2020000101'], { by: 'fact1/numbers/2020000101' })
  expect(spending.cached).toBe(0)
})

test('tells each event as it happens, with the field that asked first', async () => {
  const events: Event[] = []
  const spending = new Spending({ startedAt: 0, onEvent: (event) => events.push(event) })
  const place = { prev: undefined, key: 'application' }
  spending.asks(progress, place)
  spending.asks(progress, { prev: undefined, key: 'later' })
  await sent(spending, progress)
  spending.refused(citations)
  expect(events).toEqual([
    { place, endpoint: 'APP_PROGRESS', key: '2020000101', outcome: 'paid', waitedMs: 0, remaining: 7 },
    {
      place: undefined,
      endpoint: 'CITE_DOC_INFO',
      key: '2020000101',
      outcome: 'refused',
      waitedMs: 0,
      remaining: null,
    },
  ])
})

test('nothing may be claimed where only stored answers are wanted', async () => {
  const spending = new Spending({ startedAt: 0 })
  spending.agree({ onlyIfCached: true })
  await expect(spending.claim('APP_PROGRESS')).rejects.toThrow(NotCached)
})

test('exactly as many calls are sent as are allowed, though some that were begun never leave', async () => {
  const spending = new Spending({ startedAt: 0 })
  spending.agree({ maxCalls: 2 })
  const outcomes: string[] = []
  const attempt = async (name: string, leaves: boolean) => {
    try {
      await spending.claim('APP_PROGRESS')
      await new Promise(setImmediate)
      if (leaves) spending.paid(['APP_PROGRESS', name])
      else spending.release()
      outcomes.push(`${name} ${leaves ? 'sent' : 'not sent'}`)
    } catch (error) {
      outcomes.push(`${name} ${error instanceof CallsExceeded ? 'exceeded' : String(error)}`)
    }
  }
  await Promise.all([
    attempt('a', false),
    attempt('b', true),
    attempt('c', true),
    attempt('d', true),
    attempt('e', true),
  ])
  expect(outcomes.toSorted()).toEqual(['a not sent', 'b sent', 'c sent', 'd exceeded', 'e exceeded'])
})

test('an answer is young enough by its age at the start, or where it came for the operation itself', () => {
  const spending = new Spending({ startedAt: 100_000 })
  expect(spending.isYoungEnough(0)).toBe(true)
  spending.agree({ maxAgeMs: 1_000 })
  spending.brought(['answer/APP_PROGRESS/1'])
  expect([99_000, 98_999].map((at) => spending.isYoungEnough(at))).toEqual([true, false])
  expect(spending.isYoungEnough(0, 'answer/APP_PROGRESS/1')).toBe(true)
})

test('waits side by side are not added up', () => {
  const spending = new Spending({ startedAt: 1_000 })
  spending.waited(2_000)
  spending.waited(500)
  expect(spending.waitedMs).toBe(2_000)
})

test('waits after one another are added up, overlaps once', () => {
  const spending = new Spending({ startedAt: 0 })
  spending.waited(1_000, 9_000)
  spending.waited(3_000, 4_000)
  spending.waited(2_000, 5_000)
  spending.waited(0, 100_000)
  expect(spending.waitedMs).toBe(5_000)
})

test('an operation without calls spent and waited nothing', () => {
  const { calls, cached, stale, waitedMs } = new Spending({ startedAt: 0 })
  expect([calls.size, cached, stale, waitedMs]).toEqual([0, 0, 0, 0])
})

test('who waits for the call of another waits for it from his coming on, and for that call only', () => {
  const asker = new Spending({ startedAt: 0 })
  asker.waited(20_000, 20_000, 'a call')
  asker.waited(40_000, 40_000, 'another call')
  const [early, late] = [new Spending({ startedAt: 5_000 }), new Spending({ startedAt: 25_000 })]
  early.waitedWith(asker, 'a call', 5_000)
  late.waitedWith(asker, 'a call', 25_000)
  expect([early.waitedMs, late.waitedMs]).toEqual([15_000, 0])
})
