import type { Refusal } from '../limits/refusal.ts'
import { pathOf, sendJson, type Visit } from './visit.ts'

/** Says why a request is not answered: at the graph in the form of GraphQL over HTTP, elsewhere as plain JSON. */
export function refuse({ request, response }: Pick<Visit, 'request' | 'response'>, refusal: Refusal): void {
  const { status, headers, message, extensions } = refusal
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (pathOf(request) !== '/graphql') {
    sendJson(response, status, { error: message, ...extensions })
    return
  }
  const asksForOwnType = /\bapplication\/graphql-response\+json\b/.test(request.headers.accept ?? '')
  const contentType = asksForOwnType ? 'application/graphql-response+json' : 'application/json'
  response.writeHead(status, { 'content-type': `${contentType}; charset=utf-8`, 'cache-control': 'no-store' })
  response.end(JSON.stringify({ errors: [{ message, extensions }] }))
}
