import type { Clock } from '../clock.ts'
import { QuotaExhausted, RateLimited } from '../errors.ts'
import { nextReset, toOfficeTime } from './day.ts'
import type { Ledger, Reservation } from './ledger.ts'

export interface Turn {
  readonly reservation: Reservation
  readonly waitedMs: number
}

/** The queue in front of the ledger: first come, first served, within this process. */
export interface Turns {
  /**
   * The next free start; one that is free now is had however late it is. Fails at once with RateLimited when it would
   * have to be waited for beyond `deadline` (milliseconds since the epoch), with QuotaExhausted when the endpoint's day
   * is spent, and with the signal's reason when aborted. `name`: what it is for, for those who wait for the same.
   */
  take(endpoint: string, deadline: number, signal?: AbortSignal, name?: string): Promise<Turn>
  /** When the one in line under this name will have its turn; null where none is in line. */
  expected(name: string): Promise<number | null>
  /** For the end of the process: sends away who waits and who comes, with RateLimited, so that no new call starts. */
  stop(): void
  readonly waiting: number
}

interface Waiter {
  readonly endpoint: string
  readonly deadline: number
  readonly name: string | undefined
  readonly since: number
  readonly resolve: (turn: Turn) => void
  readonly reject: (reason: unknown) => void
}

export function createTurns({ ledger, clock }: { ledger: Ledger; clock: Clock }): Turns {
  /** A Set keeps the order of arrival. */
  const queue = new Set<Waiter>()
  /** Those whom a full minute has kept waiting: a clock that ticks while a turn is taken is no wait. */
  const delayed = new WeakSet<Waiter>()
  let pumping = false
  let isStopped = false
  /** Ends the pump's sleep early: somebody came or went. */
  let nap = new AbortController()

  /** One loop serves everybody, so that nobody overtakes; it lives only while somebody waits. */
  async function pump(): Promise<void> {
    if (pumping) return
    pumping = true
    for (let head = first(queue); head; head = first(queue)) {
      nap = new AbortController()
      try {
        await serve(head)
      } catch (error) {
        // Without a ledger there are no turns; the next in line finds out for itself.
        leave(head, (waiter) => waiter.reject(error))
      }
    }
    pumping = false
  }

  async function serve(head: Waiter): Promise<void> {
    const grant = await ledger.reserve(head.endpoint)
    if (grant.granted) {
      const { reservation } = grant
      const waitedMs = delayed.has(head) ? Math.max(0, reservation.startedAt - head.since) : 0
      const taken = leave(head, (waiter) => waiter.resolve({ reservation, waitedMs }))
      if (!taken) await ledger.settle(reservation, { kind: 'not-sent' })
    } else if (grant.because === 'day') {
      refuseSpent(head, grant.resetsAt)
    } else {
      await review()
      if (queue.size > 0) await sleepUntil(grant.at)
    }
  }

  /** Sends away whoever need not wait: the minute is full, and other processes may have taken what was predicted. */
  async function review(): Promise<void> {
    const line = [...queue]
    const spent = new Set((await ledger.day()).filter((row) => row.remaining === 0).map((row) => row.endpoint))
    const starts = await ledger.nextStarts(line.length)
    let position = 0
    for (const waiter of line) {
      const turn = starts[position] ?? Infinity
      if (spent.has(waiter.endpoint)) refuseSpent(waiter, nextReset(clock.now()))
      else if (turn > waiter.deadline) refuseLate(waiter, turn)
      else if (queue.has(waiter)) {
        delayed.add(waiter)
        position++
      }
    }
  }

  async function sleepUntil(at: number): Promise<void> {
    const { signal } = nap
    try {
      await clock.sleep(Math.max(1, at - clock.now()), signal)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  function refuseSpent(waiter: Waiter, resetsAt: number): void {
    leave(waiter, ({ endpoint, reject }) => reject(new QuotaExhausted(endpoint, toOfficeTime(resetsAt))))
  }

  function refuseLate(waiter: Waiter, turn: number): void {
    const seconds = Math.max(1, Math.ceil((turn - clock.now()) / 1000))
    leave(waiter, ({ endpoint, reject }) => reject(new RateLimited(endpoint, seconds)))
  }

  /** False when the waiter had already gone. */
  function leave(waiter: Waiter, tell: (waiter: Waiter) => void): boolean {
    const waited = queue.delete(waiter)
    if (waited) tell(waiter)
    return waited
  }

  function take(endpoint: string, deadline: number, signal?: AbortSignal, name?: string): Promise<Turn> {
    const { promise, resolve, reject } = Promise.withResolvers<Turn>()
    if (signal?.aborted) {
      reject(signal.reason)
      return promise
    }
    const waiter: Waiter = { endpoint, deadline, name, since: clock.now(), resolve, reject }
    if (isStopped) {
      reject(stopped(waiter))
      return promise
    }
    const onAbort = () => {
      leave(waiter, () => reject(signal?.reason))
      nap.abort()
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    queue.add(waiter)
    nap.abort()
    void pump()
    return promise.finally(() => signal?.removeEventListener('abort', onAbort))
  }

  async function expected(name: string): Promise<number | null> {
    const place = [...queue].findIndex((waiter) => waiter.name === name)
    return place < 0 ? null : ((await ledger.nextStarts(place + 1))[place] ?? null)
  }

  function stop(): void {
    isStopped = true
    for (const waiter of queue) leave(waiter, () => waiter.reject(stopped(waiter)))
    nap.abort()
  }

  return {
    take,
    expected,
    stop,
    get waiting() {
      return queue.size
    },
  }
}

/** Whoever asks again in a second meets the process that comes after, or another one. */
function stopped({ endpoint }: Waiter): RateLimited {
  return new RateLimited(endpoint, 1)
}

function first<T>(items: Iterable<T>): T | undefined {
  for (const item of items) return item
  return undefined
}
