/** Who waits: for whom, and on whose account. */
interface Waits {
  /** An operation. */
  readonly asker: object
  /** By name; null where all are one. */
  readonly caller: string | null
}

/**
 * Who waits, and in which order they are served: one of each caller in turn, of a caller's one of each asker in turn, of
 * one asker in the order of arrival. So neither a query of 200 keys nor a caller of 200 queries keeps a query of one waiting.
 */
export class FairLine<Waiter extends Waits> {
  /** In the order of the rounds: who comes joins at the end of his, so that nobody is overtaken for ever. */
  readonly #callers = new Map<string | null, Map<object, Set<Waiter>>>()
  #length = 0

  get length(): number {
    return this.#length
  }

  /** How many of them may come before `count` more of a caller. */
  before(caller: string | null, count: number): number {
    let before = 0
    for (const [name, askers] of this.#callers) {
      let waiting = 0
      for (const waiters of askers.values()) waiting += waiters.size
      before += name === caller ? waiting : Math.min(waiting, count)
    }
    return before
  }

  add(waiter: Waiter): void {
    const { caller, asker } = waiter
    const askers = this.#callers.get(caller) ?? new Map<object, Set<Waiter>>()
    const waiters = askers.get(asker) ?? new Set()
    this.#callers.set(caller, askers.set(asker, waiters.add(waiter)))
    this.#length++
  }

  /** False when it was not there. */
  remove(waiter: Waiter): boolean {
    const { caller, asker } = waiter
    const askers = this.#callers.get(caller)
    const waiters = askers?.get(asker)
    if (!waiters?.delete(waiter)) return false
    this.#length--
    if (waiters.size === 0) askers?.delete(asker)
    if (askers?.size === 0) this.#callers.delete(caller)
    return true
  }

  /** Who was served goes to the end of the rounds. */
  served({ caller, asker }: Waits): void {
    const askers = this.#callers.get(caller)
    if (!askers) return
    toEnd(askers, asker)
    toEnd(this.#callers, caller)
  }

  inOrder(): readonly Waiter[] {
    return inTurn(
      [...this.#callers.values()].map((askers) => inTurn([...askers.values()].map((waiters) => [...waiters]))),
    )
  }
}

function toEnd<K, V>(round: Map<K, V>, key: K): void {
  const value = round.get(key)
  if (value === undefined) return
  round.delete(key)
  round.set(key, value)
}

/** One of each in turn, as long as they have any. */
function inTurn<T extends object>(lines: readonly (readonly T[])[]): readonly T[] {
  if (lines.length === 1) return lines[0] ?? []
  const all: T[] = []
  for (let round = 0, left = lines; left.length > 0; round++) {
    for (const line of left) {
      const item = line[round]
      if (item) all.push(item)
    }
    left = left.filter((line) => line.length > round + 1)
  }
  return all
}
