import type { Clock } from '../clock.ts'
import { LEASE, type Leases } from './leases.ts'

/** Questions under way, over all servers on one store: two servers do not put the same one at the same time. */
export interface Flights {
  /**
   * Does `work` once nobody else is at the same question; what the other one found is in the store by then. TooLate where
   * that would be later than the asker waits: at once where the other one's turn is known to come later. Without the store
   * nobody is waited for: nothing can be called then either.
   */
  alone<T>(question: string, asker: Asker, work: () => Promise<T>): Promise<T | TooLate>
  /** Those of the questions that another server is at now; none where the store cannot tell. */
  elsewhere(questions: readonly string[]): Promise<ReadonlySet<string>>
  /** For the end of the process: nobody waits for another server any more. */
  stop(): void
}

/** Waits until `deadline` (milliseconds since the epoch), or until `signal` says that it went away. */
export interface Asker {
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
}

/** Another server is at the question, and longer than the asker waits. */
export class TooLate {
  /** In how many milliseconds the other server's call has its turn; null where it did not say. */
  readonly startsInMs: number | null

  constructor(startsInMs: number | null) {
    this.startsInMs = startsInMs
  }
}

export interface FlightsOptions {
  readonly leases: Leases
  readonly clock: Clock
  /** When a question's call will have its turn (milliseconds since the epoch); null where it is not in line for one. */
  readonly expected?: (question: string) => Promise<number | null>
}

const TAKEN_ANEW_EVERY = LEASE / 4

/** A call that has its turn within this is not spoken of. */
const TOLD_AFTER = 50

/** Longer from look to look: who waits for seconds need not know to the millisecond, and two hundred may wait at once. */
const LOOKS = [20, 40, 80, 160, 320]

export function createFlights({ leases, clock, expected = () => Promise.resolve(null) }: FlightsOptions): Flights {
  /** Each with the timer that speaks of its turn for the first time. */
  const held = new Map<string, NodeJS.Timeout>()
  let keeping: NodeJS.Timeout | undefined
  let isStopped = false

  /** By real time whatever the clock says: a lease is a sign of life. */
  function hold(question: string): void {
    held.set(question, setTimeout(() => void tellTurn(question), TOLD_AFTER).unref())
    keeping ??= setInterval(takeAnew, TAKEN_ANEW_EVERY).unref()
  }

  function takeAnew(): void {
    // One that cannot be taken anew now may be the next time.
    for (const question of held.keys()) {
      leases.take(question).catch(() => undefined)
      void tellTurn(question)
    }
  }

  /** Whoever waits for the question on another server learns when to come again. */
  async function tellTurn(question: string): Promise<void> {
    try {
      const turn = await expected(question)
      if (turn !== null && held.has(question)) await leases.tell(question, turn - clock.now())
    } catch {
      // It is told again soon, and who does not hear of it only asks again too early.
    }
  }

  async function release(question: string): Promise<void> {
    clearTimeout(held.get(question))
    held.delete(question)
    if (held.size === 0) {
      clearInterval(keeping)
      keeping = undefined
    }
    // One that is not released ends by itself.
    await leases.release(question).catch(() => undefined)
  }

  /** Null once it is ours. */
  async function take(question: string, { deadline, signal }: Asker): Promise<TooLate | null> {
    for (let look = 0; ; look++) {
      if (await leases.take(question).catch(() => true)) return null
      const startsInMs = await leases.startsIn(question).catch(() => null)
      const until = clock.now() + Math.max(0, startsInMs ?? 0)
      if (isStopped || clock.now() >= deadline || until > deadline || signal?.aborted) return new TooLate(startsInMs)
      const pause = LOOKS[Math.min(look, LOOKS.length - 1)] ?? 0
      await clock.sleep(Math.min(pause, Math.max(1, deadline - clock.now())))
    }
  }

  return {
    async alone(question, asker, work) {
      const late = await take(question, asker)
      if (late) return late
      hold(question)
      try {
        return await work()
      } finally {
        await release(question)
      }
    },
    stop: () => void (isStopped = true),
    elsewhere: async (questions) => new Set(await leases.heldByOthers(questions).catch(() => [])),
  }
}
