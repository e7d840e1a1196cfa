import type { Config } from '../config.ts'
import { nextReset } from '../quota/day.ts'
import type { DayRow } from '../quota/ledger.ts'
import { nothingAsked, type TallyRow } from '../quota/tally.ts'
import { readiness, type Readiness } from '../readiness.ts'
import type { Services } from '../services.ts'
import { type Endpoint, endpointNames, endpoints } from '../sources/jpo/endpoints.ts'

export interface EndpointToday {
  readonly endpoint: Endpoint
  /** Null while the counts cannot be read. */
  readonly count: DayRow | null
  readonly tally: TallyRow
}

/** What the page says, in no language yet. */
export interface Today {
  readonly now: number
  readonly resetsAt: number
  /** In the order of the handbook. */
  readonly endpoints: readonly EndpointToday[]
  /** Of all endpoints together. */
  readonly tally: TallyRow
  /** Null while the counts cannot be read. */
  readonly startsLeftThisMinute: number | null
  readonly requestsPerMinute: number
  readonly waiting: number
  readonly readiness: Readiness
  /** What else there is to be led to. */
  readonly offers: Pick<Config, 'graphiql' | 'introspection'>
}

/** Reads what is counted and asks the office nothing; what cannot be read is null, the rest is shown all the same. */
export async function readToday(services: Services): Promise<Today> {
  const { clock, config, ledger, tally, turns } = services
  const [counts, startsLeftThisMinute, tallies, state] = await Promise.all([
    ledger.day().catch(() => null),
    ledger.startsLeftThisMinute().catch(() => null),
    tally.today(),
    readiness(services),
  ])
  const rows = new Map(counts?.map((row) => [row.endpoint, row]))
  const now = clock.now()
  return {
    now,
    resetsAt: nextReset(now),
    endpoints: endpointNames
      .toSorted((a, b) => endpoints[a].handbookNumber - endpoints[b].handbookNumber)
      .map((endpoint) => ({
        endpoint,
        count: rows.get(endpoint) ?? null,
        tally: tallies.get(endpoint) ?? nothingAsked,
      })),
    tally: [...tallies.values()].reduce(together, nothingAsked),
    startsLeftThisMinute,
    requestsPerMinute: config.requestsPerMinute,
    waiting: turns.waiting,
    readiness: state,
    offers: config,
  }
}

function together(a: TallyRow, b: TallyRow): TallyRow {
  return {
    stored: a.stored + b.stored,
    fact: a.fact + b.fact,
    shared: a.shared + b.shared,
    paid: a.paid + b.paid,
    stale: a.stale + b.stale,
    refused: a.refused + b.refused,
  }
}
