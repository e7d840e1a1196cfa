import type { Caller } from '../auth/callers/caller.ts'
import { createLoaders } from '../loaders/index.ts'
import { bounds } from '../quota/plan.ts'
import type { Policy } from '../quota/policy.ts'
import { Spending } from '../quota/spending.ts'
import type { Planning } from '../schema/plan.ts'
import type { Services } from '../services.ts'
import { insteadOf } from '../sources/jpo/choose.ts'
import type { Endpoint } from '../sources/jpo/endpoints.ts'
import { createPlanningSource } from '../sources/jpo/planning.ts'
import { accountOf, allowedTo } from './account.ts'
import { contextOf } from './context.ts'

/** An operation that meets what is stored as any other would, and notes where it would call. */
export async function plan(services: Services, caller: Caller, policy: Partial<Policy>): Promise<Planning> {
  const { clock, source, ledger, turns, config } = services
  const spending = new Spending({ startedAt: clock.now(), caller: accountOf(services, caller) })
  spending.agree(allowedTo(caller, policy))
  const { deadline } = spending
  const rows = await ledger.claims(spending.caller)
  const remaining = new Map(rows.map((row) => [row.endpoint, row.remaining]))
  const left = (endpoint: Endpoint) => remaining.get(endpoint) ?? 0
  const planning = createPlanningSource(source, (endpoint) => left(endpoint) <= 0)
  const loaders = createLoaders({ source: planning.source, ledger, spending })
  return {
    context: contextOf(services, { caller, spending, loaders }, null),
    day: { left },
    calls: planning.calls,
    async bounded(needs) {
      const now = clock.now()
      const possible = [...needs.values()].reduce((sum, need) => sum + need.possible, 0)
      const waiting = turns.waitingBefore(spending.caller, possible)
      // More than could start before the deadline, and as many as are foreseen.
      const foreseen = possible + waiting
      const startable = Math.ceil(((deadline - now) / 60_000 + 1) * config.requestsPerMinute)
      const count = Math.max(foreseen, startable) + 1
      const [starts, earliest] = await Promise.all([
        ledger.nextStarts(Array.from({ length: count }, () => spending.caller)),
        ledger.nextStarts(Array.from({ length: count }, () => null)),
      ])
      const { maxCalls } = spending.policy
      return bounds(needs, { rows, starts, earliest, waiting, now, deadline, maxCalls, insteadOf })
    },
  }
}
