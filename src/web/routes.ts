import { createGraph } from '../graph/index.ts'
import { examplesFor, titleFor } from '../graphiql/examples.ts'
import { createGraphiqlPage } from '../graphiql/page.ts'
import { readiness } from '../readiness.ts'
import type { Services } from '../services.ts'
import { type Route, sendJson, type Visit, wantsPage } from './visit.ts'

/** What is where. */
export function createRoutes(services: Services): (path: string) => Route {
  const { upstream } = services.config
  const graph = createGraph(services)
  const graphiql = createGraphiqlPage({ title: titleFor(upstream), examples: examplesFor(upstream) })

  const routes: Readonly<Record<string, Route>> = {
    '/': ({ response }) => void response.writeHead(302, { location: '/graphql' }).end(),
    '/graphql': (visit) => (wantsPage(visit) ? graphiql.answer(visit.request, visit.response) : graph(visit)),
    '/health': ({ response }) => sendJson(response, 200, { status: 'ok' }),
    async '/ready'({ response }) {
      const parts = await readiness(services)
      sendJson(response, parts.ready ? 200 : 503, parts)
    },
  }
  const images: Route = ({ request, response }) => services.images.answer(request, response)

  return (path) => {
    if (path.startsWith('/images/')) return images
    return Object.hasOwn(routes, path) ? (routes[path] ?? nothing) : nothing
  }
}

function nothing({ response }: Visit): void {
  sendJson(response, 404, { error: 'Nothing is here; the graph is at /graphql.' })
}
