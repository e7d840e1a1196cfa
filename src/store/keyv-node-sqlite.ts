import type { StoredData } from 'keyv'
import { bytes, integer, text, type Database } from './database.ts'
import { GOING_AT_ONCE, type Parcel, PER_KEY, PROBE, type Shelf } from './shelf.ts'

/** The size of all rows is kept beside them by triggers: to add it up for each write would take longer with each row. */
const schema = `
  -- What the version before kept uncompressed and unbounded.
  DROP TABLE IF EXISTS stored_v1;
  CREATE TABLE IF NOT EXISTS stored_v2 (
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    size INTEGER NOT NULL,
    goes_at INTEGER NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (namespace, key)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS stored_v2_goes_at ON stored_v2 (goes_at);
  CREATE TABLE IF NOT EXISTS stored_size_v2 (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL) STRICT;
  INSERT OR IGNORE INTO stored_size_v2 VALUES (1, 0);
  CREATE TRIGGER IF NOT EXISTS stored_v2_insert AFTER INSERT ON stored_v2
    BEGIN UPDATE stored_size_v2 SET size = size + new.size; END;
  CREATE TRIGGER IF NOT EXISTS stored_v2_update AFTER UPDATE OF size ON stored_v2
    BEGIN UPDATE stored_size_v2 SET size = size + new.size - old.size; END;
  CREATE TRIGGER IF NOT EXISTS stored_v2_delete AFTER DELETE ON stored_v2
    BEGIN UPDATE stored_size_v2 SET size = size - old.size; END;
  CREATE TABLE IF NOT EXISTS stored_changes_v2 (one INTEGER PRIMARY KEY CHECK (one = 1), count INTEGER NOT NULL) STRICT;
  INSERT OR IGNORE INTO stored_changes_v2 VALUES (1, 0);
  ${['INSERT', 'UPDATE', 'DELETE'].map(countingChanges).join('')}`

/** Each change of a row is counted, whoever makes it. */
function countingChanges(kind: string): string {
  return `
  CREATE TRIGGER IF NOT EXISTS stored_v2_counts_${kind} AFTER ${kind} ON stored_v2
    WHEN ${kind === 'DELETE' ? 'old' : 'new'}.key <> '${PROBE}'
    BEGIN UPDATE stored_changes_v2 SET count = count + 1; END;`
}

/**
 * Keyv on node:sqlite; @keyv/sqlite would bring a second, native SQLite beside the one in Node.
 *
 * The namespace is a column. Keyv must be told `useKeyPrefix: false`: its own prefix differs between `set` and `getMany`
 * when a key happens to begin with the namespace (keyv 5.6, _getKeyPrefix against _getKeyPrefixArray). The bound is for
 * the whole file: what another account left behind goes like everything else.
 */
export function keyvNodeSqlite(database: Database, { maxBytes }: { maxBytes: number }): Shelf {
  database.ensure(schema)
  const select = database.prepare(
    'SELECT key, value FROM stored_v2 WHERE namespace = ? AND key IN (SELECT value FROM json_each(?))',
  )
  const upsert = database.prepare(
    'INSERT INTO stored_v2 (namespace, key, size, goes_at, value) VALUES (?, ?, ?, ?, ?) ON CONFLICT ' +
      'DO UPDATE SET size = excluded.size, goes_at = excluded.goes_at, value = excluded.value',
  )
  const size = database.prepare('SELECT size FROM stored_size_v2')
  const removeFirst = database.prepare(
    'DELETE FROM stored_v2 WHERE rowid = (SELECT rowid FROM stored_v2 ORDER BY goes_at LIMIT 1)',
  )
  const remove = database.prepare('DELETE FROM stored_v2 WHERE namespace = ? AND key = ?')
  const removeAll = database.prepare('DELETE FROM stored_v2 WHERE namespace = ?')
  const changes = createChanges(database)

  function find<Value>(namespace: string, keys: readonly string[]): StoredData<Value>[] {
    const rows = select.all(namespace, JSON.stringify(keys))
    const found = new Map(rows.map((row) => [text(row, 'key'), { value: bytes(row, 'value') }]))
    // Keyv lets the caller name a type for what are still bytes here; store.ts asks for `unknown` and reads it strictly.
    return keys.map((key) => found.get(key) as StoredData<Value>)
  }

  function put(namespace: string, key: string, parcel: Parcel): void {
    const room = PER_KEY + Buffer.byteLength(key) + parcel.bytes.length
    upsert.run(namespace, key, room, parcel.goesAt, parcel.bytes)
    for (let gone = 0; gone < GOING_AT_ONCE && integer(size.get() ?? {}, 'size') > maxBytes; gone++) removeFirst.run()
  }

  return {
    opts: {},
    // Keyv writes its namespace here when it takes the adapter.
    namespace: '',
    changedByOthers: () => changes.byOthers(),
    // Failures are thrown; there is no second way to report them.
    on() {
      return this
    },
    get<Value>(key: string) {
      return attempt(() => find<Value>(this.namespace ?? '', [key])[0])
    },
    getMany<Value>(keys: string[]) {
      return attempt(() => find<Value>(this.namespace ?? '', keys))
    },
    set(key: string, { value }: { value: Parcel }) {
      return attempt(() => changes.ours(() => put(this.namespace ?? '', key, value)))
    },
    delete(key) {
      return attempt(() => changes.ours(() => remove.run(this.namespace ?? '', key).changes > 0))
    },
    clear() {
      return attempt(() => changes.ours(() => void removeAll.run(this.namespace ?? '')))
    },
  }
}

/** Tells the changes of other processes on the file from those of this one. */
function createChanges(database: Database) {
  const version = database.prepare('PRAGMA data_version')
  const count = database.prepare('SELECT count FROM stored_changes_v2')
  const counted = () => integer(count.get() ?? {}, 'count')
  const versionNow = () => integer(version.get() ?? {}, 'data_version')
  const seen = { version: versionNow(), count: counted() }
  let others = 0

  function look(): void {
    const now = counted()
    if (now !== seen.count) others++
    seen.count = now
  }

  return {
    ours<T>(work: () => T): T {
      return database.transaction(() => {
        look()
        const result = work()
        seen.count = counted()
        return result
      })
    },
    /** SQLite says for next to nothing whether another connection wrote anything at all, as counts of calls are. */
    byOthers(): number {
      const version = versionNow()
      if (version !== seen.version) {
        look()
        seen.version = version
      }
      return others
    },
  }
}

/** node:sqlite is synchronous, Keyv's adapters are not: what is thrown becomes a rejection. */
function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()))
}
