/** What an operation has set going and not yet ended. */
export class UnderWay {
  readonly #work = new Set<Promise<unknown>>()

  during<T>(work: Promise<T>): Promise<T> {
    this.#work.add(work)
    const done = () => this.#work.delete(work)
    work.then(done, done)
    return work
  }

  /** Resolves when nothing is under way, and nothing that follows from it. */
  async idle(): Promise<void> {
    while (this.#work.size > 0) {
      await Promise.allSettled(this.#work)
      // What a finished question leads to starts in the steps after it.
      await new Promise(setImmediate)
    }
  }
}
