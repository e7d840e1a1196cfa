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
    attempt INTEGER NOT NULL,
    caller TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS journal_v1_at ON journal_v1 (account, at)`

export function createSqliteJournal({ database, account, clock, log }: SqliteJournalOptions): Journal {
  database.ensure(schema)
  const columns = database.prepare('SELECT name FROM pragma_table_info(?)').all('journal_v1')
  // Files of before callers had names in it.
  if (!columns.some((row) => text(row, 'name') === 'caller'))
    database.ensure('ALTER TABLE journal_v1 ADD COLUMN caller TEXT')
  const insert = database.prepare('INSERT INTO journal_v1 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const prune = database.prepare('DELETE FROM journal_v1 WHERE account = ? AND at < ?')
  const select = database.prepare(
    'SELECT at, endpoint, caller, outcome, status_code, waited_ms FROM journal_v1 WHERE account = ? AND at >= ?',
  )
  let prunedAt = -Infinity

  function write(entry: JournalEntry): void {
    const { at, endpoint, caller, key, outcome, statusCode, remaining, waitedMs, attempt } = entry
    insert.run(account, at, officeDay(at), endpoint, key, outcome, statusCode, remaining, waitedMs, attempt, caller)
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
        caller: textOrNull(row, 'caller'),
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
