import type { Clock } from '../clock.ts'
import { LEASE, type Leases } from './leases.ts'

/** Questions under way, over all servers on one store: two servers do not put the same one at the same time. */
export interface Flights {
  /**
   * Does `work` once nobody else is at the same question; what the other one found is in the store by then. Undefined
   * where that would be later than the asker waits. Without the store nobody is waited for: nothing can be called then
   * either.
   */
  alone<T>(question: string, asker: Asker, work: () => Promise<T>): Promise<T | undefined>
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

const TAKEN_ANEW_EVERY = LEASE / 4

/** Longer from look to look: who waits for seconds need not know to the millisecond, and two hundred may wait at once. */
const LOOKS = [20, 40, 80, 160, 320]

export function createFlights({ leases, clock }: { leases: Leases; clock: Clock }): Flights {
  const held = new Set<string>()
  let keeping: NodeJS.Timeout | undefined
  let isStopped = false

  /** By real time whatever the clock says: a lease is a sign of life. */
  function hold(question: string): void {
    held.add(question)
    keeping ??= setInterval(takeAnew, TAKEN_ANEW_EVERY).unref()
  }

  function takeAnew(): void {
    // One that cannot be taken anew now may be the next time.
    for (const question of held) leases.take(question).catch(() => undefined)
  }

  async function release(question: string): Promise<void> {
    held.delete(question)
    if (held.size === 0) {
      clearInterval(keeping)
      keeping = undefined
    }
    // One that is not released ends by itself.
    await leases.release(question).catch(() => undefined)
  }

  async function take(question: string, { deadline, signal }: Asker): Promise<boolean> {
    for (let look = 0; ; look++) {
      if (await leases.take(question).catch(() => true)) return true
      if (isStopped || clock.now() >= deadline || signal?.aborted) return false
      const pause = LOOKS[Math.min(look, LOOKS.length - 1)] ?? 0
      await clock.sleep(Math.min(pause, Math.max(1, deadline - clock.now())))
    }
  }

  return {
    async alone(question, asker, work) {
      if (!(await take(question, asker))) return undefined
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
