import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Caller, nobody } from '../auth/callers/caller.ts'

/** One request to this server. */
export interface Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Without the query string. */
  readonly path: string
  readonly search: URLSearchParams
  /** Nobody until it is known, and where nobody has to say it. */
  readonly caller: Caller
}

/** What answers at a path. */
export type Route = (visit: Visit) => void | Promise<void>

/** Null where its Host header is no host: nothing can be made of its address. */
export function visitOf(request: IncomingMessage, response: ServerResponse): Visit | null {
  if (!URL.canParse(`http://${request.headers.host ?? 'localhost'}`)) return null
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2)
  return { request, response, path, search: new URLSearchParams(search), caller: nobody }
}

/** A browser that opens the address, not a client that sends an operation by GET. */
export function wantsPage({ request, search }: Visit): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  return isRead && !search.has('query') && /\btext\/html\b/.test(request.headers.accept ?? '')
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
