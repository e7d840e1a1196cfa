import { createYoga } from 'graphql-yoga'
import { ClientGone } from '../errors.ts'
import { Operation } from '../operation.ts'
import { refuseBadArguments } from '../schema/argument-checks.ts'
import { schema } from '../schema/index.ts'
import { namePlacesInLists } from '../schema/list-places.ts'
import type { Services } from '../services.ts'
import { readBody } from '../web/body.ts'
import { type Route, sendJson, type Visit } from '../web/visit.ts'
import { arrivalOf } from './arrival.ts'
import type { ServerContext } from './context.ts'
import { type Answer, createFinishedAnswers } from './finished-answers.ts'
import { sayHowLongItHolds } from './freshness.ts'
import { noteOutcome } from './outcome.ts'
import { questionOf } from './question.ts'
import { knownOperations } from './known-operations.ts'
import { finishedBy, nowOf, repeat } from './repeating.ts'
import { send } from './sending.ts'
import { shown } from './shown-errors.ts'
import { agreeOnSpending, showQuota } from './spending.ts'
import { readTrustedDocuments } from './trusted-documents.ts'

/** The graph over HTTP: plugins in the order in which an operation meets them. */
export function createGraph(services: Services): Route {
  const { file, isTrustedOnly } = services.config.operations
  const trusted = file === null ? null : readTrustedDocuments(file)
  const yoga = createYoga<ServerContext>({
    schema,
    context: ({ operation }) => operation.context,
    plugins: [
      knownOperations({ trusted, isTrustedOnly }),
      namePlacesInLists,
      refuseBadArguments,
      agreeOnSpending,
      showQuota(services),
      sayHowLongItHolds(services),
      noteOutcome,
    ],
    maskedErrors: { maskError: (error) => shown(error, services) },
    extraParamNames: ['documentId'],
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    cors: false,
    // What matters is logged by us, once and with its cause.
    logging: false,
  })
  const finished = createFinishedAnswers(services)

  /** By the whole way: parsed, validated, executed. */
  async function run(visit: Visit, body: Buffer, signal: AbortSignal) {
    const { request, response, caller } = visit
    const operation = new Operation(services, { begin: arrivalOf(services, visit), caller, signal })
    response.once('close', () => void operation.end(response.writableFinished ? response.statusCode : null))
    const { method = 'GET', url = '/graphql', headers } = request
    const hasBody = method !== 'GET' && method !== 'HEAD'
    const asked = new yoga.fetchAPI.Request(`http://${headers.host ?? 'localhost'}${url}`, {
      method,
      headers: headers as Record<string, string>,
      ...(hasBody && { body: body.toString() }),
    })
    const answered = await yoga.fetch(asked, { operation })
    const answer: Answer = {
      status: answered.status,
      headers: Object.fromEntries(answered.headers),
      body: Buffer.from(await answered.text()),
    }
    return { answer, operation }
  }

  return async (visit) => {
    const gone = whenGone(visit.response)
    const body = await readBody(visit.request, MAX_BODY).catch(() => undefined)
    // Who goes away before he has asked is answered nothing.
    if (body === undefined) return
    if (body === null) {
      sendJson(visit.response, 413, { error: `A request has at most ${MAX_BODY} bytes.` })
      return
    }
    const question = questionOf(visit, body)
    const { answer: kept, moment } = await finished.find(question)
    if (kept) {
      repeat(services, visit, kept)
      send(visit, nowOf(kept, services.clock.now()))
      return
    }
    if (gone.aborted) return
    const { answer, operation } = await run(visit, body, gone)
    send(visit, answer)
    if (operation.isRepeatable) await finished.keep(question, finishedBy(operation, answer), moment)
  }
}

const MAX_BODY = 1_000_000

/** The client that goes away before its answer is complete wants nothing more to be started for it. */
function whenGone(response: Visit['response']): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new ClientGone())
  })
  return gone.signal
}
