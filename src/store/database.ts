import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import type { FileLocation } from './location.ts'

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
   * it has written, over all processes on the file. Fails when the file is no longer in its place.
   */
  transaction<T>(work: () => T): T
  /** False once the file was deleted or replaced: SQLite goes on without a word, and what it then writes is lost. */
  isInPlace(): boolean
  close(): void
}

/**
 * How long a statement waits for another process's transaction. SQLite waits synchronously: in this time the whole server
 * stands still. Ours last well under a millisecond; who holds the lock longer is no server of ours, and calls then fail.
 */
const BUSY_TIMEOUT = 250

export function openDatabase(location: FileLocation): Database {
  const name = location.kind === 'memory' ? ':memory:' : location.file
  try {
    if (location.kind === 'sqlite') makeFolder(dirname(resolve(location.file)))
    return wrap(open(name), location.kind === 'memory' ? null : resolve(location.file))
  } catch (error) {
    throw new Error(`The database ${name} cannot be used: ${reasonOf(error)}`, { cause: error })
  }
}

/** Step by step: mkdir's own `recursive` never returns where a file system makes no folders, as in /proc (Node 24). */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return
  // The root is its own parent, and there.
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    // Another process may have been quicker.
    if (!isFolder(folder)) throw error
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** Which file stands there; null where none does, or none that could be seen. */
function identityOf(file: string): string | null {
  try {
    const { dev, ino } = statSync(file, { bigint: true })
    return `${dev} ${ino}`
  } catch {
    return null
  }
}

/**
 * Goes up when a release and the one before it cannot run on one file, for instance because they would count the same
 * calls apart. A release refuses a file of a later version.
 */
const VERSION = 2

function open(name: string): DatabaseSync {
  const sqlite = new DatabaseSync(name, { timeout: BUSY_TIMEOUT })
  try {
    const version = integer(sqlite.prepare('PRAGMA user_version').get() ?? {}, 'user_version')
    if (version > VERSION) {
      throw new Error(
        `a newer version of this server wrote it (version ${version}, here ${VERSION}); it is left as it is`,
      )
    }
    sqlite.exec('PRAGMA journal_mode = WAL')
    // With WAL a power cut may lose the last commits but never the file's consistency; a process's death loses nothing.
    sqlite.exec('PRAGMA synchronous = NORMAL')
    // Really writes: a read-only or full disk is found here, not by the first query.
    sqlite.exec(`PRAGMA user_version = ${VERSION}`)
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/** `file` is null in memory. */
function wrap(sqlite: DatabaseSync, file: string | null): Database {
  const identity = file && identityOf(file)
  const isInPlace = () => !file || identityOf(file) === identity

  return {
    ensure: (schema) => sqlite.exec(schema),
    prepare: (sql) => sqlite.prepare(sql),
    isInPlace,
    transaction(work) {
      if (!isInPlace()) throw new Error(`The file ${file ?? ''} was deleted or replaced; the server must be restarted`)
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

/** A row as SQLite gives it; the readers below are the only way to a value. */
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

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column)
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column]
  if (!(value instanceof Uint8Array)) throw new TypeError(`The column ${column} holds no bytes`)
  return value
}
