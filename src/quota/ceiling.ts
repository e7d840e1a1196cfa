import { CallsExceeded, NotCached } from '../errors.ts'
import type { Policy } from './policy.ts'

/** How many calls one operation may still send: each is claimed first, and then sent or released. */
export class Ceiling {
  #claimed = 0
  #sent = 0
  #settled: PromiseWithResolvers<unknown> = Promise.withResolvers()

  /**
   * The right to one call; NotCached or CallsExceeded where there is none. Where calls under way may yet turn out not to be
   * sent, it waits for them: exactly as many are sent as are allowed.
   */
  async claim(endpoint: string, { onlyIfCached, maxCalls }: Policy): Promise<void> {
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
  sent(): void {
    this.#claimed--
    this.#sent++
    this.#settle()
  }

  #settle(): void {
    this.#settled.resolve(undefined)
    this.#settled = Promise.withResolvers()
  }
}
