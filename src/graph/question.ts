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

/** Names a request by all that its answer may depend on. */
export function questionOf({ request, caller }: Visit, body: Buffer): string {
  const { method = '', url = '', headers } = request
  const told = headersThatCount.map((name) => headers[name] ?? '')
  const head = JSON.stringify([caller.name, [...caller.scopes], method, url, ...told])
  return hash('sha256', `${head}\n${body.toString('latin1')}`, 'base64')
}
