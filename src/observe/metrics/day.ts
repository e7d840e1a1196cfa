import { Gauge, type Registry } from 'prom-client'
import type { Clock } from '../../clock.ts'
import { nextReset } from '../../quota/day.ts'
import type { DayRow, Ledger } from '../../quota/ledger.ts'
import { type Endpoint, endpoints } from '../../sources/jpo/endpoints.ts'

export interface DayMetricsOptions {
  readonly ledger: Ledger
  /** Whether the place of the counts can be written: what a file that is gone says is counted nowhere any more. */
  readonly isStoreUp: () => Promise<boolean>
  readonly requestsPerMinute: number
  readonly clock: Clock
}

/** One figure of an endpoint's day: null where it is not known. */
type Figure = readonly [name: string, help: string, of: (row: DayRow) => number | null]

const figures: readonly Figure[] = [
  [
    'limit',
    '上限アクセス回数: calls a day that may be made, more than configured where the office allows it.',
    (row) => row.limit,
  ],
  ['used', 'Calls counted today, those under way and those of others with the same ID included.', (row) => row.used],
  ['remaining', 'Calls left today, by our count.', (row) => row.remaining],
  [
    'learned',
    'Calls a day that the office has shown today to allow beyond those configured.',
    (row) => row.limit - row.configuredLimit,
  ],
  ['used_elsewhere', 'Calls that the office counted today beyond those of our servers.', (row) => row.usedElsewhere],
  ['reported_remaining', '残アクセス数 of the office’s latest answer today.', (row) => row.reportedByJpo],
]

/**
 * The counts of day and minute, read when somebody looks. All servers on one store show the same figures. While they
 * cannot be read there are none, rather than old ones, and jpo_graph_store_up says why.
 */
export function createDayMetrics(
  registry: Registry,
  { ledger, isStoreUp, requestsPerMinute, clock }: DayMetricsOptions,
) {
  const registers = [registry]
  const ofEndpoints = figures.map(([name, help, of]) => ({
    of,
    gauge: new Gauge({ name: `jpo_graph_day_${name}`, help, labelNames: ['endpoint', 'handbook_number'], registers }),
  }))
  const startsLeft = new Gauge({
    name: 'jpo_graph_minute_starts_left',
    help: 'Calls that could start at this moment.',
    registers,
  })
  const isUp = new Gauge({
    name: 'jpo_graph_store_up',
    help: '1 while the counts of day and minute can be written; while it is 0 no call is made.',
    registers,
  })
  new Gauge({
    name: 'jpo_graph_minute_limit',
    help: 'Calls that may start in any sixty seconds.',
    registers,
  }).set(requestsPerMinute)
  const resetsAt = new Gauge({
    name: 'jpo_graph_day_resets_timestamp_seconds',
    help: 'When the office counts anew, the next 0:00 Japan time.',
    registers,
  })

  function show(rows: readonly DayRow[]): void {
    for (const { gauge, of } of ofEndpoints) {
      gauge.reset()
      for (const row of rows) {
        const value = of(row)
        const { endpoint } = row
        if (value !== null)
          gauge.set({ endpoint, handbook_number: endpoints[endpoint as Endpoint].handbookNumber }, value)
      }
    }
  }

  return {
    async read(): Promise<void> {
      resetsAt.set(nextReset(clock.now()) / 1000)
      try {
        if (!(await isStoreUp())) throw new Error('the store is away')
        const [rows, starts] = await Promise.all([ledger.day(), ledger.startsLeftThisMinute()])
        show(rows)
        startsLeft.set(starts)
        isUp.set(1)
      } catch {
        // Who reports that the store is away is the store.
        show([])
        startsLeft.remove()
        isUp.set(0)
      }
    },
  }
}
