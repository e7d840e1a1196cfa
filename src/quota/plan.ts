import type { ClaimRow } from './ledger.ts'
import type { Need } from './needs.ts'

export interface PlannedEndpoint {
  readonly endpoint: string
  readonly atLeast: number
  readonly atMost: number
  readonly remaining: number
}

/** The price of an operation before it is bought. */
export interface Plan {
  readonly feasible: boolean
  readonly estimatedWaitSeconds: number
  readonly calls: readonly PlannedEndpoint[]
}

export interface Circumstances {
  /** What is left for the caller. */
  readonly rows: readonly Pick<ClaimRow, 'endpoint' | 'remaining'>[]
  /** When the caller's next calls could start, the first ones first. */
  readonly starts: readonly number[]
  /** The same, were no places of the minute kept for other callers. */
  readonly earliest: readonly number[]
  /** Calls of others that wait already. */
  readonly waiting: number
  readonly now: number
  readonly deadline: number
  readonly maxCalls: number
  /** Endpoints that could bring the same as this one where its day is spent meanwhile. */
  readonly insteadOf: (endpoint: string) => readonly string[]
}

/** Between which numbers the calls will be, as long as nobody else changes anything and the office does not fail. */
export function bounds(needs: ReadonlyMap<string, Need>, circumstances: Circumstances): Plan {
  const { rows, starts, earliest, waiting, now, deadline, maxCalls, insteadOf } = circumstances
  const left = (endpoint: string) => rows.find((row) => row.endpoint === endpoint)?.remaining ?? 0
  const inTime = (at: number) => at <= deadline
  const mostStarts = earliest.filter(inTime).length
  const possible = spread(needs, left, insteadOf)
  const highest = (endpoint: string) => Math.min(possible.get(endpoint) ?? 0, left(endpoint), maxCalls, mostStarts)
  const total = sum(possible.keys(), highest)
  const sureStarts = Math.min(maxCalls, Math.max(0, starts.filter(inTime).length - waiting))
  const calls = rows.map(({ endpoint, remaining }): PlannedEndpoint => {
    const certain = Math.min(needs.get(endpoint)?.certain ?? 0, remaining)
    // All others may come first.
    const startsForIt = sureStarts - (total - highest(endpoint))
    return {
      endpoint,
      atLeast: Math.max(0, Math.min(certain, startsForIt)),
      atMost: highest(endpoint),
      remaining,
    }
  })
  const foreseenOf = ({ possible, instead }: Need) => possible - instead
  const foreseen = sum(needs.values(), foreseenOf)
  const last = foreseen === 0 ? now : starts[Math.min(foreseen + waiting, starts.length) - 1]
  const isLeft = [...needs].every(([endpoint, need]) => foreseenOf(need) <= left(endpoint))
  return {
    feasible: foreseen <= sureStarts && isLeft,
    // To the tenth: the window is read a moment after the clock.
    estimatedWaitSeconds: Math.max(0, Math.round(((last ?? now) - now) / 100) / 10),
    calls: calls.filter(({ atMost }) => atMost > 0),
  }
}

/** How many each endpoint may be asked for at most, with what a day that ends meanwhile sends on to others. */
function spread(
  needs: ReadonlyMap<string, Need>,
  left: (endpoint: string) => number,
  insteadOf: (endpoint: string) => readonly string[],
): ReadonlyMap<string, number> {
  const own = new Map([...needs].map(([endpoint, need]) => [endpoint, need.isOpen ? Infinity : need.possible]))
  const most = sum(needs.values(), (need) => need.possible)
  // Where nobody knows how many there will be, all that were foreseen may come too late.
  const sentOn = (endpoint: string, count: number) =>
    count === Infinity ? (needs.get(endpoint)?.possible ?? 0) : Math.max(0, count - left(endpoint))
  for (let possible = own; ;) {
    const next = new Map(own)
    for (const [endpoint, count] of possible)
      for (const other of sentOn(endpoint, count) > 0 ? insteadOf(endpoint) : []) {
        const more = (next.get(other) ?? 0) + sentOn(endpoint, count)
        next.set(other, Math.max(own.get(other) ?? 0, Math.min(most, more)))
      }
    if ([...next].every(([endpoint, count]) => possible.get(endpoint) === count)) return next
    possible = next
  }
}

function sum<T>(items: Iterable<T>, figure: (item: T) => number): number {
  return [...items].reduce((total, item) => total + figure(item), 0)
}
