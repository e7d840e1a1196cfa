import type { Ledger } from '../quota/ledger.ts'
import type { Event, Place, Spending } from '../quota/spending.ts'

/** What an operation spent and saved, and what it left. */
export async function spent(spending: Spending, ledger: Ledger) {
  // An answer is not lost because the ledger cannot be read.
  const rows = spending.calls.size > 0 ? await ledger.claims(spending.caller).catch(() => []) : []
  const remaining = new Map(rows.map((row) => [row.endpoint, row.remaining]))
  return {
    spent: [...spending.calls].map(([endpoint, calls]) => ({
      endpoint,
      calls,
      remaining: remaining.get(endpoint) ?? null,
    })),
    cached: spending.cached,
    stale: spending.stale,
    waitedMs: spending.waitedMs,
  }
}

/** One question, as `extensions.upstream` lists it. */
export function explained({ place, endpoint, key, outcome, waitedMs, remaining }: Event) {
  return { path: pathOf(place), endpoint, key, outcome, waitedMs, remaining }
}

function pathOf(place: Place | undefined): (string | number)[] {
  return place ? [...pathOf(place.prev), place.key] : []
}
