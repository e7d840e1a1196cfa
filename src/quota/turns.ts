import type { Clock } from '../clock.ts'
import { QuotaExhausted, RateLimited } from '../errors.ts'
import { toOfficeTime } from './day.ts'
import { FairLine } from './fair-line.ts'
import type { Grant, Ledger, Reservation } from './ledger.ts'
import type { Claimant } from './shares.ts'

export interface Turn {
  readonly reservation: Reservation
  readonly waitedMs: number
}

/** Who asks, for one turn or many: an operation's Spending. */
export interface Asker {
  /** Milliseconds since the epoch. */
  readonly deadline: number
  /** Aborted when nobody wants the answers any more. */
  readonly signal?: AbortSignal | undefined
  /** On whose account; null, or left out, where all are one. */
  readonly caller?: Claimant | null | undefined
}

/** The queue in front of the ledger, within this process: fair between callers, and between the operations of each. */
export interface Turns {
  /**
   * The next free start; one that is free now is had however late it is. Fails at once with RateLimited when it would
   * have to be waited for beyond the asker's deadline, with QuotaExhausted when the endpoint's day is spent or what is left
   * of it is kept for others, and with the signal's reason when aborted. `name`: what it is for, for those who wait for
   * the same.
   */
  take(endpoint: string, asker: Asker, name?: string): Promise<Turn>
  /** It was surely not sent: whoever waits here has its place at once. Never fails. */
  giveBack(reservation: Reservation): Promise<void>
  /** When the one in line under this name will have its turn; null where none is in line. */
  expected(name: string): Promise<number | null>
  /** For the end of the process: sends away who waits and who comes, with RateLimited, so that no new call starts. */
  stop(): void
  readonly waiting: number
  /** How many of those who wait may come before `count` calls that a caller asks for now. */
  waitingBefore(caller: Claimant | null, count: number): number
}

interface Waiter {
  readonly endpoint: string
  readonly asker: Asker
  readonly caller: string | null
  readonly name: string | undefined
  readonly since: number
  readonly resolve: (turn: Turn) => void
  readonly reject: (reason: unknown) => void
}

export interface TurnsOptions {
  readonly ledger: Ledger
  readonly clock: Clock
  /** Whether other processes take turns of the same ledger: what they give back is seen by looking. */
  readonly isShared?: boolean
}

/** While somebody waits, a ledger that others use is asked so often, in milliseconds: one step of it is a fraction of one. */
const LOOK_AGAIN = 2_000

export function createTurns({ ledger, clock, isShared = false }: TurnsOptions): Turns {
  const line = new FairLine<Waiter>()
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
    while (line.length > 0) {
      nap = new AbortController()
      const waiters = line.inOrder()
      try {
        const next = await serve(waiters)
        if (line.length > 0 && next !== undefined) await sleepUntil(next)
      } catch (error) {
        // Without a ledger there are no turns; who comes next finds out for himself.
        for (const waiter of waiters) leave(waiter, ({ reject }) => reject(error))
      }
    }
    pumping = false
  }

  /** Everybody at once, as far as the day and the minute reach. When the next start comes, should somebody wait for it. */
  async function serve(waiters: readonly Waiter[]): Promise<number | undefined> {
    if (waiters.length === 0) return undefined
    const grants = await ledger.reserve(waiters.map(({ endpoint, asker: { caller = null } }) => ({ endpoint, caller })))
    const starts = grants.flatMap((grant) => (!grant.granted && grant.because === 'minute' ? [grant.at] : []))
    let position = 0
    for (const [index, waiter] of waiters.entries()) {
      const grant = grants[index]
      if (!grant) continue
      if (grant.granted) await give(waiter, grant.reservation)
      else if (grant.because !== 'minute') refuseSpent(waiter, grant)
      // Each who goes leaves his place to those behind him; theirs may be the earlier one, where places are kept for them.
      else if (line.has(waiter) && !refusedAsLate(waiter, Math.min(starts[position] ?? grant.at, grant.at), grant.at)) {
        delayed.add(waiter)
        position++
      }
    }
    return starts.length === 0 ? undefined : starts.reduce((earliest, at) => Math.min(earliest, at))
  }

  async function give(waiter: Waiter, reservation: Reservation): Promise<void> {
    const waitedMs = delayed.has(waiter) ? Math.max(0, reservation.startedAt - waiter.since) : 0
    const isTaken = leave(waiter, ({ resolve }) => {
      line.served(waiter)
      resolve({ reservation, waitedMs })
    })
    if (!isTaken) await giveBack(reservation)
  }

  async function giveBack(reservation: Reservation): Promise<void> {
    await ledger.settle(reservation, { kind: 'not-sent' })
    nap.abort('woken')
  }

  async function sleepUntil(at: number): Promise<void> {
    const { signal } = nap
    try {
      const longest = isShared ? LOOK_AGAIN : Infinity
      await clock.sleep(Math.min(Math.max(1, at - clock.now()), longest), signal)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  function refuseSpent(waiter: Waiter, grant: Extract<Grant, { because: 'day' | 'share' }>): void {
    leave(waiter, ({ endpoint, reject }) => {
      const resetsAt = toOfficeTime(grant.resetsAt)
      if (grant.because === 'day') reject(new QuotaExhausted(endpoint, resetsAt))
      else {
        const { share: limit, used } = grant.claim
        const share = { limit, used, lentFrom: toOfficeTime(grant.lentFrom) }
        reject(new QuotaExhausted(endpoint, resetsAt, { share }))
      }
    })
  }

  /** Whether it is so. `turn`: when it would come; `again`: should those who are refused before it come again, too. */
  function refusedAsLate(waiter: Waiter, turn: number, again: number): boolean {
    if (turn <= waiter.asker.deadline) return false
    const seconds = Math.max(1, Math.ceil((again - clock.now()) / 1000))
    leave(waiter, ({ endpoint, reject }) => reject(new RateLimited(endpoint, seconds)))
    return true
  }

  /** False when the waiter had already gone. */
  function leave(waiter: Waiter, tell: (waiter: Waiter) => void): boolean {
    const waited = line.remove(waiter)
    if (waited) tell(waiter)
    return waited
  }

  async function take(endpoint: string, asker: Asker, name?: string): Promise<Turn> {
    const { signal } = asker
    signal?.throwIfAborted()
    if (isStopped) throw stopped(endpoint)
    const { promise, resolve, reject } = Promise.withResolvers<Turn>()
    const caller = asker.caller?.name ?? null
    const waiter: Waiter = { endpoint, asker, caller, name, since: clock.now(), resolve, reject }
    const onAbort = () => {
      leave(waiter, () => reject(signal?.reason))
      nap.abort('woken')
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    line.add(waiter)
    nap.abort('woken')
    void pump()
    return promise.finally(() => signal?.removeEventListener('abort', onAbort))
  }

  async function expected(name: string): Promise<number | null> {
    const place = line.inOrder().findIndex((waiter) => waiter.name === name)
    return place < 0 ? null : ((await ledger.nextStarts(place + 1))[place] ?? null)
  }

  function stop(): void {
    isStopped = true
    for (const waiter of line.inOrder()) leave(waiter, ({ endpoint, reject }) => reject(stopped(endpoint)))
    nap.abort('woken')
  }

  return {
    take,
    giveBack,
    expected,
    stop,
    get waiting() {
      return line.length
    },
    waitingBefore: (caller, count) => line.before(caller?.name ?? null, count),
  }
}

/** Whoever asks again in a second meets the process that comes after, or another one. */
function stopped(endpoint: string): RateLimited {
  return new RateLimited(
    endpoint,
    1,
    `This server is being stopped and starts no more calls, as this one to ${endpoint}. ` +
      'What was already started is remembered: ask again, of the server that comes after it.',
  )
}
