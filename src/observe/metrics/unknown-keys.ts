import { Counter, type Registry } from 'prom-client'
import { bounded } from './bounded.ts'

const MOST_PATHS = 100

/** The office adds keys without notice: each is ignored, and counted. */
export function createUnknownKeyMetrics(registry: Registry) {
  const seen = new Counter({
    name: 'jpo_graph_unknown_keys_total',
    help: 'Keys in the office’s answers that this server does not know, by path.',
    labelNames: ['path'],
    registers: [registry],
  })
  const label = bounded(MOST_PATHS)
  return { seen: (path: string) => seen.inc({ path: label(path) }) }
}
