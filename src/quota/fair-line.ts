/**
 * Who waits, and in which order they are served: one of each asker in turn, so that a query of 200 keys does not keep a
 * query of one waiting; of one asker in the order of arrival.
 */
export class FairLine<Waiter extends { readonly asker: object }> {
  /** In the order of the round: who comes joins at its end, so that nobody is overtaken for ever. */
  readonly #askers = new Map<object, Set<Waiter>>()

  get length(): number {
    let length = 0
    for (const waiters of this.#askers.values()) length += waiters.size
    return length
  }

  has(waiter: Waiter): boolean {
    return this.#askers.get(waiter.asker)?.has(waiter) ?? false
  }

  add(waiter: Waiter): void {
    const waiters = this.#askers.get(waiter.asker) ?? new Set()
    this.#askers.set(waiter.asker, waiters.add(waiter))
  }

  /** False when it was not there. */
  remove(waiter: Waiter): boolean {
    const waiters = this.#askers.get(waiter.asker)
    const wasThere = waiters?.delete(waiter) ?? false
    if (waiters?.size === 0) this.#askers.delete(waiter.asker)
    return wasThere
  }

  /** Who was served goes to the end of the round. */
  served(asker: object): void {
    const waiters = this.#askers.get(asker)
    if (!waiters) return
    this.#askers.delete(asker)
    this.#askers.set(asker, waiters)
  }

  inOrder(): Waiter[] {
    const rounds: Waiter[][] = []
    for (const waiters of this.#askers.values()) {
      let round = 0
      for (const waiter of waiters) (rounds[round++] ??= []).push(waiter)
    }
    return rounds.flat()
  }
}
