import { nextReset } from './day.ts'

/** Until when what an operation shows of the office's data holds: as long as the answer to it may be kept. */
export class Shown {
  readonly #startedAt: number
  #until: number | null = null

  /** Milliseconds since the epoch. */
  constructor(startedAt: number) {
    this.#startedAt = startedAt
  }

  /** Something that holds until then, Infinity for ever; without a figure until the office renews its data. */
  holds(until = nextReset(this.#startedAt)): void {
    this.#until = Math.min(this.#until ?? Infinity, until)
  }

  /** Until when all of it holds; null where nothing of the office's is shown. */
  get until(): number | null {
    return this.#until
  }
}
