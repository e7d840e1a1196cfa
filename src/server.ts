import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Services } from './services.ts'
import { createWhoCalls } from './web/callers.ts'
import { mayEnter } from './web/entrance.ts'
import { createRoutes } from './web/routes.ts'
import { countRequest } from './web/request-count.ts'
import { pathOf, sendJson, visitOf } from './web/visit.ts'

/** The HTTP server: what each request passes, in order, until a route answers it. */
export function createServer(services: Services): Server {
  const whoCalls = createWhoCalls(services)
  const routeOf = createRoutes(services)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = routeOf(pathOf(request))
    countRequest(services, route.name, request, response)
    const visit = visitOf(request, response)
    if (!visit) {
      sendJson(response, 400, { error: 'The Host header is no host.' })
      return
    }
    if (!mayEnter(services, visit)) return
    const known = await whoCalls(visit)
    if (known) await route.answer(known)
  }

  return createHttpServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      services.log.error({ err: error }, 'A request failed outside of the graph')
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: 'Unexpected error.' })
    })
  })
}
