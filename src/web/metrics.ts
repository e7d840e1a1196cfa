import type { Metrics } from '../observe/metrics/metrics.ts'
import { type Route, sendJson } from './visit.ts'

/** Everybody's figures, in Prometheus' text format: for callers with the scope `operate` (admission.ts). */
export function metricsRoute(metrics: Metrics): Route {
  return async ({ request, response }) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      sendJson(response, 405, { error: 'The figures of this server are read by GET.' })
      return
    }
    const text = await metrics.scrape()
    response.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' })
    response.end(text)
  }
}
