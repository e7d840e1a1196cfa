import { Counter, Histogram, type Registry } from 'prom-client'

/** A client may write any word there. */
const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']

export interface RequestEnd {
  /** One of ours, never the path as it was sent. */
  readonly route: string
  readonly method: string
  readonly status: number
  /** False where the client went away before it had all of it. */
  readonly isWhole: boolean
  readonly seconds: number
}

/** Requests to this server, whatever became of them. */
export function createRequestMetrics(registry: Registry) {
  const registers = [registry]
  const requests = new Counter({
    name: 'jpo_graph_http_requests_total',
    help: 'Requests by route and status; 499 where the client went away before its answer was complete.',
    labelNames: ['route', 'method', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'jpo_graph_http_request_duration_seconds',
    help: 'From the head of a request to the end of its answer.',
    labelNames: ['route'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120],
    registers,
  })

  return {
    ended({ route, method, status, isWhole, seconds }: RequestEnd): void {
      requests.inc({
        route,
        method: methods.includes(method) ? method : 'other',
        status: isWhole ? String(status) : '499',
      })
      durations.observe({ route }, seconds)
    },
  }
}
