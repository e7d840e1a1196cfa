import { createYoga } from 'graphql-yoga'
import { ClientGone, type Failure } from '../errors.ts'
import { Operation } from '../operation.ts'
import { refuseBadArguments } from '../schema/argument-checks.ts'
import { schema } from '../schema/index.ts'
import { namePlacesInLists } from '../schema/list-places.ts'
import type { Services } from '../services.ts'
import { createPlaces } from '../web/gates/at-once.ts'
import type { Route } from '../web/visit.ts'
import type { ServerContext } from './context.ts'
import { createDocuments, noErrors } from './documents.ts'
import { answerInTime } from './limits/answer-time.ts'
import { hideSchema } from './limits/hidden-schema.ts'
import { limitOperations } from './limits/operation-limits.ts'
import { isAcceptable, notAcceptable, readJsonOnly } from './limits/request-form.ts'
import { noteOutcome } from './outcome.ts'
import { shown } from './shown-errors.ts'
import { agreeOnSpending, showQuota } from './spending.ts'

/** The graph over HTTP: plugins in the order in which an operation meets them. */
export function createGraph(services: Services): Route {
  const { requestLimits, introspection } = services.config
  const yoga = createYoga<ServerContext>({
    schema,
    context: ({ operation }) => operation.context,
    plugins: [
      readJsonOnly(requestLimits),
      namePlacesInLists,
      refuseBadArguments,
      limitOperations(requestLimits),
      agreeOnSpending,
      answerInTime(services.clock, requestLimits.answerSeconds),
      showQuota(services),
      ...(introspection ? [] : [hideSchema]),
      noteOutcome,
    ],
    maskedErrors: { maskError: (error) => shown(error, services) },
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    // Bodies are read, and bounded, by readJsonOnly.
    maxRequestBodySize: false,
    parserAndValidationCache: { documentCache: createDocuments(), errorCache: noErrors },
    cors: false,
    // What matters is logged by us, once and with its cause.
    logging: false,
  })
  const places = createPlaces(requestLimits.operationsAtOnce)

  return async ({ request, response, caller, id }) => {
    if (!isAcceptable(request.headers.accept)) throw notAcceptable()
    places.take(caller.name, response)
    const [gone, closed] = [new AbortController(), new AbortController()]
    const operation = new Operation(services, { id, caller, signal: gone.signal })
    response.once('close', () => {
      // The client that goes away before its answer is complete wants nothing more to be started for it.
      if (!response.writableFinished) gone.abort(new ClientGone())
      closed.abort()
      void operation.end(response.writableFinished ? response.statusCode : null)
    })
    const abandon = (reason: Failure) => gone.abort(reason)
    await yoga(request, response, { operation, incoming: request, abandon, closed: closed.signal })
  }
}
