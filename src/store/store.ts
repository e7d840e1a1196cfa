import { Keyv } from 'keyv'
import type { Clock } from '../clock.ts'
import { reasonOf } from './database.ts'
import { goesAt } from './going.ts'
import type { Log } from './log.ts'
import { pack, unpack } from './packing.ts'
import { createRecent } from './recent.ts'
import type { Parcel, Shelf } from './shelf.ts'

/** One answer of the office as it came: text for JSON, bytes for an archive. */
export interface StoredValue {
  /** Milliseconds since the Unix epoch. */
  readonly retrievedAt: number
  readonly source: string
  /** The office's own: 100, 107 … (api.md §3). */
  readonly statusCode: string
  readonly body: string | Uint8Array
}

/**
 * What we remember, within a bound. While the shelf below cannot be read, what was used lately still answers from memory;
 * what cannot be written is kept there and written as soon as it can be. It costs calls at worst, never an answer.
 */
export interface Store {
  /** In the order of the keys; undefined where nothing readable is stored. */
  getMany(keys: readonly string[]): Promise<readonly (StoredValue | undefined)[]>
  set(key: string, value: StoredValue): Promise<void>
  /** For an operator: removes what is there of the keys and says what it was. Fails where the shelf does. */
  forget(keys: readonly string[]): Promise<readonly string[]>
  /** Really writes: for /ready. */
  writable(): Promise<boolean>
  /** Tries once more to write what is unwritten. */
  close(): Promise<void>
}

export interface StoreOptions {
  readonly shelf: Shelf
  /** Two namespaces never meet, for instance a sandbox and the office. */
  readonly namespace: string
  /** What the endpoint that a value came from grants: what goes first where room is wanted. */
  readonly callsADay: (source: string) => number
  readonly clock: Clock
  readonly log: Log
  readonly recentBytes?: number
}

/** Not a key any source makes: those begin with an endpoint. */
const PROBE = '(probe)'

/** Some ten thousand answers in JSON, packed. */
const RECENT_BYTES = 32 * 1024 * 1024

const TRIED_AGAIN_AFTER = 1_000

export function createStore(options: StoreOptions): Store {
  const { shelf, namespace, callsADay, clock, log, recentBytes = RECENT_BYTES } = options
  // Without throwOnErrors a dead store cannot be told from an empty one.
  const keyv = new Keyv({ store: shelf, namespace, useKeyPrefix: false, throwOnErrors: true })
  keyv.serialize = undefined
  const recent = createRecent(recentBytes)
  /** When each of them is to go. Their bytes are among the recent ones. */
  const unwritten = new Map<string, number>()
  const failing = new Set<string>()
  const closing = new AbortController()
  let isTryingAgain = false

  async function getMany(keys: readonly string[]): Promise<readonly (StoredValue | undefined)[]> {
    const found = await find(keys)
    return Promise.all(found.map(async (bytes, index) => bytes && (await read(bytes, keys[index]))))
  }

  async function find(keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]> {
    try {
      const found = await keyv.getMany<unknown>([...keys])
      failing.delete('read')
      return keys.map((key, index) => {
        const unwrittenBytes = unwritten.has(key) ? recent.get(key) : undefined
        if (unwrittenBytes) return unwrittenBytes
        const bytes = found[index]
        if (bytes instanceof Uint8Array) {
          recent.set(key, bytes)
          return bytes
        }
        recent.delete(key)
        return undefined
      })
    } catch (error) {
      report('read', error, 'The store cannot be read; what is not in memory is taken for not stored')
      return keys.map((key) => recent.get(key))
    }
  }

  async function read(bytes: Uint8Array, key: string | undefined): Promise<StoredValue | undefined> {
    const stored = await unpack(bytes)
    if (!stored) log.warn({ key }, 'A stored answer has an unknown shape; it is taken for not stored')
    return stored
  }

  async function set(key: string, value: StoredValue): Promise<void> {
    const parcel = await parcelOf(value)
    recent.set(key, parcel.bytes)
    unwritten.set(key, parcel.goesAt)
    if (!(await write(key, parcel))) void tryAgain()
  }

  async function parcelOf(value: StoredValue): Promise<Parcel> {
    const bytes = await pack(value)
    const { retrievedAt, source } = value
    return { bytes, goesAt: goesAt({ retrievedAt, size: bytes.length, callsADay: callsADay(source) }) }
  }

  async function write(key: string, parcel: Parcel): Promise<boolean> {
    try {
      await keyv.set(key, parcel)
      failing.delete('write')
      // A later answer to the same may have come meanwhile.
      if (unwritten.get(key) === parcel.goesAt) unwritten.delete(key)
      return true
    } catch (error) {
      report('write', error, 'The store cannot be written; what comes is kept in memory until it can be')
      return false
    }
  }

  /** Once for each time that the store fails: it may be asked many times a second. */
  function report(what: string, error: unknown, message: string): void {
    if (!failing.has(what)) log.warn({ reason: reasonOf(error) }, message)
    failing.add(what)
  }

  async function tryAgain(): Promise<void> {
    if (isTryingAgain) return
    isTryingAgain = true
    while (unwritten.size > 0 && !closing.signal.aborted) {
      await clock.sleep(TRIED_AGAIN_AFTER, closing.signal).catch(() => undefined)
      await writeUnwritten()
    }
    isTryingAgain = false
  }

  async function writeUnwritten(): Promise<void> {
    for (const [key, goesAt] of unwritten) {
      const bytes = recent.get(key)
      if (bytes) {
        if (!(await write(key, { bytes, goesAt }))) return
      } else {
        unwritten.delete(key)
        log.warn({ key }, 'There was no more room in memory for an answer that could not be written; it is forgotten')
      }
    }
  }

  return {
    getMany,
    set,
    async forget(keys) {
      const found = await keyv.getMany<unknown>([...keys])
      const removed = keys.filter((_key, index) => found[index] !== undefined)
      for (const key of removed) {
        await keyv.delete(key)
        recent.delete(key)
      }
      return removed
    },
    async writable() {
      const parcel = await parcelOf({ retrievedAt: clock.now(), source: PROBE, statusCode: '', body: '' })
      return write(PROBE, parcel)
    },
    async close() {
      closing.abort()
      await writeUnwritten()
    },
  }
}
