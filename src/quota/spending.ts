/** What one GraphQL operation spends and waits; its answer shows it to the client. */
export class Spending {
  readonly startedAt: number
  /** Milliseconds since the epoch: no call of the operation waits longer for its turn. */
  readonly deadline: number
  /** Aborted when the client went away. */
  readonly signal: AbortSignal | undefined
  readonly #calls = new Map<string, number>()
  readonly #stored = new Set<string>()
  readonly #brought = new Set<string>()
  readonly #under = new Set<Promise<unknown>>()
  readonly #stale = new Set<string>()
  readonly #waits: { readonly from: number; readonly to: number; readonly call: string }[] = []

  constructor(startedAt: number, deadline: number, signal?: AbortSignal) {
    this.startedAt = startedAt
    this.deadline = deadline
    this.signal = signal
  }

  /** A call was sent on this operation's account: once for each attempt. */
  paid(endpoint: string): void {
    this.#calls.set(endpoint, (this.#calls.get(endpoint) ?? 0) + 1)
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

  /** What the operation's own calls left in the store: using it later in the operation saves nothing. */
  brought(keys: readonly string[]): void {
    for (const key of keys) this.#brought.add(key)
  }

  /** A stored answer or fact was used, by its key in the store; the same one twice counts once. */
  servedFromStore(what: string, { stale = false } = {}): void {
    if (this.#brought.has(what)) return
    this.#stored.add(what)
    if (stale) this.#stale.add(what)
  }

  /** A call waited `ms` for its turn, until `until`; without it, from the operation's start. */
  waited(ms: number, until = this.startedAt + ms, call = ''): void {
    if (ms > 0) this.#waits.push({ from: until - ms, to: until, call })
  }

  /** Since `joinedAt` this operation waited for a call of another one, as long as that one did. */
  waitedWith(other: Spending, call: string, joinedAt: number): void {
    for (const wait of other.#waits)
      if (wait.call === call) this.waited(wait.to - Math.max(wait.from, joinedAt), wait.to, call)
  }

  get calls(): ReadonlyMap<string, number> {
    return this.#calls
  }

  /** Stored answers and facts used, older ones included. */
  get cached(): number {
    return this.#stored.size
  }

  /** Those of `cached` that were older than wanted. */
  get stale(): number {
    return this.#stale.size
  }

  /** The time during which at least one call waited: waits side by side are not added up. */
  get waitedMs(): number {
    let total = 0
    let end = -Infinity
    for (const { from, to } of this.#waits.toSorted((a, b) => a.from - b.from)) {
      total += Math.max(0, to - Math.max(from, end))
      end = Math.max(end, to)
    }
    return total
  }
}
