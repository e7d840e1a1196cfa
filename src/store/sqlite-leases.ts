import type { Clock } from '../clock.ts'
import { type Database, text } from './database.ts'
import { LEASE, type Leases } from './leases.ts'

const schema = `
  CREATE TABLE IF NOT EXISTS lease_v1 (
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (namespace, name)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS lease_turn_v1 (
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    told_at INTEGER NOT NULL,
    PRIMARY KEY (namespace, name)
  ) STRICT`

export interface SqliteLeasesOptions {
  readonly database: Database
  readonly namespace: string
  /** Another for each server, also for those in one process. */
  readonly owner: string
  readonly clock: Clock
}

export function createSqliteLeases({ database, namespace, owner, clock }: SqliteLeasesOptions): Leases {
  database.ensure(schema)
  // One that ends later than any can was written before the clock was put back.
  const removeEnded = database.prepare('DELETE FROM lease_v1 WHERE ends_at <= ? OR ends_at > ?')
  const insert = database.prepare(
    'INSERT INTO lease_v1 (namespace, name, owner, ends_at) VALUES (?, ?, ?, ?) ' +
      'ON CONFLICT DO UPDATE SET ends_at = excluded.ends_at WHERE owner = excluded.owner',
  )
  const remove = database.prepare('DELETE FROM lease_v1 WHERE namespace = ? AND name = ? AND owner = ?')

  const removeTold = database.prepare('DELETE FROM lease_turn_v1 WHERE told_at <= ? OR told_at > ?')
  const insertTurn = database.prepare(
    'INSERT OR REPLACE INTO lease_turn_v1 (namespace, name, owner, starts_at, told_at) ' +
      'SELECT namespace, name, owner, ?, ? FROM lease_v1 WHERE namespace = ? AND name = ? AND owner = ?',
  )
  const selectTurn = database.prepare(
    'SELECT starts_at FROM lease_turn_v1 NATURAL JOIN lease_v1 WHERE namespace = ? AND name = ? AND ends_at > ? AND told_at > ?',
  )
  const select = database.prepare(
    'SELECT name FROM lease_v1 WHERE namespace = ? AND name IN (SELECT value FROM json_each(?)) ' +
      'AND owner <> ? AND ends_at > ? AND ends_at <= ?',
  )

  /** Under the write lock, where the clock is read too: another process may have held it for a while. */
  const change = <T>(work: (now: number) => T) =>
    new Promise<T>((resolve) => resolve(database.transaction(() => work(clock.now()))))

  function take(name: string, now: number): boolean {
    removeEnded.run(now, now + LEASE)
    return insert.run(namespace, name, owner, now + LEASE).changes === 1
  }

  function tell(name: string, startsInMs: number, now: number): void {
    removeTold.run(now - LEASE, now)
    insertTurn.run(Math.round(now + startsInMs), now, namespace, name, owner)
  }

  function startsIn(name: string): number | null {
    const now = clock.now()
    const row = selectTurn.get(namespace, name, now, now - LEASE)
    return row ? Number(row['starts_at']) - now : null
  }

  function heldByOthers(names: readonly string[]): string[] {
    const now = clock.now()
    const rows = select.all(namespace, JSON.stringify(names), owner, now, now + LEASE)
    return rows.map((row) => text(row, 'name'))
  }

  return {
    take: (name) => change((now) => take(name, now)),
    release: (name) => change(() => void remove.run(namespace, name, owner)),
    tell: (name, startsInMs) => change((now) => tell(name, startsInMs, now)),
    startsIn: (name) => new Promise((resolve) => resolve(startsIn(name))),
    heldByOthers: (names) => new Promise((resolve) => resolve(heldByOthers(names))),
  }
}
