import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite'

export type Location = { readonly kind: 'memory' } | { readonly kind: 'sqlite'; readonly file: string }

/** The one SQLite file behind ledger, journal and store. */
export interface Database {
  /**
   * Creates a module's own tables if they are not there. The version stands in the table's name: a changed shape takes
   * a new name, so two releases may run on one file while one replaces the other.
   */
  ensure(schema: string): void
  prepare(sql: string): StatementSync
  /**
   * All of `work` or nothing. The write lock is taken at the start (BEGIN IMMEDIATE): what `work` reads stays true until
   * it has written, over all processes on the file.
   */
  transaction<T>(work: () => T): T
  close(): void
}

/** How long a statement waits for another process's transaction; ours last well under a millisecond. */
const BUSY_TIMEOUT = 5_000

export function openDatabase(location: Location): Database {
  const name = location.kind === 'memory' ? ':memory:' : location.file
  try {
    if (location.kind === 'sqlite') mkdirSync(dirname(location.file), { recursive: true })
    return wrap(open(name))
  } catch (error) {
    throw new Error(`The database ${name} cannot be used: ${reasonOf(error)}`, { cause: error })
  }
}

function open(name: string): DatabaseSync {
  const sqlite = new DatabaseSync(name, { timeout: BUSY_TIMEOUT })
  try {
    sqlite.exec('PRAGMA journal_mode = WAL')
    // With WAL a power cut may lose the last commits but never the file's consistency; a process's death loses nothing.
    sqlite.exec('PRAGMA synchronous = NORMAL')
    // Really writes: a read-only or full disk is found here, not by the first query.
    sqlite.exec('PRAGMA user_version = 1')
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

function wrap(sqlite: DatabaseSync): Database {
  return {
    ensure: (schema) => sqlite.exec(schema),
    prepare: (sql) => sqlite.prepare(sql),
    transaction(work) {
      sqlite.exec('BEGIN IMMEDIATE')
      try {
        const result = work()
        sqlite.exec('COMMIT')
        return result
      } catch (error) {
        // A full disk or a broken page may already have rolled back.
        if (sqlite.isTransaction) sqlite.exec('ROLLBACK')
        throw error
      }
    },
    close() {
      if (sqlite.isOpen) sqlite.close()
    },
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A row as SQLite gives it; the three readers below are the only way to a value. */
export type Row = Record<string, SQLOutputValue>

export function integer(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`The column ${column} holds no number`)
  return value
}

export function integerOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : integer(row, column)
}

export function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`The column ${column} holds no text`)
  return value
}
