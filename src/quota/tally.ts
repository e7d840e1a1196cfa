import type { Clock } from '../clock.ts'
import { integer, reasonOf, text, type Database } from '../store/database.ts'
import type { Log } from '../store/log.ts'
import { officeDay } from './day.ts'
import type { Outcome } from './spending.ts'

/** What became of one endpoint's questions in one day. */
export type TallyRow = Readonly<Record<Outcome, number>>

/** Counts what was asked and how it was answered, for as long as the office's day. */
export interface Tally {
  /** Never fails: an answer is worth more than its count. `at`: when a call was sent, that is its day; else now. */
  add(endpoint: string, outcome: Outcome, at?: number): void
  /** Today's counts by endpoint, those of other processes included; only this one's while the store cannot be read. */
  today(): Promise<ReadonlyMap<string, TallyRow>>
  /** Writes down what is only in memory. */
  flush(): void
}

export interface TallyOptions {
  readonly database: Database
  readonly account: string
  readonly clock: Clock
  readonly log: Log
}

/** A stored answer should not cost a write of its own; a process that is killed loses this much of its counts. */
const WRITTEN_WITHIN = 1_000

/** Of an endpoint that nobody asked today. */
export const nothingAsked: TallyRow = { stored: 0, fact: 0, shared: 0, paid: 0, stale: 0, refused: 0 }

type Count = readonly [endpoint: string, outcome: Outcome, count: number]

const schema = `
  CREATE TABLE IF NOT EXISTS tally_v1 (
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    outcome TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (account, day, endpoint, outcome)
  ) STRICT`

export function createTally({ database, account, clock, log }: TallyOptions): Tally {
  database.ensure(schema)
  const add = database.prepare(
    'INSERT INTO tally_v1 VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
  )
  const forget = database.prepare('DELETE FROM tally_v1 WHERE account = ? AND day < ?')
  const select = database.prepare('SELECT endpoint, outcome, count FROM tally_v1 WHERE account = ? AND day = ?')
  let unwritten = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (unwritten.size === 0) return
    try {
      database.transaction(() => {
        forget.run(account, officeDay(clock.now()))
        for (const [key, count] of unwritten) {
          const [day = '', endpoint = '', outcome = ''] = key.split(' ')
          add.run(account, day, endpoint, outcome, count)
        }
      })
      unwritten = new Map()
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, 'What was asked and saved cannot be counted now; it is written down later')
    }
  }

  function written(): Count[] {
    try {
      const rows = select.all(account, officeDay(clock.now()))
      return rows.map((row) => [text(row, 'endpoint'), text(row, 'outcome') as Outcome, integer(row, 'count')])
    } catch (error) {
      log.warn(
        { reason: reasonOf(error) },
        'What was asked and saved cannot be read; what this server counted is shown',
      )
      return []
    }
  }

  function inMemory(): Count[] {
    return [...unwritten].flatMap(([key, count]): Count[] => {
      const [day, endpoint = '', outcome] = key.split(' ')
      return day === officeDay(clock.now()) ? [[endpoint, outcome as Outcome, count]] : []
    })
  }

  return {
    add(endpoint, outcome, at = clock.now()) {
      const key = `${officeDay(at)} ${endpoint} ${outcome}`
      unwritten.set(key, (unwritten.get(key) ?? 0) + 1)
      timer ??= setTimeout(flush, WRITTEN_WITHIN).unref()
    },
    today() {
      flush()
      const rows = new Map<string, TallyRow>()
      for (const [endpoint, outcome, count] of [...written(), ...inMemory()]) {
        const row = rows.get(endpoint) ?? nothingAsked
        rows.set(endpoint, { ...row, [outcome]: row[outcome] + count })
      }
      return Promise.resolve(rows)
    },
    flush,
  }
}
