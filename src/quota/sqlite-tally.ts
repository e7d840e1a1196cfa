import type { Clock } from '../clock.ts'
import { integer, text, type Database } from '../store/database.ts'
import type { Log } from '../store/log.ts'
import { officeDay } from './day.ts'
import type { Outcome } from './spending.ts'
import { createTally, type Tally } from './tally.ts'

export interface SqliteTallyOptions {
  readonly database: Database
  readonly account: string
  readonly clock: Clock
  readonly log: Log
}

const schema = `
  CREATE TABLE IF NOT EXISTS tally_v1 (
    account TEXT NOT NULL,
    day TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    outcome TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (account, day, endpoint, outcome)
  ) STRICT`

export function createSqliteTally({ database, account, clock, log }: SqliteTallyOptions): Tally {
  database.ensure(schema)
  const add = database.prepare(
    'INSERT INTO tally_v1 VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
  )
  const forget = database.prepare('DELETE FROM tally_v1 WHERE account = ? AND day < ?')
  const select = database.prepare('SELECT endpoint, outcome, count FROM tally_v1 WHERE account = ? AND day = ?')
  return createTally({
    sheet: {
      add(counts) {
        database.transaction(() => {
          forget.run(account, officeDay(clock.now()))
          for (const { day, endpoint, outcome, count } of counts) add.run(account, day, endpoint, outcome, count)
        })
      },
      read: (day) =>
        select.all(account, day).map((row) => ({
          day,
          endpoint: text(row, 'endpoint'),
          outcome: text(row, 'outcome') as Outcome,
          count: integer(row, 'count'),
        })),
    },
    clock,
    log,
  })
}
