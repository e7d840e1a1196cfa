import type { Clock } from '../clock.ts'
import { FairLine } from './fair-line.ts'
import type { Grant, Ledger, Reservation } from './ledger.ts'
import { foremost, foresee, late, type Place, type Waits } from './places.ts'
import { type Spent, spent, stopped, tooLate } from './refusals.ts'
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

interface Waiter extends Waits {
  readonly asker: Asker
  readonly caller: string | null
  readonly name: string | undefined
  readonly since: number
  /** A full minute has kept it waiting: a clock that ticks while a turn is taken is no wait. */
  isDelayed: boolean
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

  /** All who can start now. When the next start comes; undefined where it came otherwise than foreseen: look again. */
  async function serve(waiters: readonly Waiter[]): Promise<number | undefined> {
    const places = await foresee(waiters, ledger)
    const now = clock.now()
    const asked = foremost(places, now)
    const grants = await ledger.reserve(asked.map(({ waiter }) => waiter.ask))
    let isAsForeseen = true
    for (const [index, { waiter, at }] of asked.entries()) {
      const grant = grants[index]
      const outcome = grant && (await tell(waiter, grant))
      if (outcome !== (at <= now ? 'starts' : 'waits')) isAsForeseen = false
    }
    return isAsForeseen ? keepWaiting(places.filter(({ at }) => at > now)) : undefined
  }

  async function tell(waiter: Waiter, grant: Grant): Promise<'starts' | 'waits' | 'is gone'> {
    if (!grant.granted) {
      if (grant.because === 'minute') return 'waits'
      refuseAll(waiter.kind, grant)
      return 'is gone'
    }
    const { reservation } = grant
    const waitedMs = waiter.isDelayed ? Math.max(0, reservation.startedAt - waiter.since) : 0
    const isTaken = leave(waiter, ({ resolve }) => {
      line.served(waiter)
      resolve({ reservation, waitedMs })
    })
    if (!isTaken) await giveBack(reservation)
    return isTaken ? 'starts' : 'is gone'
  }

  function refuseAll(kind: string, grant: Spent): void {
    for (const waiter of line.inOrder())
      if (waiter.kind === kind) leave(waiter, ({ ask, reject }) => reject(spent(ask.endpoint, grant)))
  }

  /** But for those who would come too late. When the next start comes. */
  function keepWaiting(places: readonly Place<Waiter>[]): number {
    for (const { waiter } of places) waiter.isDelayed = true
    for (const { waiter, at } of late(places))
      leave(waiter, ({ ask, reject }) => reject(tooLate(ask.endpoint, at - clock.now())))
    return places.reduce((earliest, { at }) => Math.min(earliest, at), Infinity)
  }

  async function giveBack(reservation: Reservation): Promise<void> {
    await ledger.settle(reservation, { kind: 'not-sent' })
    nap.abort('woken')
  }

  async function sleepUntil(at: number): Promise<void> {
    const { signal } = nap
    try {
      await clock.sleep(Math.min(Math.max(1, at - clock.now()), isShared ? LOOK_AGAIN : Infinity), signal)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  /** False when the waiter had already gone. */
  function leave(waiter: Waiter, tell: (waiter: Waiter) => void): boolean {
    waiter.isWaiting = false
    const waited = line.remove(waiter)
    if (waited) tell(waiter)
    return waited
  }

  async function take(endpoint: string, asker: Asker, name?: string): Promise<Turn> {
    const { signal } = asker
    signal?.throwIfAborted()
    if (isStopped) throw stopped(endpoint)
    const { promise, resolve, reject } = Promise.withResolvers<Turn>()
    const ask = { endpoint, caller: asker.caller ?? null }
    const caller = ask.caller?.name ?? null
    const kind = `${endpoint} ${caller ?? ''}`
    const at = { since: clock.now(), isDelayed: false, isWaiting: true }
    const waiter: Waiter = { ask, asker, caller, kind, name, ...at, resolve, reject }
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
    const waiters = line.inOrder()
    const last = waiters.findIndex((waiter) => waiter.name === name)
    return last < 0 ? null : ((await foresee(waiters.slice(0, last + 1), ledger))[last]?.at ?? null)
  }

  function stop(): void {
    isStopped = true
    for (const waiter of line.inOrder()) leave(waiter, ({ ask, reject }) => reject(stopped(ask.endpoint)))
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
