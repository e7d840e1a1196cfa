import type { Scope } from '../auth/callers/caller.ts'
import { Failure, Forbidden, IssuerUnavailable, Unauthenticated } from '../errors.ts'
import type { Services } from '../services.ts'
import { scopesFor } from './admission.ts'
import type { Visit } from './visit.ts'

/** The visit with its caller; null where it was refused, which is answered: nothing has been read or executed by then. */
export function createWhoCalls({ callers, log, config }: Services): (visit: Visit) => Promise<Visit | null> {
  return async (visit) => {
    const scopes = scopesFor(visit, config.graphiql)
    const [scope] = scopes
    if (scope === undefined) return visit
    try {
      const caller = await callers.identify(visit.request.headersDistinct.authorization ?? [])
      if (!scopes.some((it) => caller.scopes.has(it))) throw new Forbidden(caller.name, scope)
      return { ...visit, caller }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      // Not the path: a key may have been put there.
      log.info({ id: visit.id, ...error.extensions, ...problemIn(error) }, 'Refused who asks')
      refuse(visit, error, scope)
      return null
    }
  }
}

function problemIn(error: Failure) {
  if (error instanceof Forbidden) return { caller: error.caller }
  return error instanceof Unauthenticated ? { problem: error.problem } : {}
}

/** As GraphQL over HTTP and RFC 6750 §3 have it. */
function refuse({ request, response }: Visit, error: Failure, scope: Scope): void {
  const { status, headers } = inHttp(error, scope)
  const isNew = /\bapplication\/graphql-response\+json\b/.test(request.headers.accept ?? '')
  response.writeHead(status, {
    'content-type': `application/${isNew ? 'graphql-response+json' : 'json'}; charset=utf-8`,
    'cache-control': 'no-store',
    ...headers,
  })
  response.end(JSON.stringify({ errors: [{ message: error.message, extensions: error.extensions }] }))
}

const realm = 'Bearer realm="jpo-patent-graph"'

function inHttp(error: Failure, scope: Scope): { status: number; headers: Record<string, string> } {
  if (error instanceof Forbidden)
    return { status: 403, headers: { 'www-authenticate': `${realm}, error="insufficient_scope", scope="${scope}"` } }
  if (error instanceof IssuerUnavailable)
    return { status: 503, headers: { 'retry-after': String(error.extensions.retryAfterSeconds) } }
  const problem = error instanceof Unauthenticated ? error.problem : 'missing'
  return {
    status: problem === 'invalid_request' ? 400 : 401,
    headers: { 'www-authenticate': problem === 'missing' ? realm : `${realm}, error="${problem}"` },
  }
}
