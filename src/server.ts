import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type ExecutionArgs, GraphQLError } from 'graphql'
import { createYoga, type Plugin, type YogaInitialContext } from 'graphql-yoga'
import { BadUserInput, ClientGone, Failure } from './errors.ts'
import { examplesFor, titleFor } from './graphiql/examples.ts'
import { createGraphiqlPage } from './graphiql/page.ts'
import { Operation } from './operation.ts'
import { readiness } from './readiness.ts'
import { coercedVariables, refusal, refuseBadArguments } from './schema/argument-checks.ts'
import { namePlacesInLists } from './schema/list-places.ts'
import { schema } from './schema/index.ts'
import { policyIn } from './schema/upstream.ts'
import type { Services } from './services.ts'

interface ServerContext {
  readonly operation: Operation
}

/** The HTTP server: the graph, GraphiQL, and what a load balancer asks. */
export function createServer(services: Services): Server {
  const { log } = services

  const yoga = createYoga<ServerContext>({
    schema,
    context: ({ operation }) => operation.context,
    plugins: [namePlacesInLists, refuseBadArguments, agreeOnSpending, showQuota(services)],
    maskedErrors: { maskError: (error) => shown(error, services) },
    graphqlEndpoint: '/graphql',
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    cors: false,
    // What matters is logged below, once and with its cause.
    logging: false,
  })
  const { upstream } = services.config
  const graphiql = createGraphiqlPage({ title: titleFor(upstream), examples: examplesFor(upstream) })

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/', search = ''] = (request.url ?? '/').split('?', 2)
    if (!URL.canParse(`http://${request.headers.host ?? 'localhost'}`)) {
      sendJson(response, 400, { error: 'The Host header is no host.' })
      return
    }
    switch (path) {
      case '/graphql':
        if (wantsPage(request, search)) graphiql.answer(request, response)
        else await yoga(request, response, { operation: new Operation(services, whenGone(response)) })
        return
      case '/health':
        sendJson(response, 200, { status: 'ok' })
        return
      case '/ready': {
        const parts = await readiness(services)
        sendJson(response, parts.ready ? 200 : 503, parts)
        return
      }
      case '/':
        response.writeHead(302, { location: '/graphql' }).end()
        return
      default:
        if (path.startsWith('/images/')) {
          await services.images.answer(request, response)
          return
        }
        sendJson(response, 404, { error: `Nothing is here; the graph is at /graphql.` })
    }
  }

  return createHttpServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'A request failed outside of the graph')
      if (response.headersSent) response.destroy()
      else sendJson(response, 500, { error: 'Unexpected error.' })
    })
  })
}

/** The client that goes away before its answer is complete wants nothing more to be started for it. */
function whenGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new ClientGone())
  })
  return gone.signal
}

/** A browser that opens the address, not a client that sends an operation by GET. */
function wantsPage(request: IncomingMessage, search: string): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  return isRead && !new URLSearchParams(search).has('query') && /\btext\/html\b/.test(request.headers.accept ?? '')
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

/** Failures we foresaw are shown as they are, and so are GraphQL's own; anything else only by an id that the log has too. */
function shown(error: unknown, { log }: Services): Error {
  const original = error instanceof GraphQLError ? error.originalError : error
  if (error instanceof GraphQLError && (!original || original instanceof Failure || original instanceof GraphQLError))
    return error
  // Outside of execution nothing is located: the JSON of a GET's or a form's variables or extensions.
  if (error instanceof SyntaxError)
    return new GraphQLError('variables and extensions must be JSON objects.', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    })
  // The parser goes down one call for each bracket.
  if (error instanceof RangeError)
    return new GraphQLError('The document is nested too deeply to be read.', {
      extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400 } },
    })
  const correlationId = randomUUID()
  log.error({ err: original, correlationId }, 'Unexpected error')
  const { nodes, path } = error instanceof GraphQLError ? error : {}
  return new GraphQLError(`Unexpected error; the server's log has it as ${correlationId}.`, {
    nodes: nodes ?? null,
    path: path ?? null,
    extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId },
  })
}

/** What the operation may spend is settled before it runs: a limit that cannot be meant refuses it. */
const agreeOnSpending: Plugin<object, ServerContext> = {
  onExecute({ args, setResultAndStopExecution }) {
    const { document, operationName, contextValue } = args as ExecutionArgs
    const { operation, request } = contextValue as ServerContext & YogaInitialContext
    try {
      const variables = coercedVariables(args)
      if (variables) operation.agree(request, policyIn(document, operationName, variables))
    } catch (error) {
      if (!(error instanceof BadUserInput)) throw error
      setResultAndStopExecution({ errors: [refusal(new GraphQLError(error.message, { originalError: error }))] })
    }
  },
  onResponse({ response, serverContext }) {
    const applied = serverContext.operation.preferenceApplied
    if (applied !== null) response.headers.set('preference-applied', applied)
  },
}

/** `extensions.quota` on every response, refused operations included. */
function showQuota(services: Services): Plugin<object, ServerContext> {
  return {
    async onResultProcess(event) {
      const { result, serverContext } = event
      if (Array.isArray(result) || Symbol.asyncIterator in result) return
      const extensions = await serverContext.operation.extensions(services)
      event.setResult({ ...result, extensions: { ...result.extensions, ...extensions } })
    },
  }
}
