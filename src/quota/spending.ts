import { Ceiling } from './ceiling.ts'
import type { JournalEntry } from './journal.ts'
import { defaultPolicy, type Policy } from './policy.ts'
import { type Asked, type Event, nameOf, type Outcome, type Place } from './question.ts'
import type { Claimant } from './shares.ts'
import { Shown } from './shown.ts'
import { UnderWay } from './under-way.ts'
import { Waits } from './waits.ts'

export type { Asked, Event, Outcome, Place } from './question.ts'

export interface SpendingOptions {
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** On whose account; without it, where all are one. */
  readonly caller?: Claimant | null
  /** Aborted when the client went away. */
  readonly signal?: AbortSignal | undefined
  /** Told of each event as it happens: an operation that nobody waits for any more has spent all the same. */
  readonly onEvent?: (event: Event) => void
  /** Told of each attempt to call when it has ended, and when that was; also of those for which there was no turn. */
  readonly onAttempt?: (attempt: JournalEntry, endedAt: number) => void
}

/** What one GraphQL operation may spend, what it spends and how long it waits; its answer shows it to the client. */
export class Spending {
  readonly startedAt: number
  /** On whose account; null where all are one. */
  readonly caller: Claimant | null
  readonly events: Event[] = []
  readonly shown: Shown
  /** Aborted when the client went away. */
  readonly signal: AbortSignal | undefined
  #policy: Policy = defaultPolicy
  readonly #onEvent: (event: Event) => void
  /** An attempt to call has ended: for whoever looks on, it changes nothing here. */
  readonly attempted: (attempt: JournalEntry, endedAt: number) => void
  readonly #calls = new Map<string, number>()
  readonly #answered = new Set<string>()
  readonly #stale = new Set<string>()
  readonly #brought = new Set<string>()
  readonly #underWay = new UnderWay()
  readonly #places = new Map<string, Place>()
  readonly #waits = new Waits()
  readonly #ceiling = new Ceiling()

  constructor(options: SpendingOptions) {
    const { startedAt, caller = null, signal, onEvent = () => undefined, onAttempt = () => undefined } = options
    this.startedAt = startedAt
    this.caller = caller
    this.shown = new Shown(startedAt)
    this.signal = signal
    this.#onEvent = onEvent
    this.attempted = onAttempt
  }

  /** Once, before anything is asked. */
  agree(policy: Partial<Policy>): void {
    this.#policy = { ...this.#policy, ...policy }
  }

  get policy(): Policy {
    return this.#policy
  }

  /** Stored answers only: it waits for nobody else's call either. */
  get mayNotCall(): boolean {
    return this.#policy.onlyIfCached || this.#policy.maxCalls === 0
  }

  /** Milliseconds since the epoch: no call of the operation waits longer for its turn. */
  get deadline(): number {
    return this.startedAt + this.#policy.waitMs
  }

  /** Whether the operation takes what is that old; what arrived for the operation itself is always young enough. */
  isYoungEnough(retrievedAt: number, storeKey?: string): boolean {
    if (storeKey !== undefined && this.#brought.has(storeKey)) return true
    return retrievedAt >= this.startedAt - this.#policy.maxAgeMs
  }

  /** Whether the operation takes, without a call, what held until then and no longer. */
  takesStale(validUntil: number): boolean {
    const { maxStaleMs } = this.#policy
    return maxStaleMs !== undefined && validUntil + maxStaleMs >= this.startedAt
  }

  /** The right to one call under the operation's own ceiling: NotCached or CallsExceeded where there is none. */
  claim(endpoint: string): Promise<void> {
    return this.#ceiling.claim(endpoint, this.#policy)
  }

  /** What was claimed was not sent. */
  release(): void {
    this.#ceiling.release()
  }

  /** What was claimed was sent: once for each attempt. */
  paid(
    [endpoint, key]: Asked,
    { waitedMs = 0, remaining = null, at }: { waitedMs?: number; remaining?: number | null; at?: number } = {},
  ) {
    this.#ceiling.sent()
    this.#calls.set(endpoint, (this.#calls.get(endpoint) ?? 0) + 1)
    this.#answered.add(nameOf([endpoint, key]))
    this.#record([endpoint, key], 'paid', { waitedMs, remaining, at })
  }

  /** A question was answered without a call of this operation; the same one twice counts once. */
  served(outcome: 'stored' | 'fact' | 'shared' | 'stale', asked: Asked, { waitedMs = 0, by = '' } = {}): void {
    // What the operation's own calls left in the store saves nothing; an older answer stands in for calls that failed.
    const isOwn = outcome !== 'stale' && (this.#answered.has(nameOf(asked)) || this.#brought.has(by))
    if (isOwn || this.#stale.has(nameOf(asked))) return
    if (outcome === 'stale') this.#stale.add(nameOf(asked))
    this.#answered.add(nameOf(asked))
    this.#record(asked, outcome, { waitedMs, remaining: null })
  }

  /** A question got no answer and nothing was sent for it. */
  refused(asked: Asked): void {
    if (this.#answered.has(nameOf(asked))) return
    this.#answered.add(nameOf(asked))
    this.#record(asked, 'refused', { waitedMs: 0, remaining: null })
  }

  #record([endpoint, key]: Asked, outcome: Outcome, rest: Pick<Event, 'waitedMs' | 'remaining' | 'at'>): void {
    const event = { place: this.#places.get(nameOf([endpoint, key])), endpoint, key, outcome, ...rest }
    this.events.push(event)
    this.#onEvent(event)
  }

  /** Which field asks; the first one to ask stands for all. */
  asks(asked: Asked, place: Place | undefined): void {
    if (place && !this.#places.has(nameOf(asked))) this.#places.set(nameOf(asked), place)
  }

  /** A question under way on this operation's account. */
  during<T>(work: Promise<T>): Promise<T> {
    return this.#underWay.during(work)
  }

  /** Resolves when nothing is under way: an answer can be complete while fields that it no longer shows still spend. */
  idle(): Promise<void> {
    return this.#underWay.idle()
  }

  /** What arrived for this operation, by its keys in the store: it is as young as can be, and using it saves nothing. */
  brought(keys: readonly string[]): void {
    for (const key of keys) this.#brought.add(key)
  }

  /** A call waited `ms` for its turn, until `until`; without it, from the operation's start. */
  waited(ms: number, until = this.startedAt + ms, call = ''): void {
    this.#waits.add(ms, until, call)
  }

  /** Since `joinedAt` this operation waited for a call of another one, as long as that one did. */
  waitedWith(other: Spending, call: string, joinedAt: number): void {
    this.#waits.addThoseOf(other.#waits, call, joinedAt)
  }

  get calls(): ReadonlyMap<string, number> {
    return this.#calls
  }

  /** Questions answered without a call, by older answers too. */
  get cached(): number {
    return this.events.filter(({ outcome }) => outcome !== 'paid' && outcome !== 'refused').length
  }

  /** Those of `cached` that were answered by something older than wanted. */
  get stale(): number {
    return this.events.filter(({ outcome }) => outcome === 'stale').length
  }

  /** The time during which at least one call waited. */
  get waitedMs(): number {
    return this.#waits.totalMs
  }
}
