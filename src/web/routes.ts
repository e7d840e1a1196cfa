import { createGraph } from '../graph/index.ts'
import { examplesFor, titleFor } from '../graphiql/examples.ts'
import { createGraphiqlPage } from '../graphiql/page.ts'
import { readiness } from '../readiness.ts'
import type { Services } from '../services.ts'
import { metricsRoute } from './metrics.ts'
import { type Route, sendJson, type Visit } from './visit.ts'

export interface NamedRoute {
  /** One of few, whatever path was asked for: figures are kept by it. */
  readonly name: string
  readonly answer: Route
}

/** What is where. */
export function createRoutes(services: Services): (path: string) => NamedRoute {
  const { upstream, graphiql: hasPage } = services.config
  const graph = createGraph(services)
  const graphiql = createGraphiqlPage({ title: titleFor(upstream), examples: examplesFor(upstream) })

  const routes: Readonly<Record<string, Route>> = {
    '/': ({ response }) => void response.writeHead(302, { location: '/graphql' }).end(),
    '/graphql': (visit) =>
      hasPage && wantsPage(visit) ? graphiql.answer(visit.request, visit.response) : graph(visit),
    '/health': ({ response }) => sendJson(response, 200, { status: 'ok' }),
    '/metrics': metricsRoute(services.metrics),
    async '/ready'({ response }) {
      const parts = await readiness(services)
      sendJson(response, parts.ready ? 200 : 503, parts)
    },
  }
  const images: Route = ({ request, response }) => services.images.answer(request, response)

  return (path) => {
    if (path.startsWith('/images/')) return { name: '/images', answer: images }
    const answer = Object.hasOwn(routes, path) ? routes[path] : undefined
    return answer ? { name: path, answer } : { name: 'other', answer: nothing }
  }
}

function nothing({ response }: Visit): void {
  sendJson(response, 404, { error: 'Nothing is here; the graph is at /graphql.' })
}

/** A browser that opens the address, not a client that sends an operation by GET. */
function wantsPage({ request, search }: Visit): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  return isRead && !search.has('query') && /\btext\/html\b/.test(request.headers.accept ?? '')
}
