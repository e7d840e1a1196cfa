import type { Visit } from '../visit.ts'

const allowed = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': [
    'apollo-require-preflight',
    'authorization',
    'cache-control',
    'content-type',
    'graphql-require-preflight',
    'prefer',
    'traceparent',
    'tracestate',
    'x-request-id',
    'x-requested-with',
  ].join(', '),
  // The longest that a browser keeps it.
  'access-control-max-age': '7200',
} as const

const exposed = 'preference-applied, retry-after, www-authenticate, x-request-id'

/**
 * Lets pages of the operator's own sites read answers (CORS), refusals too; a browser keeps them from all others. Cookies
 * and the like are never asked for, so Access-Control-Allow-Credentials is never said. False where it was a preflight,
 * which is answered here.
 */
export function shareWith(origins: ReadonlySet<string>, { request, response }: Visit): boolean {
  if (origins.size === 0) return true
  const { origin = '', 'access-control-request-method': preflight } = request.headers
  response.setHeader('vary', 'Origin')
  if (origins.has(origin)) {
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('access-control-expose-headers', exposed)
  }
  if (request.method !== 'OPTIONS' || preflight === undefined) return true
  response.writeHead(204, origins.has(origin) ? allowed : {}).end()
  return false
}
