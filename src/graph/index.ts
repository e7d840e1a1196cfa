import { createYoga } from 'graphql-yoga'
import { ClientGone } from '../errors.ts'
import { Operation } from '../operation.ts'
import { refuseBadArguments } from '../schema/argument-checks.ts'
import { schema } from '../schema/index.ts'
import { namePlacesInLists } from '../schema/list-places.ts'
import type { Services } from '../services.ts'
import type { Route, Visit } from '../web/visit.ts'
import type { ServerContext } from './context.ts'
import { limitOperations } from './limits/operation-limits.ts'
import { shown } from './shown-errors.ts'
import { agreeOnSpending, showQuota } from './spending.ts'

/** The graph over HTTP: plugins in the order in which an operation meets them. */
export function createGraph(services: Services): Route {
  const { requestLimits } = services.config
  const yoga = createYoga<ServerContext>({
    schema,
    context: ({ operation }) => operation.context,
    plugins: [
      namePlacesInLists,
      refuseBadArguments,
      limitOperations(requestLimits),
      agreeOnSpending,
      showQuota(services),
    ],
    maskedErrors: { maskError: (error) => shown(error, services) },
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    cors: false,
    // What matters is logged by us, once and with its cause.
    logging: false,
  })
  return async ({ request, response, caller }) => {
    await yoga(request, response, { operation: new Operation(services, { caller, signal: whenGone(response) }) })
  }
}

/** The client that goes away before its answer is complete wants nothing more to be started for it. */
function whenGone(response: Visit['response']): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new ClientGone())
  })
  return gone.signal
}
