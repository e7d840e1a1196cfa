import { Keyv } from 'keyv'
import { reasonOf, type Database } from './database.ts'
import { keyvNodeSqlite } from './keyv-node-sqlite.ts'
import type { Log } from './log.ts'

/** One answer of the office as it came: text for JSON, bytes for an archive. */
export interface StoredValue {
  /** Milliseconds since the Unix epoch. */
  readonly retrievedAt: number
  readonly source: string
  /** The office's own: 100, 107 … (api.md §3). */
  readonly statusCode: string
  readonly body: string | Uint8Array
}

/** What we remember. A store that fails is reported and looks empty: it costs calls, never an answer. */
export interface Store {
  /** In the order of the keys; undefined where nothing readable is stored. */
  getMany(keys: readonly string[]): Promise<readonly (StoredValue | undefined)[]>
  set(key: string, value: StoredValue): Promise<void>
  /** Really writes, into a file that is still there: for /ready. */
  writable(): Promise<boolean>
}

export interface StoreOptions {
  readonly database: Database
  /** Two namespaces never meet, for instance a sandbox and the office. */
  readonly namespace: string
  readonly log: Log
}

/** Not a key any source makes: those begin with an endpoint. */
const PROBE = '(probe)'

export function createStore({ database, namespace, log }: StoreOptions): Store {
  // Without throwOnErrors a dead store cannot be told from an empty one.
  const keyv = new Keyv({ store: keyvNodeSqlite(database), namespace, useKeyPrefix: false, throwOnErrors: true })

  async function getMany(keys: readonly string[]): Promise<readonly (StoredValue | undefined)[]> {
    try {
      const values = await keyv.getMany<unknown>([...keys])
      return values.map((value, index) => (value === undefined ? undefined : read(value, keys[index])))
    } catch (error) {
      // One row that is no JSON spoils Keyv's whole answer: ask one by one, so that only that row is missed.
      if (error instanceof SyntaxError && keys.length > 1) {
        return (await Promise.all(keys.map((key) => getMany([key])))).flat()
      }
      log.warn({ keys, reason: reasonOf(error) }, 'The store cannot be read; these are taken for not stored')
      return keys.map(() => undefined)
    }
  }

  function read(value: unknown, key: string | undefined): StoredValue | undefined {
    const stored = fromJson(value)
    if (!stored) log.warn({ key }, 'A stored answer has an unknown shape; it is taken for not stored')
    return stored
  }

  async function write(key: string, value: StoredValue): Promise<boolean> {
    try {
      return await keyv.set(key, toJson(value))
    } catch (error) {
      log.warn({ key, reason: reasonOf(error) }, 'The store cannot be written; this is not remembered')
      return false
    }
  }

  return {
    getMany,
    async set(key, value) {
      await write(key, value)
    },
    async writable() {
      const isWritten = await write(PROBE, { retrievedAt: 0, source: PROBE, statusCode: '', body: '' })
      return isWritten && database.isInPlace()
    },
  }
}

/** Bytes are kept as base64 beside the text: a third larger, and the row stays readable JSON for whoever must look. */
function toJson({ body, ...rest }: StoredValue) {
  return typeof body === 'string' ? { ...rest, text: body } : { ...rest, base64: Buffer.from(body).toString('base64') }
}

function fromJson(value: unknown): StoredValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { retrievedAt, source, statusCode, text, base64 } = value as Record<string, unknown>
  if (typeof retrievedAt !== 'number' || typeof source !== 'string' || typeof statusCode !== 'string') return undefined
  if (typeof text === 'string') return { retrievedAt, source, statusCode, body: text }
  if (typeof base64 === 'string') return { retrievedAt, source, statusCode, body: Buffer.from(base64, 'base64') }
  return undefined
}
