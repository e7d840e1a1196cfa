import type { Clock } from './clock.ts'
import { createLoaders } from './loaders/index.ts'
import { nextReset, toOfficeTime } from './quota/day.ts'
import type { Ledger } from './quota/ledger.ts'
import { Spending } from './quota/spending.ts'
import type { Context } from './schema/builder.ts'
import type { Services } from './services.ts'

/** How long an operation may wait for its turns at the office. */
const waitMs = 25_000

/** One operation: what it may use, and what it spent. */
export interface Operation {
  readonly context: Context
  readonly spending: Spending
}

/** `signal` is aborted when the client went away. */
export function createOperation({ clock, source, ledger, turns, config }: Services, signal: AbortSignal): Operation {
  const spending = new Spending(clock.now(), clock.now() + waitMs, signal)
  const loaders = createLoaders({ source, ledger, spending })
  return {
    spending,
    context: { loaders, clock, quota: { ledger, turns, requestsPerMinute: config.requestsPerMinute } },
  }
}

/** `extensions.quota` of every response. */
export async function quotaExtension(spending: Spending, { ledger, clock }: { ledger: Ledger; clock: Clock }) {
  await spending.idle()
  // An answer is not lost because the ledger cannot be read.
  const rows = spending.calls.size > 0 ? await ledger.day().catch(() => []) : []
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
    resetsAt: toOfficeTime(nextReset(clock.now())),
  }
}
