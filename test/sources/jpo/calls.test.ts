import { expect, test } from 'vitest'
import type { JpoToken } from '../../../src/auth/jpo-token.ts'
import type { Http } from '../../../src/http/http.ts'
import { createSqliteJournal } from '../../../src/quota/sqlite-journal.ts'
import { Spending } from '../../../src/quota/spending.ts'
import { createSqliteLedger } from '../../../src/quota/sqlite-ledger.ts'
import { createTurns } from '../../../src/quota/turns.ts'
import { createCalls } from '../../../src/sources/jpo/calls.ts'
import { createClient } from '../../../src/sources/jpo/client.ts'
import { openDatabase } from '../../../src/store/database.ts'
import { keptLog } from '../../support/log.ts'
import { type ManualClock, manualClock } from '../../support/manual-clock.ts'

const noon = Date.UTC(2026, 10, 23, 3)
const answer = JSON.stringify({
  result: { statusCode: '107', errorMessage: 'none', remainAccessCount: '', data: {} },
})

/** An office to which a connection takes `connectMs`: only then does the request leave; the answer takes five seconds. */
function slowOffice(clock: ManualClock, connectMs: (call: number) => number) {
  const departures: number[] = []
  let calls = 0
  const http: Http = {
    async get(_url, { onSent } = {}) {
      await clock.sleep(connectMs(calls++))
      onSent?.()
      departures.push(clock.now())
      await clock.sleep(5_000)
      return { status: 200, contentType: 'application/json', bytes: Buffer.from(answer) }
    },
    postForm: () => Promise.reject(new Error('no token is asked for')),
    giveUp: () => undefined,
    close: () => Promise.resolve(),
  }
  return { http, departures }
}

const token: JpoToken = {
  get: () => Promise.resolve('token'),
  refused: () => Promise.reject(new Error('not refused')),
  accepted: () => undefined,
  state: () => 'ok',
}

test.each([
  ['all connections take 20 s', () => 20_000, 80_250],
  ['the first ten take 34 s, all others none', (call: number) => (call < 10 ? 34_000 : 0), 94_250],
  ['every other takes 9 s', (call: number) => (call % 2) * 9_000, 60_250],
])('where %s, no eleven calls leave within sixty seconds', async (_name, connectMs, eleventhTurnMs) => {
  const clock = manualClock(noon)
  const log = keptLog()
  const database = openDatabase({ kind: 'memory' })
  const account = 'a'
  const limits = { APPLICANT_ATTORNEY_CD: 400 }
  const ledger = createSqliteLedger({ database, account, limits, requestsPerMinute: 10, clock, log })
  const journal = createSqliteJournal({ database, account, clock, log })
  const { http, departures } = slowOffice(clock, connectMs)
  const client = createClient({ http, origin: 'http://office.example' })
  const calls = createCalls({ client, token, turns: createTurns({ ledger, clock }), ledger, journal, clock })
  const all = Array.from({ length: 35 }, (_, index) => {
    const spending = new Spending({ startedAt: noon })
    spending.agree({ waitMs: 600_000 })
    return calls.call('APPLICANT_ATTORNEY_CD', String(900_000_000 + index), spending)
  })
  // In steps: bytes and promises settle between them.
  for (let second = 0; second < 600; second++) await clock.advance(1_000)
  const answers = await Promise.all(all)

  expect(departures).toHaveLength(35)
  const closest = departures.slice(10).map((departure, index) => departure - (departures[index] ?? 0))
  expect(Math.min(...closest)).toBeGreaterThan(60_000)
  // The day of an answer is that of its turn, however long it took to leave; the next turns count from the departures.
  expect(answers.slice(0, 11).map(({ startedAt }) => startedAt - noon)).toEqual([
    ...new Array<number>(10).fill(0),
    eleventhTurnMs,
  ])
})
