import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { bounded } from './bounded.ts'

/** As many names of operations, and as many codes of errors, get series of their own. */
const MOST = 100

/** What an operator watches: a rate needs a zero to rise from. */
const watched = [
  'INTERNAL_SERVER_ERROR',
  'UPSTREAM_CONTRACT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_BUSY',
  'UPSTREAM_UNAUTHENTICATED',
  'QUOTA_EXHAUSTED',
  'RATE_LIMITED',
]

/** What clients ask of this server. */
export function createOperationMetrics(registry: Registry) {
  const registers = [registry]
  const operations = new Counter({
    name: 'jpo_graph_operations_total',
    help: 'Operations by name: anonymous have none, refused did not run; all names beyond the first hundred are other.',
    labelNames: ['operation'],
    registers,
  })
  const errors = new Counter({
    name: 'jpo_graph_errors_total',
    help: 'Errors in answers, by extensions.code.',
    labelNames: ['code'],
    registers,
  })
  const durations = new Histogram({
    name: 'jpo_graph_operation_duration_seconds',
    help: 'From the arrival of an operation to the end of its answer.',
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120],
    registers,
  })
  const running = new Gauge({
    name: 'jpo_graph_operations_running',
    help: 'Operations that are not answered yet, or still spend.',
    registers,
  })
  const nameLabel = bounded(MOST)
  const codeLabel = bounded(MOST)
  for (const code of watched) errors.inc({ code: codeLabel(code) }, 0)

  return {
    began: () => running.inc(),
    ended(name: string, codes: readonly string[], seconds: number): void {
      running.dec()
      operations.inc({ operation: nameLabel(name) })
      durations.observe(seconds)
      for (const code of codes) errors.inc({ code: codeLabel(code) })
    },
  }
}
