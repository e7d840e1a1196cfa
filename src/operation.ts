import type { Clock } from './clock.ts'
import { createLoaders } from './loaders/index.ts'
import { nextReset, toOfficeTime } from './quota/day.ts'
import type { Ledger } from './quota/ledger.ts'
import { longestWaitMs, type Policy, stricter } from './quota/policy.ts'
import { type Event, type Place, Spending } from './quota/spending.ts'
import { readRequestPolicy } from './request-policy.ts'
import type { Context } from './schema/builder.ts'
import type { Services } from './services.ts'

/** One operation: what it may use, what it may spend and what it spent. */
export class Operation {
  readonly context: Context
  readonly spending: Spending
  readonly #shown: { ignored: readonly string[]; explain: boolean; applied: string | null } = {
    ignored: [],
    explain: false,
    applied: null,
  }

  constructor({ clock, source, ledger, turns, tally, config }: Services) {
    this.spending = new Spending({
      startedAt: clock.now(),
      onEvent: ({ endpoint, outcome, at }) => tally.add(endpoint, outcome, at),
    })
    this.context = {
      loaders: createLoaders({ source, ledger, spending: this.spending }),
      clock,
      quota: { ledger, turns, tally, requestsPerMinute: config.requestsPerMinute },
    }
  }

  /** What the request's headers and the document's directive allow together, before anything is asked. */
  agree(request: Request, directive: Partial<Policy>): void {
    const { policy, ignored, prefersWait, prefersExplain, explain } = readRequestPolicy(request)
    const agreed = stricter(policy, directive)
    const waitMs = agreed.waitMs === undefined ? {} : { waitMs: Math.min(agreed.waitMs, longestWaitMs) }
    this.spending.agree({ ...agreed, ...waitMs })
    const applied = [
      ...(prefersWait ? [`wait=${this.spending.policy.waitMs / 1000}`] : []),
      ...(prefersExplain ? ['explain'] : []),
    ]
    Object.assign(this.#shown, { ignored, explain, applied: applied.join(', ') || null })
  }

  /** Preference-Applied (RFC 7240): which of the client's preferences were followed, and how far. */
  get preferenceApplied(): string | null {
    return this.#shown.applied
  }

  /** `extensions` of the response: what was spent and saved, and every question where that was asked for. */
  async extensions({ ledger, clock }: { ledger: Ledger; clock: Clock }): Promise<Record<string, unknown>> {
    await this.spending.idle()
    const { ignored, explain } = this.#shown
    return {
      quota: {
        ...(await spent(this.spending, ledger)),
        resetsAt: toOfficeTime(nextReset(clock.now())),
        ...(ignored.length > 0 && { ignored }),
      },
      ...(explain && { upstream: this.spending.events.map(explained) }),
    }
  }
}

async function spent(spending: Spending, ledger: Ledger) {
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
  }
}

function explained({ place, endpoint, key, outcome, waitedMs, remaining }: Event) {
  return { path: pathOf(place), endpoint, key, outcome, waitedMs, remaining }
}

function pathOf(place: Place | undefined): (string | number)[] {
  return place ? [...pathOf(place.prev), place.key] : []
}
