import { UpstreamContract } from '../../errors.ts'
import type { Endpoint } from './endpoints.ts'

/** A day of the office's calendar, YYYY-MM-DD; it is no instant and never moves with a time zone. */
export type LocalDate = string

/** The office adds keys without notice: one that no reader knows is ignored, and counted here. */
export interface WireNotes {
  /** Rows are not told apart (`data.applicantAttorney[].kana`): one novelty has one name. */
  unknownKey(path: string): void
}

/** Reads `data` of an answer; errors and notes name their place as in `APP_PROGRESS data.applicantAttorney[2].name`. */
export function readData<T>(endpoint: Endpoint, data: unknown, notes: WireNotes, read: (data: WireObject) => T): T {
  return WireObject.read(`${endpoint} data`, data, notes, read)
}

/**
 * A strict view of one JSON object of the office. The conventions of api.md §2 are decided here, once: every scalar is
 * text, every documented key is present, null does not occur; `''` is no value, `[]` no rows, `{}` no object.
 */
export class WireObject {
  readonly #where: string
  /** A Map, so that a key named `__proto__` is a key like any other. */
  readonly #members: ReadonlyMap<string, unknown>
  readonly #notes: WireNotes
  readonly #known = new Set<string>()

  private constructor(where: string, members: ReadonlyMap<string, unknown>, notes: WireNotes) {
    this.#where = where
    this.#members = members
    this.#notes = notes
  }

  /** Gives `read` the object and reports the keys that it did not ask for. */
  static read<T>(where: string, value: unknown, notes: WireNotes, read: (object: WireObject) => T): T {
    const object = new WireObject(where, membersOf(where, value), notes)
    const result = read(object)
    for (const key of object.#members.keys()) if (!object.#known.has(key)) object.#note(key)
    return result
  }

  text(key: string): string | null {
    const value = this.#present(key)
    if (typeof value !== 'string') return this.reject(key, `expected text, found ${kindOf(value)}`)
    return value === '' ? null : value
  }

  requiredText(key: string): string {
    return this.text(key) ?? this.reject(key, 'it is empty')
  }

  /** A number that is a name: its zeros count. */
  digits(key: string, length: number): string | null {
    const value = this.text(key)
    if (value === null || (value.length === length && /^\d+$/.test(value))) return value
    return this.reject(key, `${quoted(value)} is not ${length} digits`)
  }

  requiredDigits(key: string, length: number): string {
    return this.digits(key, length) ?? this.reject(key, 'it is empty')
  }

  /** A number that counts, zero-padded on the wire: '005' → 5. */
  count(key: string): number | null {
    const value = this.text(key)
    if (value === null) return null
    // Fifteen digits are the most that a JavaScript number always holds exactly.
    return /^\d{1,15}$/.test(value) ? Number(value) : this.reject(key, `${quoted(value)} is not a count`)
  }

  requiredCount(key: string): number {
    return this.count(key) ?? this.reject(key, 'it is empty')
  }

  date(key: string): LocalDate | null {
    const value = this.text(key)
    if (value === null) return null
    return toLocalDate(value) ?? this.reject(key, `${quoted(value)} is not a day of the calendar (YYYYMMDD)`)
  }

  flag(key: string): boolean {
    const value = this.text(key)
    if (value === '0' || value === '1') return value === '1'
    return this.reject(key, `${quoted(value ?? '')} is neither 0 nor 1`)
  }

  list<T>(key: string, readRow: (row: WireObject) => T): T[] {
    const value = this.#present(key)
    if (!Array.isArray(value)) return this.reject(key, `expected a list, found ${kindOf(value)}`)
    return value.map((row: unknown, index) =>
      WireObject.read(`${this.#path(key)}[${index}]`, row, this.#notes, readRow),
    )
  }

  object<T>(key: string, read: (object: WireObject) => T): T | null {
    const value = this.#present(key)
    const where = this.#path(key)
    return membersOf(where, value).size === 0 ? null : WireObject.read(where, value, this.#notes, read)
  }

  /** A key that api.md documents as absent sometimes. Its value is handed on as it came. */
  optional(key: string, whenAbsent: unknown): unknown {
    this.#known.add(key)
    return this.#members.has(key) ? this.#members.get(key) : whenAbsent
  }

  /** Documented keys that nobody here needs: the office still owes them, as text. */
  unused(...keys: string[]): void {
    for (const key of keys) this.text(key)
  }

  /** A value that says nothing to us: its row is left out, and counted like an unknown key. */
  unknownValue(key: string, value: string): void {
    this.#note(`${key}=${value}`)
  }

  reject(key: string, reason: string): never {
    throw new UpstreamContract(this.#path(key), reason)
  }

  #present(key: string): unknown {
    if (!this.#members.has(key)) return this.reject(key, 'the key is missing')
    this.#known.add(key)
    return this.#members.get(key)
  }

  #path(key: string): string {
    return `${this.#where}.${key}`
  }

  #note(key: string): void {
    this.#notes.unknownKey(this.#path(key).replace(/\[\d+\]/g, '[]'))
  }
}

/** YYYYMMDD → YYYY-MM-DD; null when the calendar has no such day. */
export function toLocalDate(digits: string): LocalDate | null {
  if (!/^\d{8}$/.test(digits)) return null
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
  const instant = new Date(`${date}T00:00:00Z`)
  // Date refuses a 13th month but carries a 31 February over into March.
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date) ? date : null
}

function membersOf(where: string, value: unknown): ReadonlyMap<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Map(Object.entries(value))
  throw new UpstreamContract(where, `expected an object, found ${kindOf(value)}`)
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'a list' : `a JSON ${typeof value}`
}

/** Enough of a value to recognise it. */
function quoted(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
}
