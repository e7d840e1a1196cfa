import type { Clock } from '../clock.ts'
import { createBackedShelf } from './backed-shelf.ts'
import { goesAt } from './going.ts'
import type { Log } from './log.ts'
import { pack, unpack } from './packing.ts'
import { PROBE, type Shelf } from './shelf.ts'

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
  /**
   * Another figure than before once somebody else changed what is stored; what was set here does not count. Fails while the
   * shelf below cannot be read.
   */
  changedByOthers(): number | Promise<number>
  /** For an operator: removes what is there of the keys and says what it was. Fails where the shelf does. */
  forget(keys: readonly string[]): Promise<readonly string[]>
  /** Really writes: for /ready. */
  writable(): Promise<boolean>
  /** Resolves when nothing is unwritten; while the shelf is away, not before it is back. */
  written(): Promise<void>
  /** Answers that are in memory only, since they could not be written yet. */
  readonly unwritten: number
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

/** Some ten thousand answers in JSON, packed. */
const RECENT_BYTES = 32 * 1024 * 1024

export function createStore(options: StoreOptions): Store {
  const { shelf, namespace, callsADay, clock, log, recentBytes = RECENT_BYTES } = options
  const shelves = createBackedShelf({ shelf, namespace, goesAt: goesAtOf, clock, log, recentBytes })

  async function goesAtOf(bytes: Uint8Array): Promise<number | undefined> {
    const value = await unpack(bytes)
    return value && momentOf(value, bytes)
  }

  function momentOf({ retrievedAt, source }: StoredValue, bytes: Uint8Array): number {
    return goesAt({ retrievedAt, size: bytes.length, callsADay: callsADay(source) })
  }

  async function parcelOf(value: StoredValue) {
    const bytes = await pack(value)
    return { bytes, goesAt: momentOf(value, bytes) }
  }

  async function read(bytes: Uint8Array, key: string | undefined): Promise<StoredValue | undefined> {
    const stored = await unpack(bytes)
    if (!stored) log.warn({ key }, 'A stored answer has an unknown shape; it is taken for not stored')
    return stored
  }

  return {
    async getMany(keys) {
      const found = await shelves.find(keys)
      return Promise.all(found.map(async (bytes, index) => bytes && (await read(bytes, keys[index]))))
    },
    set: async (key, value) => shelves.put(key, await parcelOf(value)),
    changedByOthers: () => shelves.changedByOthers(),
    forget: (keys) => shelves.remove(keys),
    writable: async () =>
      shelves.write(PROBE, await parcelOf({ retrievedAt: clock.now(), source: PROBE, statusCode: '', body: '' })),
    written: () => shelves.written(),
    get unwritten() {
      return shelves.unwritten
    },
    close: () => shelves.close(),
  }
}
