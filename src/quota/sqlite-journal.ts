import type { Clock } from '../clock.ts'
import { integer, reasonOf, text, textOrNull, type Database } from '../store/database.ts'
import type { Log } from '../store/log.ts'
import { officeDay } from './day.ts'
import { createReport, type Journal, type JournalEntry, type JournalOutcome, KEPT, type UsageRow } from './journal.ts'

export interface SqliteJournalOptions {
  readonly database: Database
  readonly account: string
  readonly clock: Clock
  readonly log: Log
}

const PRUNED_EVERY = 3_600_000

const schema = `
  CREATE TABLE IF NOT EXISTS journal_v1 (
    account TEXT NOT NULL,
    at INTEGER NOT NULL,
    day TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    key TEXT NOT NULL,
    outcome TEXT NOT NULL,
    status_code TEXT,
    remaining INTEGER,
    waited_ms INTEGER NOT NULL,
    attempt INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS journal_v1_at ON journal_v1 (account, at)`

export function createSqliteJournal({ database, account, clock, log }: SqliteJournalOptions): Journal {
  database.ensure(schema)
  const insert = database.prepare('INSERT INTO journal_v1 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const prune = database.prepare('DELETE FROM journal_v1 WHERE account = ? AND at < ?')
  const select = database.prepare(
    'SELECT at, endpoint, outcome, status_code, waited_ms FROM journal_v1 WHERE account = ? AND at >= ?',
  )
  let prunedAt = -Infinity

  function write({ at, endpoint, key, outcome, statusCode, remaining, waitedMs, attempt }: JournalEntry): void {
    insert.run(account, at, officeDay(at), endpoint, key, outcome, statusCode, remaining, waitedMs, attempt)
    const now = clock.now()
    if (now - prunedAt < PRUNED_EVERY) return
    prune.run(account, now - KEPT)
    prunedAt = now
  }

  function report(): readonly UsageRow[] {
    const { add, rows } = createReport()
    for (const row of select.iterate(account, clock.now() - KEPT))
      add({
        at: integer(row, 'at'),
        endpoint: text(row, 'endpoint'),
        outcome: text(row, 'outcome') as JournalOutcome,
        statusCode: textOrNull(row, 'status_code'),
        waitedMs: integer(row, 'waited_ms'),
      })
    return rows()
  }

  return {
    record(entry) {
      try {
        write(entry)
      } catch (error) {
        log.warn({ entry, reason: reasonOf(error) }, 'The journal cannot be written; this call is only in the log')
      }
    },
    report: () => new Promise((resolve) => resolve(report())),
  }
}
