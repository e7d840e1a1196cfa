import type { Dispatcher } from 'undici'

export interface HttpAnswer {
  readonly status: number
  /** As sent, with its parameters; empty if there was none. */
  readonly contentType: string
  readonly bytes: Buffer
}

/**
 * The exchange failed. Its message names the origin only: the path may hold what was asked, or be one that the office
 * asks not to publish, the query of a presigned link is a key, and headers hold the token. No `cause`: undici's parser
 * errors carry the bytes they stumbled over.
 */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  /** 'no': surely nothing left this machine towards the server (refused, DNS, TLS); 'maybe': everything later. */
  readonly sent: 'no' | 'maybe'

  constructor(message: string, sent: 'no' | 'maybe') {
    super(message)
    this.sent = sent
  }
}

export interface Exchange {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string | null
}

export interface ExchangeTerms {
  readonly maxBytes: number
  readonly timeoutMs: number
  /** Called once, in the step in which the request is handed to a connected socket. */
  readonly onSent?: (() => void) | undefined
  /** Aborted when no answer is waited for any more. */
  readonly giveUp?: AbortSignal | undefined
}

const GIVEN_UP = 'given up, since this server is being stopped'

/**
 * One request and its whole answer. Written against undici's dispatch handler because only that says when the request
 * is handed to a connected socket: the line between a call that surely was not made and one the office may count.
 *
 * A body shorter than announced fails. One that ends with its connection (neither length nor chunks) cannot be checked
 * here; JSON and ZIP show their own end, and their readers insist on it.
 */
export function exchange(agent: Dispatcher, request: Exchange, terms: ExchangeTerms): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    if (!URL.canParse(request.url)) throw new HttpFailure(`${request.method}: this is not a URL`, 'no')
    const { origin, pathname, search } = new URL(request.url)
    const { method, headers, body } = request
    if (terms.giveUp?.aborted) throw new HttpFailure(`${method} ${origin}: ${GIVEN_UP}`, 'no')

    let isSent = false
    let isOver = false
    let abort: (() => void) | undefined
    let status = 0
    let contentType = ''
    const chunks: Buffer[] = []
    let size = 0

    /** False when it had ended before. */
    function end(settle: () => void): boolean {
      if (isOver) return false
      isOver = true
      clearTimeout(timer)
      terms.giveUp?.removeEventListener('abort', onGiveUp)
      settle()
      return true
    }

    function fail(reason: string): void {
      const failure = new HttpFailure(`${method} ${origin}: ${reason}`, isSent ? 'maybe' : 'no')
      if (end(() => reject(failure))) abort?.()
    }

    const onGiveUp = () => fail(GIVEN_UP)
    terms.giveUp?.addEventListener('abort', onGiveUp)

    const timer = setTimeout(() => fail(`no whole answer within ${terms.timeoutMs / 1000} s`), terms.timeoutMs)

    agent.dispatch(
      { origin, path: pathname + search, method, headers, body },
      {
        onRequestStart(controller) {
          abort = () => controller.abort(new Error('given up'))
          // undici repeats what was running on some lost connections: that would be a call without a turn.
          if (isSent) fail('the connection was lost')
          // Timed out before it was connected: it must not leave now.
          else if (isOver) abort()
          else {
            isSent = true
            terms.onSent?.()
          }
        },
        onResponseStart(_controller, statusCode, responseHeaders) {
          status = statusCode
          contentType = String(responseHeaders['content-type'] ?? '')
        },
        onResponseData(_controller, chunk) {
          size += chunk.length
          if (size > terms.maxBytes) fail(`the answer is larger than ${terms.maxBytes} bytes`)
          else chunks.push(chunk)
        },
        onResponseEnd: () => end(() => resolve({ status, contentType, bytes: Buffer.concat(chunks) })),
        onResponseError: (_controller, error) => fail(reasonOf(error)),
      },
    )
  })
}

/** Of several addresses tried, each failure. */
function reasonOf(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map((each) => reasonOf(each as Error)).join('; ')
  return error.message || error.name
}
