import type { Scope } from '../auth/callers/caller.ts'
import { type Visit, wantsPage } from './visit.ts'

/** What a path asks of its caller; null where nobody has to say who it is. Any other path asks `read`. */
const admission: Readonly<Record<string, Scope | null>> = {
  '/': null,
  '/graphql': 'read',
  '/health': null,
  '/ready': null,
  '/metrics': 'operate',
}

/** The scope that a visit needs; a page holds no data, and a picture's URL is itself the key to it. */
export function scopeOf(visit: Visit): Scope | null {
  const { path } = visit
  if (path.startsWith('/images/') || (path === '/graphql' && wantsPage(visit))) return null
  return Object.hasOwn(admission, path) ? (admission[path] ?? null) : 'read'
}
