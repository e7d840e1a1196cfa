import type { GraphAnswer, QuotaExtension } from './graph.ts'

export interface Part {
  data?: unknown
  errors?: GraphAnswer['errors']
  incremental?: {
    path: (string | number)[]
    data?: object | null
    items?: unknown[] | null
    label?: string
    errors?: GraphAnswer['errors']
  }[]
  hasNext?: boolean
  extensions?: { quota: QuotaExtension }
}

/** The parts of an answer as they come, read from the bytes of multipart/mixed (RFC 2046), each when it is complete. */
export async function* partsOf(response: Response): AsyncGenerator<Part> {
  const boundary = `\r\n--${/boundary="?([^";]+)/.exec(response.headers.get('content-type') ?? '')?.[1] ?? ''}`
  let read = ''
  const decoder = new TextDecoder()
  for await (const bytes of response.body ?? []) {
    read += decoder.decode(bytes, { stream: true })
    const sections = read.split(boundary)
    read = sections.pop() ?? ''
    for (const section of sections) {
      const [, body] = section.split('\r\n\r\n')
      if (body !== undefined) yield JSON.parse(body) as Part
    }
  }
  if (read !== '--\r\n') throw new Error(`The answer ends with ${JSON.stringify(read.slice(0, 100))}`)
}

export const takesParts = { 'content-type': 'application/json', accept: 'multipart/mixed, application/json' }

export function askInParts(
  url: string,
  query: string,
  {
    headers = {},
    variables,
    signal,
  }: { headers?: Record<string, string>; variables?: object; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { ...takesParts, ...headers },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  })
}

/** All the parts together: as a client has the answer in the end. */
export function merged(parts: readonly Part[]): { data: unknown; errors: NonNullable<Part['errors']> } {
  const whole: { data: unknown } = { data: structuredClone(parts[0]?.data) }
  const errors = [...(parts[0]?.errors ?? [])]
  for (const { path, data, items, errors: own = [] } of parts.flatMap(({ incremental = [] }) => incremental)) {
    errors.push(...own)
    const place = ['data', ...path]
    const last = place.pop() as string | number
    const target = place.reduce((at: never, key) => at[key], whole as never) as Record<string | number, unknown>
    if (items) items.forEach((item, index) => (target[Number(last) + index] = item))
    else if (data) target[last] = together(target[last], data)
  }
  return { data: whole.data, errors }
}

/** As every client merges: objects by their fields, lists by their places. */
function together(known: unknown, more: unknown): unknown {
  if (Array.isArray(known) && Array.isArray(more)) return known.map((item, index) => together(item, more[index]))
  if (!isObject(known) || !isObject(more)) return more
  const names = [...Object.keys(known), ...Object.keys(more).filter((name) => !(name in known))]
  return Object.fromEntries(names.map((name) => [name, name in more ? together(known[name], more[name]) : known[name]]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
