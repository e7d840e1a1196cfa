import type { DayRow } from './ledger.ts'

/** What an operation would ask of one endpoint. */
export interface Need {
  readonly certain: number
  readonly possible: number
  /** Possible calls whose number nobody knows yet: those of a list that is itself to be asked for. */
  readonly isOpen: boolean
}

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
  readonly rows: readonly DayRow[]
  /** When the next calls could start, the first ones first. */
  readonly starts: readonly number[]
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
  const { rows, starts, waiting, now, deadline, maxCalls, insteadOf } = circumstances
  const remaining = new Map(rows.map((row) => [row.endpoint, row.remaining]))
  const left = (endpoint: string) => remaining.get(endpoint) ?? 0
  const ceiling = Math.min(maxCalls, starts.filter((at) => at <= deadline).length)
  const possible = spread(needs, left, insteadOf)
  const highest = (endpoint: string) => Math.min(possible.get(endpoint) ?? 0, left(endpoint), ceiling)
  const total = [...possible.keys()].reduce((sum, endpoint) => sum + highest(endpoint), 0)
  const sureStarts = Math.max(0, Math.min(maxCalls, ceiling - waiting))
  const calls = [...possible.keys()].map((endpoint): PlannedEndpoint => {
    const certain = Math.min(needs.get(endpoint)?.certain ?? 0, left(endpoint))
    const beside = total - highest(endpoint)
    return {
      endpoint,
      atLeast: Math.max(0, Math.min(certain, sureStarts - beside)),
      atMost: highest(endpoint),
      remaining: left(endpoint),
    }
  })
  const known = [...needs.values()].reduce((sum, need) => sum + need.possible, 0)
  const last = known === 0 ? now : starts[Math.min(known + waiting, starts.length) - 1]
  return {
    feasible: known <= ceiling && [...needs].every(([endpoint, need]) => need.possible <= left(endpoint)),
    // To the tenth: the window is read a moment after the clock.
    estimatedWaitSeconds: Math.max(0, Math.round(((last ?? now) - now) / 100) / 10),
    calls: calls.filter(({ atMost }) => atMost > 0),
  }
}

/** How many each endpoint may be asked for at most, with what a day that ends meanwhile sends to others. */
function spread(
  needs: ReadonlyMap<string, Need>,
  left: (endpoint: string) => number,
  insteadOf: (endpoint: string) => readonly string[],
): ReadonlyMap<string, number> {
  const possible = new Map([...needs].map(([endpoint, need]) => [endpoint, need.isOpen ? Infinity : need.possible]))
  for (const [endpoint, count] of [...possible]) {
    if (count === Infinity) continue
    const beyond = count - left(endpoint)
    if (beyond <= 0) continue
    for (const other of insteadOf(endpoint)) possible.set(other, (possible.get(other) ?? 0) + beyond)
  }
  return possible
}
