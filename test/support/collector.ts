import type { IncomingHttpHeaders } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { httpServer } from '../http/servers.ts'

/** One span as OTLP has it in JSON, with its attributes as an object. */
export interface CollectedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly status: { readonly code?: number }
  readonly attributes: Readonly<Record<string, unknown>>
}

/** A collector of traces on loopback: OTLP over HTTP. */
export interface Collector {
  readonly url: string
  readonly received: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer }[]
  /** As soon as there are so many, from all that was sent as JSON. */
  spans(count: number): Promise<CollectedSpan[]>
  /** Of the service, as the first spans came with it. */
  resource(): Record<string, unknown>
}

interface Attribute {
  key: string
  value: Record<string, unknown>
}

interface Sent {
  resourceSpans: {
    resource: { attributes: Attribute[] }
    scopeSpans: { spans: (Omit<CollectedSpan, 'attributes'> & { attributes: Attribute[] })[] }[]
  }[]
}

export async function startCollector(): Promise<Collector> {
  const received: Collector['received'] = []
  const url = await httpServer((request, response) => {
    void buffer(request).then((body) => {
      received.push({ path: request.url ?? '', headers: request.headers, body })
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  const sent = () => received.flatMap(({ body }) => (JSON.parse(body.toString()) as Sent).resourceSpans)
  const all = () =>
    sent().flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, attributes: plain(span.attributes) }))),
    )
  return {
    url,
    received,
    async spans(count) {
      while (all().length < count) await delay(10)
      return all()
    },
    resource: () => plain(sent()[0]?.resource.attributes ?? []),
  }
}

function plain(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => {
      const list = value['arrayValue'] as { values?: Record<string, unknown>[] } | undefined
      return [key, list ? (list.values ?? []).map((each) => Object.values(each)[0]) : Object.values(value)[0]]
    }),
  )
}
