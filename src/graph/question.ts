import { hash } from 'node:crypto'
import type { Visit } from '../web/visit.ts'

/** The headers that an answer may depend on: what is accepted, what may be spent, and who says so by himself, and whether a page could have sent it. */
export const headersThatCount = [
  'accept',
  'content-type',
  'content-encoding',
  'cache-control',
  'prefer',
  'pragma',
  'postman-token',
  'sec-fetch-mode',
  'authorization',
  'apollo-require-preflight',
  'graphql-require-preflight',
  'x-requested-with',
] as const

/** Who asks, where, and with which words beside the body. */
export function headOf({ request, caller }: Visit): string {
  const { method = '', url = '', headers } = request
  const told = headersThatCount.map((name) => headers[name] ?? '')
  return JSON.stringify([caller.name, [...caller.scopes], method, url, ...told])
}

/** Names a request by all that its answer may depend on. */
export function questionOf(visit: Visit, body: Buffer): string {
  return hash('sha256', `${headOf(visit)}\n${body.toString('latin1')}`, 'base64')
}
