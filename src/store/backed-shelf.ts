import { Keyv } from 'keyv'
import type { Clock } from '../clock.ts'
import { reasonOf } from './database.ts'
import type { Log } from './log.ts'
import { createRecent } from './recent.ts'
import type { Parcel, Shelf } from './shelf.ts'

export interface BackedShelfOptions {
  readonly shelf: Shelf
  readonly namespace: string
  /** When a parcel that is known by its bytes only is to go; undefined where they cannot be read. */
  readonly goesAt: (bytes: Uint8Array) => Promise<number | undefined>
  readonly clock: Clock
  readonly log: Log
  readonly recentBytes: number
}

const TRIED_AGAIN_AFTER = 1_000

/** As many are looked for at once when what a shelf has lost is put back. */
const PAGE = 500

/**
 * A shelf with memory behind it: while it cannot be read, what was used lately is there, and what cannot be written waits
 * there until it can be. Memory stands behind and not in front, so that what others changed counts at once.
 */
export function createBackedShelf({ shelf, namespace, goesAt, clock, log, recentBytes }: BackedShelfOptions) {
  // Without throwOnErrors a dead store cannot be told from an empty one.
  const keyv = new Keyv({ store: shelf, namespace, useKeyPrefix: false, throwOnErrors: true })
  keyv.serialize = undefined
  const recent = createRecent<Uint8Array>(recentBytes, (bytes) => bytes.length)
  /** When each of them is to go. Their bytes are among the recent ones. */
  const unwritten = new Map<string, number>()
  const failing = new Set<string>()
  const closing = new AbortController()
  let trying: Promise<void> | undefined
  let restored = Promise.resolve()
  shelf.on('back', () => {
    restored = putBack()
  })

  async function find(keys: readonly string[]): Promise<readonly (Uint8Array | undefined)[]> {
    try {
      await restored
      const found = await keyv.getMany<unknown>([...keys])
      failing.delete('read')
      return keys.map((key, index) => current(key, found[index]))
    } catch (error) {
      report('read', error, 'The store cannot be read; what is not in memory is taken for not stored')
      return keys.map((key) => recent.get(key))
    }
  }

  function current(key: string, found: unknown): Uint8Array | undefined {
    const newer = unwritten.has(key) ? recent.get(key) : undefined
    if (newer) return newer
    if (found instanceof Uint8Array) {
      recent.set(key, found)
      return found
    }
    recent.delete(key)
    return undefined
  }

  async function put(key: string, parcel: Parcel): Promise<void> {
    recent.set(key, parcel.bytes)
    unwritten.set(key, parcel.goesAt)
    if (!(await write(key, parcel))) tryAgain()
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

  function tryAgain(): void {
    trying ??= untilWritten().finally(() => (trying = undefined))
  }

  async function untilWritten(): Promise<void> {
    while (unwritten.size > 0 && !closing.signal.aborted) {
      await clock.sleep(TRIED_AGAIN_AFTER, closing.signal).catch(() => undefined)
      await writeUnwritten()
    }
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

  /** A shelf may have come back without what it had, when nothing of it was on a disk. */
  async function putBack(): Promise<void> {
    try {
      const kept = recent.keys()
      for (let from = 0; from < kept.length; from += PAGE) {
        const keys = kept.slice(from, from + PAGE)
        const found = await keyv.getMany<unknown>(keys)
        await Promise.all(keys.filter((_key, index) => found[index] === undefined).map(markUnwritten))
        await writeUnwritten()
      }
    } catch {
      // Away again, and soon back again.
    }
    tryAgain()
  }

  async function markUnwritten(key: string): Promise<void> {
    const bytes = recent.get(key)
    const moment = bytes && (await goesAt(bytes))
    if (moment !== undefined && !unwritten.has(key)) unwritten.set(key, moment)
  }

  return {
    find,
    put,
    changedByOthers: () => shelf.changedByOthers(),
    /** Whether it could be written; it is not kept in memory. */
    write,
    /** Of the keys, those that were there. */
    async remove(keys: readonly string[]): Promise<readonly string[]> {
      const found = await keyv.getMany<unknown>([...keys])
      const there = keys.filter((_key, index) => found[index] !== undefined)
      for (const key of there) {
        await keyv.delete(key)
        recent.delete(key)
      }
      return there
    },
    /** Resolves when all is written; while the shelf is away, not before it is back. */
    async written(): Promise<void> {
      await trying
    },
    get unwritten() {
      return unwritten.size
    },
    /** Tries once more to write what is unwritten. */
    async close(): Promise<void> {
      closing.abort()
      await trying
      if (unwritten.size > 0)
        log.warn(
          { count: unwritten.size },
          'Answers that could not be written are lost: the store did not come back in time',
        )
    },
  }
}
