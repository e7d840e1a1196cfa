import { Gauge, type Registry } from 'prom-client'
import type { CallerRow, Ledger } from '../../quota/ledger.ts'
import { bounded } from './bounded.ts'

const MOST_CALLERS = 100

/** What each caller has of the day: read when somebody looks, from the counts that all servers on one store share. */
export function createCallerMetrics(registry: Registry, ledger: Ledger) {
  const labelNames = ['caller', 'endpoint']
  const used = new Gauge({
    name: 'jpo_graph_caller_day_used',
    help: 'Calls of a caller counted today.',
    labelNames,
    registers: [registry],
  })
  const share = new Gauge({
    name: 'jpo_graph_caller_day_share',
    help: 'Calls of the day that are a caller’s own.',
    labelNames,
    registers: [registry],
  })
  const label = bounded(MOST_CALLERS)

  function show(rows: readonly CallerRow[]): void {
    used.reset()
    share.reset()
    for (const row of rows) {
      // Those beyond the hundredth are one.
      const labels = { caller: label(row.caller), endpoint: row.endpoint }
      used.inc(labels, row.used)
      share.inc(labels, row.share)
    }
  }

  return {
    read: async (): Promise<void> => show(await ledger.callers().catch(() => [])),
  }
}
