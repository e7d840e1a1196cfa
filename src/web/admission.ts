import type { Scope } from '../auth/callers/caller.ts'
import { type Visit, wantsPage } from './visit.ts'

/** What a path asks of its caller; null where nobody has to say who it is. Any other path asks `read`. */
const admission: Readonly<Record<string, Scope | null>> = {
  '/': 'operate',
  '/docs': null,
  '/schema.graphql': null,
  '/graphql': 'read',
  '/health': null,
  '/ready': null,
  '/metrics': 'operate',
}

/**
 * The scope that a visit needs; GraphiQL, where there is one, and the manual hold no data, and a picture's URL is itself
 * the key to it.
 */
export function scopeOf(visit: Visit, hasGraphiql: boolean): Scope | null {
  const { path } = visit
  const isOpen = /^\/(?:images|docs|graphiql)\//.test(path) || (path === '/graphql' && hasGraphiql && wantsPage(visit))
  if (isOpen) return null
  return Object.hasOwn(admission, path) ? (admission[path] ?? null) : 'read'
}

/** Where a person who opens an address in a browser can enter a key; null where whoever asks is told by a status. */
export function entranceFor(visit: Visit): string | null {
  const isPerson = wantsPage(visit) && visit.request.headers.authorization === undefined
  return visit.path === '/' && isPerson && !visit.search.has('part') ? 'graphql' : null
}
