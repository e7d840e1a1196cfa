import { get } from 'node:http'
import { json } from 'node:stream/consumers'
import type { GraphAnswer, QuotaExtension } from './graph.ts'

/** One question and what became of it, as `Prefer: explain` shows it. */
export interface Explained {
  path: (string | number)[]
  endpoint: string
  key: string
  outcome: string
  waitedMs: number
  remaining: number | null
}

export interface RequestAnswer extends GraphAnswer {
  headers: Headers
  quota: QuotaExtension & { ignored?: string[] }
  upstream: Explained[] | undefined
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, unknown>>
  readonly operationName?: string
  readonly method?: 'GET' | 'POST'
  /** What follows the address, such as `explain`. */
  readonly search?: string
  readonly signal?: AbortSignal
}

/** An operation as a client sends it that has headers of its own, or sends it by GET. */
export async function request(url: string, query: string, options: RequestOptions = {}): Promise<RequestAnswer> {
  const { headers = {}, variables, operationName, method = 'POST', search = '', signal } = options
  const said = { query, ...(variables && { variables }), ...(operationName !== undefined && { operationName }) }
  const parameters = new URLSearchParams(search)
  if (method === 'GET')
    for (const [name, value] of Object.entries(said))
      parameters.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  const response = await fetch(`${url}/graphql?${parameters.toString()}`, {
    method,
    headers: { accept: 'application/graphql-response+json', 'content-type': 'application/json', ...headers },
    ...(method === 'POST' && { body: JSON.stringify(said) }),
    ...(signal && { signal }),
  })
  const body = (await response.json()) as {
    data?: unknown
    errors?: GraphAnswer['errors']
    extensions: { quota: RequestAnswer['quota']; upstream?: Explained[] }
  }
  const { quota, upstream } = body.extensions
  return {
    status: response.status,
    headers: response.headers,
    data: body.data,
    errors: body.errors ?? [],
    quota,
    upstream,
  }
}

/** What a browser sends when a person opens or reloads an address: fetch() may not say so itself. */
export function navigate(address: string, cacheControl: string): Promise<unknown> {
  const headers = { 'sec-fetch-mode': 'navigate', 'cache-control': cacheControl, accept: 'text/html,*/*' }
  return new Promise((resolve, reject) => {
    get(address, { headers }, (response) => void json(response).then(resolve, reject)).on('error', reject)
  })
}
