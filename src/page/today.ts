import type { Caller } from '../auth/callers/caller.ts'
import type { Config } from '../config.ts'
import { lentFrom, nextReset } from '../quota/day.ts'
import type { ClaimRow, DayRow } from '../quota/ledger.ts'
import { nothingAsked, type TallyRow } from '../quota/tally.ts'
import { readiness, type Readiness } from '../readiness.ts'
import type { Services } from '../services.ts'
import { type Endpoint, endpointNames, endpoints } from '../sources/jpo/endpoints.ts'

export interface EndpointToday {
  readonly endpoint: Endpoint
  /** Null while the counts cannot be read. */
  readonly count: DayRow | null
  /** Null where others' questions are not to be seen. */
  readonly tally: TallyRow | null
}

/** What the visitor has of the day. */
export interface OwnToday {
  readonly caller: string
  /** When what is unused is lent, milliseconds since the epoch. */
  readonly lentFrom: number
  readonly rows: readonly { readonly endpoint: Endpoint; readonly claim: ClaimRow }[]
}

/** What the page says, in no language yet. */
export interface Today {
  readonly now: number
  readonly resetsAt: number
  /** In the order of the handbook. */
  readonly endpoints: readonly EndpointToday[]
  /** Of all endpoints together; null where others' questions are not to be seen. */
  readonly tally: TallyRow | null
  /** Null where the day is not divided among callers. */
  readonly own: OwnToday | null
  /** Null while the counts cannot be read. */
  readonly startsLeftThisMinute: number | null
  readonly requestsPerMinute: number
  readonly waiting: number
  readonly readiness: Readiness
  /** What else there is to be led to. */
  readonly offers: Pick<Config, 'graphiql' | 'introspection'>
}

/**
 * Reads what is counted and asks the office nothing; what cannot be read is null, the rest is shown all the same. What
 * everybody asked is shown to whom `operate` opens it, what is one's own to whom `read` does.
 */
export async function readToday(services: Services, caller: Caller): Promise<Today> {
  const { clock, config, ledger, tally, turns } = services
  const seesAll = caller.scopes.has('operate')
  const [counts, startsLeftThisMinute, tallies, state, own] = await Promise.all([
    ledger.day().catch(() => null),
    ledger.startsLeftThisMinute().catch(() => null),
    tally.today(),
    readiness(services),
    services.callers.isSet && caller.scopes.has('read') ? readOwn(services, caller) : null,
  ])
  const rows = new Map(counts?.map((row) => [row.endpoint, row]))
  const now = clock.now()
  return {
    now,
    resetsAt: nextReset(now),
    endpoints: inOrder.map((endpoint) => ({
      endpoint,
      count: rows.get(endpoint) ?? null,
      tally: seesAll ? (tallies.get(endpoint) ?? nothingAsked) : null,
    })),
    tally: seesAll ? [...tallies.values()].reduce(together, nothingAsked) : null,
    own,
    startsLeftThisMinute,
    requestsPerMinute: config.requestsPerMinute,
    waiting: turns.waiting,
    readiness: state,
    offers: config,
  }
}

/** Of the handbook. */
const inOrder = endpointNames.toSorted((a, b) => endpoints[a].handbookNumber - endpoints[b].handbookNumber)

async function readOwn({ ledger, clock }: Services, caller: Caller): Promise<OwnToday> {
  const claims = new Map((await ledger.claims(caller).catch(() => [])).map((claim) => [claim.endpoint, claim]))
  const rows = inOrder.flatMap((endpoint) => {
    const claim = claims.get(endpoint)
    return claim ? [{ endpoint, claim }] : []
  })
  return { caller: caller.name, lentFrom: lentFrom(clock.now()), rows }
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
