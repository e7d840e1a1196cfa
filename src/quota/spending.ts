import { CallsExceeded, NotCached } from '../errors.ts'
import type { JournalEntry } from './journal.ts'
import { defaultPolicy, type Policy } from './policy.ts'
import type { Claimant } from './shares.ts'
import { Shown } from './shown.ts'
import { Waits } from './waits.ts'

/** How a question was answered: from the store, by a fact of another answer, by somebody else's call, … or not at all. */
export type Outcome = 'stored' | 'fact' | 'shared' | 'paid' | 'stale' | 'refused'

/** What is asked: an endpoint of the office and its key. */
export type Asked = readonly [endpoint: string, key: string]

/** Where in the query: the path of a field, innermost first, as GraphQL has it. */
export interface Place {
  readonly prev: Place | undefined
  readonly key: string | number
}

/** One question of an operation and what became of it; each attempt that was sent is an event of its own. */
export interface Event {
  readonly place: Place | undefined
  readonly endpoint: string
  readonly key: string
  readonly outcome: Outcome
  readonly waitedMs: number
  /** What is left of the endpoint's day, for its caller, after a call; null where nothing was sent. */
  readonly remaining: number | null
  /** When a call was sent, in milliseconds since the epoch; the others are of the moment. */
  readonly at?: number | undefined
}

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
  readonly #under = new Set<Promise<unknown>>()
  readonly #places = new Map<string, Place>()
  readonly #waits = new Waits()
  #claimed = 0
  #sent = 0
  #settled: PromiseWithResolvers<unknown> = Promise.withResolvers()

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

  /**
   * The right to one call under the operation's own ceiling; NotCached or CallsExceeded where there is none. Where calls
   * under way may yet turn out not to be sent, it waits for them: exactly as many are sent as are allowed.
   */
  async claim(endpoint: string): Promise<void> {
    const { onlyIfCached, maxCalls } = this.#policy
    if (onlyIfCached) throw new NotCached(endpoint)
    while (this.#sent + this.#claimed >= maxCalls) {
      if (this.#sent >= maxCalls) throw new CallsExceeded(endpoint, maxCalls)
      await this.#settled.promise
    }
    this.#claimed++
  }

  /** What was claimed was not sent. */
  release(): void {
    this.#claimed--
    this.#settle()
  }

  /** What was claimed was sent: once for each attempt. */
  paid(
    [endpoint, key]: Asked,
    { waitedMs = 0, remaining = null, at }: { waitedMs?: number; remaining?: number | null; at?: number } = {},
  ) {
    this.#claimed--
    this.#sent++
    this.#settle()
    this.#calls.set(endpoint, (this.#calls.get(endpoint) ?? 0) + 1)
    this.#answered.add(question([endpoint, key]))
    this.#record([endpoint, key], 'paid', { waitedMs, remaining, at })
  }

  #settle(): void {
    this.#settled.resolve(undefined)
    this.#settled = Promise.withResolvers()
  }

  /** A question was answered without a call of this operation; the same one twice counts once. */
  served(outcome: 'stored' | 'fact' | 'shared' | 'stale', asked: Asked, { waitedMs = 0, by = '' } = {}): void {
    // What the operation's own calls left in the store saves nothing; an older answer stands in for calls that failed.
    const isOwn = outcome !== 'stale' && (this.#answered.has(question(asked)) || this.#brought.has(by))
    if (isOwn || this.#stale.has(question(asked))) return
    if (outcome === 'stale') this.#stale.add(question(asked))
    this.#answered.add(question(asked))
    this.#record(asked, outcome, { waitedMs, remaining: null })
  }

  /** A question got no answer and nothing was sent for it. */
  refused(asked: Asked): void {
    if (this.#answered.has(question(asked))) return
    this.#answered.add(question(asked))
    this.#record(asked, 'refused', { waitedMs: 0, remaining: null })
  }

  #record([endpoint, key]: Asked, outcome: Outcome, rest: Pick<Event, 'waitedMs' | 'remaining' | 'at'>): void {
    const event = { place: this.#places.get(question([endpoint, key])), endpoint, key, outcome, ...rest }
    this.events.push(event)
    this.#onEvent(event)
  }

  /** Which field asks; the first one to ask stands for all. */
  asks(asked: Asked, place: Place | undefined): void {
    if (place && !this.#places.has(question(asked))) this.#places.set(question(asked), place)
  }

  /** A question under way on this operation's account. */
  during<T>(work: Promise<T>): Promise<T> {
    this.#under.add(work)
    const done = () => this.#under.delete(work)
    work.then(done, done)
    return work
  }

  /** Resolves when nothing is under way: an answer can be complete while fields that it no longer shows still spend. */
  async idle(): Promise<void> {
    while (this.#under.size > 0) {
      await Promise.allSettled(this.#under)
      // What a finished question leads to starts in the steps after it.
      await new Promise(setImmediate)
    }
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

function question([endpoint, key]: Asked): string {
  return `${endpoint}/${key}`
}
