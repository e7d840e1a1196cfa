import { createHash } from 'node:crypto'
import { constants, gzipSync } from 'node:zlib'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Example } from './examples.ts'

/** GraphiQL as one page of the offline bundle: nothing is loaded from another host. */
export interface GraphiqlPage {
  answer(request: IncomingMessage, response: ServerResponse): void
}

export function createGraphiqlPage({ title, examples }: { title: string; examples: readonly Example[] }): GraphiqlPage {
  let made: { plain: Buffer; compressed: Buffer; etag: string } | undefined

  /** Nine megabytes of script: made and compressed once, when the first person asks. */
  function make() {
    const plain = Buffer.from(
      renderGraphiQL({
        title,
        defaultTabs: examples.map(({ query }) => ({ query })),
      }),
    )
    const compressed = gzipSync(plain, { level: constants.Z_BEST_SPEED + 4 })
    return { plain, compressed, etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"` }
  }

  function answer(request: IncomingMessage, response: ServerResponse) {
    made ??= make()
    const isCompressed = /\bgzip\b/.test(request.headers['accept-encoding']?.toString() ?? '')
    const headers = { etag: made.etag, 'cache-control': 'no-cache', vary: 'accept, accept-encoding' }
    if (request.headers['if-none-match'] === made.etag) {
      response.writeHead(304, headers).end()
      return
    }
    const body = isCompressed ? made.compressed : made.plain
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'content-length': body.length,
      ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
    })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  return { answer }
}
