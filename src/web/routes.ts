import { createGraph } from '../graph/index.ts'
import { createGraphiql } from '../graphiql/index.ts'
import { createPage } from '../page/index.ts'
import { createManual } from '../page/manual/index.ts'
import { schemaFile } from '../page/schema-file.ts'
import { readiness } from '../readiness.ts'
import type { Services } from '../services.ts'
import { metricsRoute } from './metrics.ts'
import { type Route, sendJson, type Visit, wantsPage } from './visit.ts'

export interface NamedRoute {
  /** One of few, whatever path was asked for: figures are kept by it. */
  readonly name: string
  readonly answer: Route
}

/** What is where. */
export function createRoutes(services: Services): (path: string) => NamedRoute {
  const { graphiql: hasGraphiql, introspection } = services.config
  const graph = createGraph(services)
  const graphiql = createGraphiql(services)

  const routes: Readonly<Record<string, Route>> = {
    '/': createPage(services),
    '/docs': ({ response }) => void response.writeHead(308, { location: 'docs/' }).end(),
    '/schema.graphql': introspection ? schemaFile() : nothing,
    '/graphql': (visit) => (hasGraphiql && wantsPage(visit) ? graphiql.page(visit) : graph(visit)),
    '/health': ({ response }) => sendJson(response, 200, { status: 'ok' }),
    '/metrics': metricsRoute(services.metrics),
    async '/ready'({ response }) {
      const parts = await readiness(services)
      sendJson(response, parts.ready ? 200 : 503, parts)
    },
  }
  const manual = createManual()
  const images: Route = ({ request, response }) => services.images.answer(request, response)

  return (path) => {
    if (path.startsWith('/images/')) return { name: '/images', answer: images }
    if (hasGraphiql && path.startsWith('/graphiql/'))
      return { name: '/graphiql', answer: graphiql.file(path.slice('/graphiql/'.length)) }
    if (path.startsWith('/docs/')) return { name: '/docs', answer: manual(path.slice('/docs/'.length)) ?? nothing }
    const answer = Object.hasOwn(routes, path) ? routes[path] : undefined
    if (!answer) return { name: 'other', answer: nothing }
    return { name: path, answer: path === '/graphql' ? answer : readOnly(answer) }
  }
}

function readOnly(answer: Route): Route {
  return (visit) => {
    const { request, response } = visit
    if (request.method === 'GET' || request.method === 'HEAD') return answer(visit)
    response.setHeader('allow', 'GET, HEAD')
    sendJson(response, 405, { error: 'What is here is read by GET.' })
  }
}

function nothing({ response }: Visit): void {
  sendJson(response, 404, { error: 'Nothing is here; the graph is at /graphql.' })
}
