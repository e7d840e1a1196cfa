import type { IncomingMessage } from 'node:http'
import { createYoga } from 'graphql-yoga'
import type { Failure } from '../errors.ts'
import { Operation } from '../operation/operation.ts'
import { refuseBadArguments } from '../schema/argument-checks.ts'
import { schema } from '../schema/index.ts'
import { namePlacesInLists } from '../schema/list-places.ts'
import type { Services } from '../services.ts'
import { createPlaces } from '../web/gates/at-once.ts'
import { isAcceptable } from '../web/gates/acceptable.ts'
import { readJsonBody } from '../web/gates/json-body.ts'
import type { Route, Visit } from '../web/visit.ts'
import { arrivalOf } from './arrival.ts'
import { createAnswersAtOnce } from './at-once/index.ts'
import type { ServerContext } from './context.ts'
import { acceptedBy } from './parts/accepted.ts'
import { answerInParts } from './parts/index.ts'
import { isOfParts, sendParts } from './parts/sending.ts'
import { createDocuments, noErrors } from './documents.ts'
import { type Answer, createFinishedAnswers } from './finished-answers.ts'
import { sayHowLongItHolds } from './freshness.ts'
import { answerInTime } from './limits/answer-time.ts'
import { hideSchema } from './limits/hidden-schema.ts'
import { readJsonParameters } from './limits/json-parameters.ts'
import { limitOperations } from './limits/operation-limits.ts'
import { answerQueriesOnly } from './limits/queries-only.ts'
import { noteOutcome } from './outcome.ts'
import { type Presence, presenceOf } from './presence.ts'
import { questionOf } from './question.ts'
import { knownOperations } from './known-operations.ts'
import { finishedBy, nowOf, repeat } from './repeating.ts'
import { send } from './sending.ts'
import { shown } from './shown-errors.ts'
import { agreeOnSpending, showQuota } from './spending.ts'
import { readTrustedDocuments } from './trusted-documents.ts'

/** HEAD asks what GET would say (RFC 9110 §9.3.2), and no more: it spends as little. */
function methodOf({ method = 'GET' }: IncomingMessage): string {
  return method === 'HEAD' ? 'GET' : method
}

/** The graph over HTTP: plugins in the order in which an operation meets them. */
export function createGraph(services: Services): Route {
  const { requestLimits, introspection } = services.config
  const { file, isTrustedOnly } = services.config.operations
  const trusted = file === null ? null : readTrustedDocuments(file)
  const yoga = createYoga<ServerContext>({
    schema,
    context: ({ operation }) => operation.context,
    plugins: [
      readJsonParameters,
      knownOperations({ trusted, isTrustedOnly }),
      namePlacesInLists,
      refuseBadArguments,
      answerQueriesOnly,
      limitOperations(requestLimits),
      agreeOnSpending,
      answerInParts(services),
      answerInTime(requestLimits.answerSeconds),
      showQuota(services),
      ...(introspection ? [] : [hideSchema]),
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
    // Bodies come here read, and within their own bounds.
    maxRequestBodySize: false,
    parserAndValidationCache: { documentCache: createDocuments(), errorCache: noErrors },
    cors: false,
    // What matters is logged by us, once and with its cause.
    logging: false,
  })
  const finished = createFinishedAnswers(services)
  const atOnce = createAnswersAtOnce(services)

  const places = createPlaces(requestLimits.operationsAtOnce)

  /** By the whole way: parsed, validated, executed. Undefined where the answer came in parts. */
  async function run(visit: Visit, body: Buffer, presence: Presence) {
    const { gone, closed } = presence
    const { request, response, caller } = visit
    const operation = new Operation(services, { begin: arrivalOf(services, visit), caller, signal: gone.signal })
    response.once('close', () => void operation.end(response.writableFinished ? response.statusCode : null))
    const { url = '/graphql', headers } = request
    const accepted = acceptedBy(headers.accept)
    const asked = new yoga.fetchAPI.Request(`http://localhost${url}`, {
      method: methodOf(request),
      headers: { ...(headers as Record<string, string>), accept: accepted.header },
    })
    const answered = await yoga.fetch(asked, {
      operation,
      body,
      closed,
      takesParts: accepted.parts !== null,
      abandon: (reason: Failure) => gone.abort(reason),
    })
    if (isOfParts(answered)) {
      await sendParts(visit, answered, presence)
      return
    }
    const answer: Answer = {
      status: answered.status,
      headers: Object.fromEntries(answered.headers),
      body: Buffer.from(await answered.text()),
    }
    send(visit, answer)
    return { answer, operation }
  }

  return async (visit) => {
    isAcceptable(visit.request)
    places.take(visit)
    const body = await readJsonBody(visit.request, requestLimits.bodyBytes)
    const question = questionOf(visit, body)
    const begin = arrivalOf(services, visit)
    const { answer: kept, moment } = await finished.find(question)
    // Where the store cannot say what changed, memory alone answers nothing.
    const known = kept ?? (moment === null ? undefined : atOnce.answer(visit, body))
    if (known) {
      repeat(services, visit, known, begin)
      send(visit, nowOf(known, services.clock.now()))
      if (!kept) await finished.keep(question, known, moment)
      return
    }
    const presence = presenceOf(visit)
    if (presence.gone.signal.aborted) return
    const whole = await run(visit, body, presence)
    if (!whole?.operation.isRepeatable) return
    const repeatable = finishedBy(whole.operation, whole.answer)
    atOnce.learn(visit, body, repeatable)
    await finished.keep(question, repeatable, moment)
  }
}
