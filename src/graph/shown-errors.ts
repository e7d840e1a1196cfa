import { randomUUID } from 'node:crypto'
import { GraphQLError, type GraphQLErrorExtensions } from 'graphql'
import { Failure } from '../errors.ts'
import { Refusal } from '../limits/refusal.ts'
import { refusalBy } from '../schema/argument-checks.ts'
import type { Services } from '../services.ts'

/** What is shown of an error, without what the redaction takes out: the office's own words may repeat what it was sent. */
export function shown(error: unknown, services: Services): GraphQLError {
  const { redaction } = services
  const seen = foreseen(error, services)
  if (!redaction.isSuspect(JSON.stringify(seen))) return seen
  const { message, nodes, source, positions, path, extensions, originalError } = seen
  return new GraphQLError(redaction.text(message), {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    originalError: originalError ?? null,
    extensions: redaction.value(extensions) as GraphQLErrorExtensions,
  })
}

/** Failures we foresaw are shown as they are, and so are GraphQL's own; anything else only by an id that the log has too. */
function foreseen(error: unknown, { log }: Services): GraphQLError {
  const original = error instanceof GraphQLError ? error.originalError : error
  if (error instanceof GraphQLError && (!original || original instanceof Failure || original instanceof GraphQLError))
    return error
  // Outside of execution nothing is located.
  if (error instanceof Refusal) return refusalBy(error)
  // The JSON of a GET's or a form's variables or extensions.
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
