import { type Endpoint, endpointNames, endpoints } from '../sources/jpo/endpoints.ts'

export type Route =
  | { readonly kind: 'token' }
  | { readonly kind: 'call'; readonly endpoint: Endpoint; readonly key: string }
  | { readonly kind: 'unknown call' }
  | { readonly kind: 'unreadable call' }
  | { readonly kind: 'link'; readonly path: string }
  | { readonly kind: 'elsewhere' }

const prefix = '/api/patent/v1/'
const byPath = new Map<string, Endpoint>(endpointNames.map((endpoint) => [endpoints[endpoint].path, endpoint]))

/** Reads the request's target as it came, so that a "/" in a name must be percent-encoded (api.md §8.8). */
export function route(target: string): Route {
  const path = target.split('?', 1)[0] ?? ''
  if (path === '/auth/token') return { kind: 'token' }
  if (path.startsWith('/ten-megabytes/')) return { kind: 'link', path: target }
  if (!path.startsWith('/api/')) return { kind: 'elsewhere' }
  if (!path.startsWith(prefix)) return { kind: 'unknown call' }
  const [name = '', ...segments] = path.slice(prefix.length).split('/')
  const endpoint = byPath.get(name)
  const wanted = endpoint === 'CASE_NUMBER_REFERENCE' ? 2 : 1
  if (!endpoint || segments.length !== wanted || segments.includes('')) return { kind: 'unknown call' }
  try {
    return { kind: 'call', endpoint, key: segments.map(decodeURIComponent).join('/') }
  } catch {
    return { kind: 'unreadable call' }
  }
}
