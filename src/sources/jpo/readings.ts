import { UpstreamContract } from '../../errors.ts'
import { createRecent } from '../../store/recent.ts'
import type { Store, StoredValue } from '../../store/store.ts'
import { type Answer, readAnswer, type ReadingOptions } from './answers.ts'
import type { BrokenBody, DocumentBody } from './documents/bodies.ts'
import { archiveEndpoints } from './documents/archives.ts'
import type { Endpoint } from './endpoints.ts'
import { answerIn } from './facts.ts'
import { factValidUntil } from './validity.ts'

/** A remembered fact or reading with when and from where it came. */
export interface Known<T> {
  readonly value: T
  readonly retrievedAt: number
  readonly source: Endpoint
  /** When it must be asked for again (validity.ts); Infinity: never. */
  readonly validUntil: number
  /** Older than that: in place of an answer that is not to be had now, or since the operation takes it (maxStale). */
  readonly isStale?: boolean
}

/** What is stored, read: an answer where the key is one's, else a fact. */
type Reading = Answer<Endpoint> | Known<unknown>

interface Kept {
  /** Undefined: nothing readable is stored there. */
  readonly reading: Reading | undefined
  readonly bytes: number
}

/** What is stored, each value read once as long as memory lasts and nobody changes it. */
export interface Readings {
  /** In the order of the keys; undefined where nothing readable is stored. */
  getMany(keys: readonly string[]): Promise<readonly (Reading | undefined)[]>
  /**
   * As of the last look at what others changed, without one of its own: null where nothing readable is stored, undefined
   * where memory cannot tell.
   */
  atHand(key: string): Reading | null | undefined
  /** `reading`: what was read of the value, where it was; to read an archive again takes long. */
  set(key: string, value: StoredValue, reading?: Answer<Endpoint>): Promise<void>
  /** Another figure than before once anything stored changed, by whomever; fails where the store does. */
  changes(): number | Promise<number>
}

export interface ReadingsOptions extends ReadingOptions {
  readonly store: Store
  readonly maxBytes?: number
}

/** Some ten thousand cases with all that is known of them, or some thousands with a notice each. */
const MAX_BYTES = 64 * 1024 * 1024

export function createReadings({ store, maxBytes = MAX_BYTES, ...options }: ReadingsOptions): Readings {
  const recent = createRecent<Kept>(maxBytes, ({ bytes }) => bytes)
  /** Undefined where the store could not say whether what is kept still stands. */
  let others: number | undefined
  /** Counts what this server stores: what was looked up before is not kept after. */
  let ours = 0

  /** What others changed is forgotten. */
  function seen<F extends number | undefined>(figure: F): F {
    if (figure !== others) recent.clear()
    others = figure
    return figure
  }

  function look(): number | Promise<number> {
    const failed = (error: unknown): never => {
      seen(undefined)
      throw error
    }
    try {
      const figure = store.changedByOthers()
      return typeof figure === 'number' ? seen(figure) : figure.then(seen, failed)
    } catch (error) {
      return failed(error)
    }
  }

  /** False where the store cannot say whether what is kept still stands. */
  async function isUpToDate(): Promise<boolean> {
    try {
      await look()
      return true
    } catch {
      return false
    }
  }

  async function getMany(keys: readonly string[]) {
    const isKept = await isUpToDate()
    const found = keys.map((key) => (isKept ? recent.get(key) : undefined))
    const missing = keys.filter((_key, index) => !found[index])
    if (missing.length === 0) return found.map((kept) => kept?.reading)
    const read = await readAll(missing, isKept)
    return keys.map((key, index) => (found[index] ?? read.get(key))?.reading)
  }

  async function readAll(keys: readonly string[], mayKeep: boolean): Promise<ReadonlyMap<string, Kept>> {
    const before = { ours, others }
    const values = await store.getMany(keys)
    const read = await Promise.all(keys.map((key, index) => readOne(key, values[index])))
    if (mayKeep && ours === before.ours && others === before.others)
      for (const [index, key] of keys.entries()) if (read[index]) recent.set(key, read[index])
    return new Map(keys.map((key, index) => [key, read[index] ?? nothing]))
  }

  async function readOne(key: string, stored: StoredValue | undefined): Promise<Kept> {
    if (!stored) return nothing
    const reading = await readStored(key, stored, options)
    return { reading, bytes: sizeOf(key, stored, reading) }
  }

  return {
    getMany,
    atHand(key) {
      const kept = others === undefined ? undefined : recent.get(key)
      return kept && (kept.reading ?? null)
    },
    async set(key, value, reading) {
      await store.set(key, value)
      ours++
      recent.delete(key)
      if (reading) recent.set(key, { reading, bytes: sizeOf(key, value, reading) })
    },
    changes() {
      const figure = look()
      return typeof figure === 'number' ? figure + ours : figure.then((it) => it + ours)
    },
  }
}

/** A place in memory where nothing is. */
const nothing: Kept = { reading: undefined, bytes: 200 }

/** Read once before it was kept, so only another release can have kept what cannot be read: it is asked for again. */
async function readStored(key: string, stored: StoredValue, options: ReadingOptions): Promise<Reading | undefined> {
  const question = answerIn(key)
  if (!question) return factOf(key, stored)
  try {
    return await readAnswer(...question, stored, options)
  } catch (error) {
    if (!(error instanceof UpstreamContract)) throw error
    return undefined
  }
}

function factOf(key: string, { body, retrievedAt, source }: StoredValue): Known<unknown> | undefined {
  if (typeof body !== 'string') return undefined
  const value = JSON.parse(body) as unknown
  return { value, retrievedAt, source: source as Endpoint, validUntil: factValidUntil(key, value, retrievedAt) }
}

/** What is read of a character of JSON, measured. */
const bytesOfCharacter = 6

function sizeOf(key: string, { body }: StoredValue, reading: Reading | undefined): number {
  const own = nothing.bytes + key.length * 2
  if (typeof body === 'string') return own + body.length * bytesOfCharacter
  const bodies = (reading as Answer<(typeof archiveEndpoints)[number]> | undefined)?.value ?? []
  return bodies.reduce((sum, each) => sum + sizeOfBody(each), own)
}

function sizeOfBody(body: DocumentBody | BrokenBody): number {
  if ('failure' in body) return 1024
  return body.images.reduce((sum, { bytes }) => sum + bytes.length, body.weight)
}
