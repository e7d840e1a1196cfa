import { expect, test } from 'vitest'
import { QuotaExhausted } from '../../src/errors.ts'
import type { Claimant } from '../../src/quota/shares.ts'
import { createSqliteLedger } from '../../src/quota/sqlite-ledger.ts'
import { createTurns } from '../../src/quota/turns.ts'
import { openDatabase } from '../../src/store/database.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'

const NOON = Date.UTC(2026, 10, 23, 3)
const MINUTE = 60_250

/** Of A's 400 calls 300 are greedy's and 10 light's, C has one, and that is light's. */
const shares = [
  { name: 'greedy', shares: { A: 300 } },
  { name: 'light', shares: { A: 10, C: 1 } },
]

/** Three starts a minute. */
function open({ callers = shares } = {}) {
  const clock = manualClock(NOON)
  const ledger = createSqliteLedger({
    database: openDatabase({ kind: 'memory' }),
    account: 'a',
    limits: { A: 400, C: 1 },
    requestsPerMinute: 3,
    division: { reserve: {}, callers: () => callers },
    clock,
    log: keptLog(),
  })
  const turns = createTurns({ ledger, clock })
  const served: string[] = []

  /** One operation that wants one call, or several. */
  async function operation(name: string, { calls = 1, endpoint = 'A' } = {}): Promise<void> {
    const caller: Claimant = { name: name.split(' ')[0] ?? '', isInteractive: false }
    const asker = { deadline: NOON + 7 * 3_600_000, caller }
    const all = Array.from({ length: calls }, () => turns.take(endpoint, asker))
    for (const turn of all) {
      const { reservation } = await turn
      served.push(name)
      await ledger.departed(reservation)
    }
  }

  return { clock, turns, served, operation }
}

test('turns go round among callers: one with 200 operations does not keep one with one waiting', async () => {
  const { clock, served, operation } = open({ callers: [] })
  for (let count = 1; count <= 200; count++) void operation(`greedy ${count}`)
  await clock.advance(1_000)
  void operation('light 1')
  void operation('other 1')
  await clock.advance(MINUTE)
  expect(served).toEqual(['greedy 1', 'greedy 2', 'greedy 3', 'greedy 4', 'light 1', 'other 1'])
})

test('of each caller turns go round among its operations', async () => {
  const { clock, served, operation } = open({ callers: [] })
  void operation('greedy 1', { calls: 4 })
  await clock.advance(1_000)
  void operation('greedy 2', { calls: 3 })
  void operation('light 1', { calls: 2 })
  void operation('light 2', { calls: 2 })
  await clock.advance(2 * MINUTE)
  expect(served.slice(0, 3)).toEqual(['greedy 1', 'greedy 1', 'greedy 1'])
  expect(served.slice(3)).toEqual(['greedy 1', 'light 1', 'greedy 2', 'light 2', 'greedy 2', 'light 1'])
})

test('while shares are kept the first turn of a caller is had at once though another waits for many', async () => {
  const { clock, served, operation } = open()
  for (let count = 1; count <= 200; count++) void operation(`greedy ${count}`)
  await clock.advance(30_000)
  void operation('light 1')
  await clock.advance(0)
  expect(served).toEqual(['greedy 1', 'greedy 2', 'light 1'])
  void operation('light 2')
  await clock.advance(30_250)
  expect(served.slice(3)).toEqual(['greedy 3'])
  await clock.advance(30_000)
  expect(served.slice(4)).toEqual(['light 2'])
})

test('before a caller’s calls come only as many of another’s as it has itself', async () => {
  const { clock, turns, operation } = open({ callers: [] })
  for (let count = 1; count <= 203; count++) void operation(`greedy ${count}`)
  void operation('light 1', { calls: 4 })
  await clock.advance(0)
  const before = (name: string, count: number) => turns.waitingBefore({ name, isInteractive: false }, count)
  expect([turns.waiting, before('greedy', 5), before('light', 5), before('other', 2)]).toEqual([204, 204, 8, 4])
})

test('who has no share left is told so at once, though others wait, and holds nobody up', async () => {
  const { clock, turns, served, operation } = open()
  for (let count = 1; count <= 4; count++) void operation(`light ${count}`)
  await clock.advance(1_000)
  const asker = { deadline: NOON + 1_000_000, caller: { name: 'greedy', isInteractive: false } }
  const failure = await turns.take('C', asker).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(QuotaExhausted)
  expect(failure).toMatchObject({
    message:
      "Your share of today's calls to C is spent (share 0, used 0), and what is left is kept for others. What is unused is " +
      'lent to everybody from 2026-11-23T20:00:00+09:00; the office counts anew from 2026-11-24T00:00:00+09:00.',
    extensions: {
      code: 'QUOTA_EXHAUSTED',
      endpoint: 'C',
      resetsAt: '2026-11-24T00:00:00+09:00',
      share: { limit: 0, used: 0, lentFrom: '2026-11-23T20:00:00+09:00' },
    },
  })
  void operation('light c', { endpoint: 'C' })
  await clock.advance(2 * MINUTE)
  expect(served).toEqual(['light 1', 'light 2', 'light 3', 'light 4', 'light c'])
})
