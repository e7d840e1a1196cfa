import { type Server, type ServerOptions, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Limits } from '../../limits/limits.ts'
import { Refusal } from '../../limits/refusal.ts'
import { refuse } from '../refuse.ts'

/** How long a client may go on sending what is not read any more. */
const LINGER = 2_000

/** What Node holds a connection to. */
export function httpOptions({ headerBytes, receiveSeconds }: Limits): ServerOptions {
  const milliseconds = receiveSeconds * 1_000
  return {
    maxHeaderSize: headerBytes,
    headersTimeout: milliseconds,
    requestTimeout: milliseconds,
    connectionsCheckingInterval: Math.min(1_000, milliseconds),
  }
}

/** Ends connections that send without end, stand still, or speak no HTTP; each is told why, where it still can be. */
export function endHangingOn(server: Server, limits: Limits): void {
  const answers = new WeakMap<Duplex, ServerResponse>()

  server.on('request', (request, response) => {
    const { socket } = request
    answers.set(socket, response)
    // Node ends a socket on which nothing moves, and sets this anew for what comes on it next.
    response.once('prefinish', () => socket.setTimeout(limits.receiveSeconds * 1_000))
    response.once('finish', () => {
      if (request.complete) return
      // Once it is all there, the connection is good for the next.
      setTimeout(() => request.complete || socket.destroy(), LINGER).unref()
    })
  })

  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = answers.get(socket)
    const refusal = refusalOf(error.code, limits)
    const isAnswering = response !== undefined && !response.writableFinished
    if (!socket.writable || !refusal || (isAnswering && response.headersSent)) socket.destroy()
    else if (isAnswering) {
      response.once('finish', () => socket.destroy())
      response.setHeader('connection', 'close')
      refuse({ request: response.req, response }, refusal)
    } else socket.end(plain(refusal))
  })
}

function refusalOf(code: string | undefined, { headerBytes, receiveSeconds }: Limits): Refusal | null {
  switch (code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return null
    case 'HPE_HEADER_OVERFLOW':
      return new Refusal(`The address and headers of the request have more than ${headerBytes} bytes.`, {
        status: 431,
        code: 'HEADERS_TOO_LARGE',
        excess: { limit: 'headerBytes', allowed: headerBytes },
      })
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Refusal(`The request did not come in within ${receiveSeconds} s.`, {
        status: 408,
        code: 'REQUEST_TIMED_OUT',
        excess: { limit: 'receiveSeconds', allowed: receiveSeconds },
      })
    default:
      return new Refusal('This is not HTTP as it can be read.', { status: 400, code: 'BAD_REQUEST' })
  }
}

/** Before there is a request, and so no path that would tell in which form. */
function plain({ status, message, extensions }: Refusal): string {
  const body = JSON.stringify({ error: message, ...extensions })
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json; charset=utf-8',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n')
}
