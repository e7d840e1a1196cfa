import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { TokenState } from '../../auth/jpo-token.ts'
import type { Turns } from '../../quota/turns.ts'
import { version } from '../version.ts'
import { createCallMetrics } from './calls.ts'
import { createCallerMetrics } from './callers.ts'
import { createDayMetrics, type DayMetricsOptions } from './day.ts'
import { createOperationMetrics } from './operations.ts'
import { createRequestMetrics } from './requests.ts'
import { createTokenMetrics } from './token.ts'
import { createUnknownKeyMetrics } from './unknown-keys.ts'

export interface MetricsOptions extends DayMetricsOptions {
  readonly turns: Turns
  readonly tokenState: () => TokenState
  /** What this server is, in words: labels of jpo_graph_build_info. */
  readonly upstream: string
  readonly store: string
}

export type Metrics = ReturnType<typeof createMetrics>

/** All that /metrics shows, in a registry of this server's own. */
export function createMetrics({ turns, tokenState, upstream, store, ...ofDay }: MetricsOptions) {
  const registry = new Registry()
  const day = createDayMetrics(registry, ofDay)
  const callers = createCallerMetrics(registry, ofDay.ledger)
  new Gauge({
    name: 'jpo_graph_turns_waiting',
    help: 'Calls that wait for their turn at this moment, in this server.',
    registers: [registry],
    collect() {
      this.set(turns.waiting)
    },
  })
  const build = new Gauge({
    name: 'jpo_graph_build_info',
    help: 'Always 1: what this server is.',
    labelNames: ['version', 'node', 'upstream', 'store'],
    registers: [registry],
  })
  build.set({ version: version(), node: process.versions.node, upstream, store }, 1)

  return {
    calls: createCallMetrics(registry),
    operations: createOperationMetrics(registry),
    requests: createRequestMetrics(registry),
    token: createTokenMetrics(registry, tokenState),
    unknownKeys: createUnknownKeyMetrics(registry),
    contentType: registry.contentType,
    /** In Prometheus' text format. Costs no call and writes nothing; does without a store that is away. */
    async scrape(): Promise<string> {
      await Promise.all([day.read(), callers.read()])
      return registry.metrics()
    },
    /** Event-loop delay, memory, CPU, open files: once in a process, since what watches them lives as long as it. */
    ofProcess: () => collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 }),
  }
}
