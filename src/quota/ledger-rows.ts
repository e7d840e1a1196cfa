import { integer, integerOrNull, type Database } from '../store/database.ts'
import type { DayCount } from './count.ts'
import type { Start } from './minute.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS quota_day_v1 (
    account TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    day TEXT NOT NULL,
    used INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    office INTEGER NOT NULL,
    reported INTEGER,
    parked INTEGER NOT NULL,
    drift_logged INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, endpoint, day)
  ) STRICT;
  -- AUTOINCREMENT: an id is never given twice, so a late settle cannot end somebody else's call.
  -- A closed start has departed.
  CREATE TABLE IF NOT EXISTS quota_start_v2 (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    departed_at INTEGER,
    open INTEGER NOT NULL
  ) STRICT`

/** The rows of one account. No rules here: those are in count.ts, minute.ts and sqlite-ledger.ts. */
export function createLedgerRows(database: Database, account: string) {
  database.ensure(schema)
  const prepare = (sql: string) => database.prepare(sql)
  const count = prepare('SELECT * FROM quota_day_v1 WHERE account = ? AND endpoint = ? AND day = ?')
  const setCount = prepare(
    'INSERT INTO quota_day_v1 (account, endpoint, day, used, answered, office, reported, parked) ' +
      'VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET used = excluded.used, answered = excluded.answered, ' +
      'office = excluded.office, reported = excluded.reported, parked = excluded.parked',
  )
  const markDrift = prepare(
    'UPDATE quota_day_v1 SET drift_logged = 1 WHERE account = ? AND endpoint = ? AND day = ? AND drift_logged = 0',
  )
  const forgetDays = prepare('DELETE FROM quota_day_v1 WHERE account = ? AND day < ?')
  const addStart = prepare('INSERT INTO quota_start_v2 (account, endpoint, started_at, open) VALUES (?, ?, ?, 1)')
  const starts = prepare(
    'SELECT started_at, departed_at FROM quota_start_v2 WHERE account = ? AND (departed_at IS NULL OR departed_at > ?)',
  )
  const openStarts = prepare(
    'SELECT count(*) AS open FROM quota_start_v2 WHERE account = ? AND endpoint = ? AND open = 1 AND started_at >= ?',
  )
  const stampStart = prepare(
    'UPDATE quota_start_v2 SET departed_at = ?3 WHERE account = ?1 AND id = ?2 AND departed_at IS NULL',
  )
  const closeStart = prepare(
    'UPDATE quota_start_v2 SET open = 0, departed_at = coalesce(departed_at, ?3) ' +
      'WHERE account = ?1 AND id = ?2 AND open = 1',
  )
  const removeStart = prepare('DELETE FROM quota_start_v2 WHERE account = ? AND id = ? AND open = 1')
  // min() of a NULL is NULL: what has not departed stays so.
  const pullBack = prepare(
    'UPDATE quota_start_v2 SET started_at = min(started_at, ?2), departed_at = min(departed_at, ?2) ' +
      'WHERE account = ?1 AND (started_at > ?2 OR departed_at > ?2)',
  )
  const forgetStarts = prepare(
    'DELETE FROM quota_start_v2 WHERE account = ? AND iif(open, started_at < ?, departed_at < ?)',
  )

  return {
    count(endpoint: string, day: string): DayCount | undefined {
      const row = count.get(account, endpoint, day)
      return (
        row && {
          used: integer(row, 'used'),
          answered: integer(row, 'answered'),
          office: integer(row, 'office'),
          reported: integerOrNull(row, 'reported'),
          parked: integer(row, 'parked') === 1,
        }
      )
    },
    setCount(endpoint: string, day: string, { used, answered, office, reported, parked }: DayCount): void {
      setCount.run(account, endpoint, day, used, answered, office, reported, parked ? 1 : 0)
    },
    /** True the first time for this day and endpoint. */
    markDrift: (endpoint: string, day: string) => markDrift.run(account, endpoint, day).changes === 1,
    forgetDaysBefore: (day: string) => void forgetDays.run(account, day),
    addStart: (endpoint: string, at: number) => Number(addStart.run(account, endpoint, at).lastInsertRowid),
    /** Those that departed after `ms`, and those that have not. */
    startsSince: (ms: number): Start[] =>
      starts.all(account, ms).map((row) => ({
        startedAt: integer(row, 'started_at'),
        departedAt: integerOrNull(row, 'departed_at'),
      })),
    openStarts: (endpoint: string, since: number) => integer(openStarts.get(account, endpoint, since) ?? {}, 'open'),
    /** The first stamp stands. */
    stampStart: (id: number | string, at: number) => void stampStart.run(account, id, at),
    /** Both are false when the call was ended before. */
    closeStart: (id: number | string, at: number) => closeStart.run(account, id, at).changes === 1,
    removeStart: (id: number | string) => removeStart.run(account, id).changes === 1,
    pullStartsBackTo: (now: number) => void pullBack.run(account, now),
    forgetStarts: ({ endedBefore, openedBefore }: { endedBefore: number; openedBefore: number }) =>
      void forgetStarts.run(account, openedBefore, endedBefore),
  }
}
