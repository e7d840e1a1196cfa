import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Caller, nobody } from '../auth/callers/caller.ts'
import { requestIdOf } from './request-id.ts'

/** One request to this server. */
export interface Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Without the query string. */
  readonly path: string
  readonly search: URLSearchParams
  /** Nobody until it is known, and where nobody has to say it. */
  readonly caller: Caller
  /** In the answer's X-Request-Id and in the log; the client's own where it sent one. */
  readonly id: string
}

/** What answers at a path. */
export type Route = (visit: Visit) => void | Promise<void>

export function visitOf(request: IncomingMessage, response: ServerResponse): Visit {
  const [, search = ''] = (request.url ?? '/').split('?', 2)
  const id = requestIdOf(request)
  response.setHeader('x-request-id', id)
  return { request, response, path: pathOf(request), search: new URLSearchParams(search), caller: nobody, id }
}

/** Without the query string. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/'
}

/** By any of these an operation is sent by GET: as it is, or by its hash. */
const operationIn = ['query', 'extensions', 'documentId']

/** A browser that opens the address, not a client that sends an operation by GET. */
export function wantsPage({ request, search }: Visit): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const isOperation = operationIn.some((name) => search.has(name))
  return isRead && !isOperation && /\btext\/html\b/.test(request.headers.accept ?? '')
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
