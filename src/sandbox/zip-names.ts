import type { Endpoint } from '../sources/jpo/endpoints.ts'

/** docContRefusalReason_2020000101.zip, from the endpoint's own name (api.md §6). */
export function zipName(endpoint: Endpoint, application: string): string {
  const words = endpoint.replace('APP_', '').toLowerCase().split('_')
  const [first = '', ...rest] = words
  return `${first}${rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}_${application}.zip`
}
