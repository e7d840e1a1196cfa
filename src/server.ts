import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Refusal } from './limits/refusal.ts'
import type { Services } from './services.ts'
import { createWhoCalls } from './web/callers.ts'
import { mayEnter } from './web/entrance.ts'
import { createGates } from './web/gates/index.ts'
import { endHangingOn, httpOptions } from './web/gates/connections.ts'
import { refuse } from './web/refuse.ts'
import { createRoutes } from './web/routes.ts'
import { countRequest } from './web/request-count.ts'
import { pathOf, sendJson, visitOf } from './web/visit.ts'

/** The HTTP server: what each request passes, in order, until a route answers it. */
export function createServer(services: Services): Server {
  const whoCalls = createWhoCalls(services)
  const routeOf = createRoutes(services)
  const passes = createGates(services)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = routeOf(pathOf(request))
    countRequest(services, route.name, request, response)
    const visit = visitOf(request, response)
    if (!passes(visit)) return
    if (!mayEnter(services, visit)) return
    const known = await whoCalls(visit)
    if (known) await route.answer(known)
  }

  const server = createHttpServer(httpOptions(services.config.requestLimits), (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // It was told already that it took too long, and is not told twice.
      if (response.writableEnded) return
      if (error instanceof Refusal && !response.headersSent) {
        refuse({ request, response }, error)
        return
      }
      services.log.error({ err: error }, 'A request failed outside of the graph')
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: 'Unexpected error.' })
    })
  })
  endHangingOn(server, services.config.requestLimits)
  return server
}
