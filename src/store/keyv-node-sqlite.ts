import type { KeyvStoreAdapter, StoredData } from 'keyv'
import { text, type Database } from './database.ts'

/**
 * Keyv on node:sqlite; @keyv/sqlite would bring a second, native SQLite beside the one in Node.
 *
 * The namespace is a column. Keyv must be told `useKeyPrefix: false`: its own prefix differs between `set` and `getMany`
 * when a key happens to begin with the namespace (keyv 5.6, _getKeyPrefix against _getKeyPrefixArray).
 */
export function keyvNodeSqlite(database: Database): KeyvStoreAdapter {
  database.ensure(`
    CREATE TABLE IF NOT EXISTS stored_v1 (
      namespace TEXT NOT NULL,
      key TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (namespace, key)
    ) STRICT`)
  const select = database.prepare(
    'SELECT key, value FROM stored_v1 WHERE namespace = ? AND key IN (SELECT value FROM json_each(?))',
  )
  const upsert = database.prepare(
    'INSERT INTO stored_v1 (namespace, key, value) VALUES (?, ?, ?) ' +
      'ON CONFLICT (namespace, key) DO UPDATE SET value = excluded.value',
  )
  const remove = database.prepare('DELETE FROM stored_v1 WHERE namespace = ? AND key = ?')
  const removeAll = database.prepare('DELETE FROM stored_v1 WHERE namespace = ?')

  function find<Value>(namespace: string, keys: readonly string[]): StoredData<Value>[] {
    const rows = select.all(namespace, JSON.stringify(keys))
    const found = new Map(rows.map((row) => [text(row, 'key'), text(row, 'value')]))
    // Keyv lets the caller name a type for what is still text here; store.ts asks for `unknown` and reads it strictly.
    return keys.map((key) => found.get(key) as StoredData<Value>)
  }

  return {
    opts: {},
    // Keyv writes its namespace here when it takes the adapter.
    namespace: '',
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
    set(key: string, value: string) {
      return attempt(() => void upsert.run(this.namespace ?? '', key, value))
    },
    delete(key) {
      return attempt(() => remove.run(this.namespace ?? '', key).changes > 0)
    },
    clear() {
      return attempt(() => void removeAll.run(this.namespace ?? ''))
    },
  }
}

/** node:sqlite is synchronous, Keyv's adapters are not: what is thrown becomes a rejection. */
function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()))
}
