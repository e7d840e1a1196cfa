import type { Metrics } from '../observe/metrics/metrics.ts'
import type { Route } from './visit.ts'

/** Everybody's figures, in Prometheus' text format: for callers with the scope `operate` (admission.ts). */
export function metricsRoute(metrics: Metrics): Route {
  return async ({ response }) => {
    const text = await metrics.scrape()
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' })
    response.end(text)
  }
}
