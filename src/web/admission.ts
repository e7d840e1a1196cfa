import type { Scope } from '../auth/callers/caller.ts'
import { type Visit, wantsPage } from './visit.ts'

/** One of these a path asks of its caller; none where nobody has to say who it is. Any other path asks `read`. */
const admission: Readonly<Record<string, readonly Scope[]>> = {
  '/': ['read', 'operate'],
  '/docs': [],
  '/schema.graphql': [],
  '/graphql': ['read'],
  '/health': [],
  '/ready': [],
  '/metrics': ['operate'],
}

/**
 * The scopes of which a visit needs one: none for what holds no data – GraphiQL, where there is one, the manual, the page
 * on which a person enters a key –, nor for a picture, whose URL is itself the key to it.
 */
export function scopesFor(visit: Visit, hasGraphiql: boolean): readonly Scope[] {
  const { path } = visit
  if (/^\/(?:images|docs|graphiql)\//.test(path)) return []
  if (path === '/graphql' && hasGraphiql && wantsPage(visit)) return []
  if (path === '/' && wantsPage(visit) && isUnsaid(visit)) return []
  return (Object.hasOwn(admission, path) && admission[path]) || ['read']
}

/** A browser that opens the page sends no key; its script, which does, asks for the figures. */
function isUnsaid({ request, search }: Visit): boolean {
  return request.headers.authorization === undefined && !search.has('part')
}
