import type { IncomingMessage, ServerResponse } from 'node:http'
import { anybody, type Caller } from '../auth/callers/caller.ts'

/** One request to this server. */
export interface Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Without the query string. */
  readonly path: string
  readonly search: URLSearchParams
  readonly caller: Caller
}

/** What answers at a path. */
export type Route = (visit: Visit) => void | Promise<void>

/** Null where its Host header is no host: nothing can be made of its address. */
export function visitOf(request: IncomingMessage, response: ServerResponse): Visit | null {
  if (!URL.canParse(`http://${request.headers.host ?? 'localhost'}`)) return null
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2)
  return { request, response, path, search: new URLSearchParams(search), caller: anybody }
}

export function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
