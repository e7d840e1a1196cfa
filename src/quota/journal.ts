import type { Clock } from '../clock.ts'
import { integer, reasonOf, text, type Database } from '../store/database.ts'
import type { Log } from '../store/log.ts'
import { officeDay } from './day.ts'

/** How one attempt ended. `refused-*` with a status code: the office refused; without: our ledger did, nothing was sent. */
export type JournalOutcome =
  'answered' | 'no-data' | 'refused-day' | 'refused-minute' | 'busy' | 'refused' | 'failed' | 'not-sent'

export interface JournalEntry {
  readonly at: number
  readonly endpoint: string
  readonly key: string
  readonly outcome: JournalOutcome
  /** The office's (api.md §3); null for an archive, or when it said nothing. */
  readonly statusCode: string | null
  readonly remaining: number | null
  readonly waitedMs: number
  /** 1 for the first. */
  readonly attempt: number
}

/** One endpoint's day, in the words of the usage report. */
export interface UsageRow {
  readonly day: string
  readonly endpoint: string
  /** Sent to the office. */
  readonly calls: number
  readonly answered: number
  readonly noData: number
  readonly refusedByDay: number
  readonly refusedByMinute: number
  /** Attempts that waited for their turn, and how long in total. */
  readonly waited: number
  readonly waitedMs: number
}

/** What was asked of the office: it may ask us about it (handbook §3(3) イ). */
export interface Journal {
  /** Never fails: a call that was made is worth more than its record. */
  record(entry: JournalEntry): void
  report(): readonly UsageRow[]
}

export interface JournalOptions {
  readonly database: Database
  readonly account: string
  readonly clock: Clock
  readonly log: Log
}

const KEPT = 90 * 24 * 3_600_000
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

const usage = `
  SELECT day, endpoint,
    sum(status_code IS NOT NULL OR outcome NOT IN ('refused-day', 'refused-minute', 'not-sent')) AS calls,
    sum(outcome = 'answered') AS answered,
    sum(outcome = 'no-data') AS no_data,
    sum(outcome = 'refused-day') AS refused_by_day,
    sum(outcome = 'refused-minute') AS refused_by_minute,
    sum(waited_ms > 0) AS waited,
    sum(waited_ms) AS waited_ms
  FROM journal_v1 WHERE account = ? AND at >= ?
  GROUP BY day, endpoint ORDER BY day, endpoint`

export function createJournal({ database, account, clock, log }: JournalOptions): Journal {
  database.ensure(schema)
  const insert = database.prepare('INSERT INTO journal_v1 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const prune = database.prepare('DELETE FROM journal_v1 WHERE account = ? AND at < ?')
  const select = database.prepare(usage)
  let prunedAt = -Infinity

  function write({ at, endpoint, key, outcome, statusCode, remaining, waitedMs, attempt }: JournalEntry): void {
    insert.run(account, at, officeDay(at), endpoint, key, outcome, statusCode, remaining, waitedMs, attempt)
    const now = clock.now()
    if (now - prunedAt < PRUNED_EVERY) return
    prune.run(account, now - KEPT)
    prunedAt = now
  }

  return {
    record(entry) {
      try {
        write(entry)
      } catch (error) {
        log.warn({ entry, reason: reasonOf(error) }, 'The journal cannot be written; this call is only in the log')
      }
    },
    report: () =>
      select.all(account, clock.now() - KEPT).map((row) => ({
        day: text(row, 'day'),
        endpoint: text(row, 'endpoint'),
        calls: integer(row, 'calls'),
        answered: integer(row, 'answered'),
        noData: integer(row, 'no_data'),
        refusedByDay: integer(row, 'refused_by_day'),
        refusedByMinute: integer(row, 'refused_by_minute'),
        waited: integer(row, 'waited'),
        waitedMs: integer(row, 'waited_ms'),
      })),
  }
}
