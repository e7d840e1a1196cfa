import { createHash } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { encoded, encodingFor } from './encoding.ts'

/** An answer that is the same for everybody, compressed once for each way of compressing when it is first asked for. */
export interface Kept {
  readonly digest: string
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** `headers` say what it is and how long a browser may keep it. */
export function keep(body: Buffer | string, headers: OutgoingHttpHeaders): Kept {
  const plain = Buffer.from(body)
  const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 22)
  // Weak, since what is compressed in two ways is the same only when it is read.
  const etag = `W/"${digest}"`
  const made = new Map<string, Promise<Buffer>>()

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = { vary: 'accept, accept-encoding', ...headers, etag, 'x-content-type-options': 'nosniff' }
    if (namesIt(request.headers['if-none-match'], digest)) {
      response.writeHead(304, sent).end()
      return
    }
    const encoding = encodingFor(request.headers['accept-encoding'])
    const making = made.get(encoding) ?? encoded(plain, encoding, 9)
    made.set(encoding, making)
    const bytes = await making
    response.writeHead(200, {
      ...sent,
      'content-length': bytes.length,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    })
    response.end(request.method === 'HEAD' ? undefined : bytes)
  }

  return { digest, answer }
}

/** Whether If-None-Match names what bears this digest as its entity tag. */
export function namesIt(ifNoneMatch: string | undefined, digest: string): boolean {
  return (
    ifNoneMatch === '*' ||
    (ifNoneMatch ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${digest}"`)
  )
}
