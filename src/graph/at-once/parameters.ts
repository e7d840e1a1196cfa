import type { Visit } from '../../web/visit.ts'

/** What is asked, where it is asked in the plainest way. */
export interface Parameters {
  readonly query: string
  readonly variables: Record<string, unknown>
  readonly operationName: string | null
}

/** What changes the course of an operation or is shown in its answer. */
const special = ['cache-control', 'prefer'] as const

/**
 * A query by POST, as its text, without a word on how it is to be answered; null where it is anything else, which the
 * whole way reads.
 */
export function parametersIn({ request }: Visit, body: Buffer): Parameters | null {
  const { method, url, headers } = request
  if (method !== 'POST' || url !== '/graphql' || special.some((name) => headers[name] !== undefined)) return null
  try {
    return plain(JSON.parse(body.toString()))
  } catch {
    return null
  }
}

function plain(sent: unknown): Parameters | null {
  if (typeof sent !== 'object' || sent === null) return null
  const { query, variables = null, operationName = null, ...more } = sent as Readonly<Record<string, unknown>>
  if (typeof query !== 'string' || Object.keys(more).length > 0) return null
  if (operationName !== null && typeof operationName !== 'string') return null
  if (typeof variables !== 'object' || Array.isArray(variables)) return null
  return { query, variables: (variables ?? {}) as Record<string, unknown>, operationName }
}
