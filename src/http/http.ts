import { setMaxListeners } from 'node:events'
import { isIP } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { exchange, type HttpAnswer, HttpFailure } from './exchange.ts'
import { NotPublicError, publicAddresses, publicLookup } from './public-address.ts'

export { type HttpAnswer, HttpFailure }

export interface HttpOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** Default 32 MB; an answer that is larger fails. */
  readonly maxBytes?: number
  /** For the whole exchange, connecting included; default 35 s. */
  readonly timeoutMs?: number
  /** Refuse a host whose address is not a public one: for addresses that somebody else wrote. */
  readonly publicOnly?: boolean
  /** Called once, just before the request leaves on a connected socket; never for one that was not sent. Must not throw. */
  readonly onSent?: (() => void) | undefined
}

/** Bytes in, bytes out: no redirects, no retries, no judgement of the status. Every failure is an HttpFailure. */
export interface Http {
  get(url: string, options?: HttpOptions): Promise<HttpAnswer>
  postForm(url: string, form: Readonly<Record<string, string>>, options?: HttpOptions): Promise<HttpAnswer>
  /** For the end of the process: what is under way fails now, what comes fails at once. */
  giveUp(): void
  /** Waits for exchanges under way. */
  close(): Promise<void>
}

const CONNECT_TIMEOUT = 10_000

/** The office's own gateway gives up after some 30 s (504 or 302, api.md §3): what comes later is no answer. */
const TIMEOUT = 35_000

const MAX_BYTES = 32 * 1024 * 1024

/** A firewall in front of the office may refuse a request that does not say who sends it. */
const USER_AGENT = 'jpo-patent-graph'

/**
 * `connectTimeoutMs` is for tests. The network's time is real, also where the rules' time is moved by a test: this is
 * the one place that does not ask the Clock.
 */
export function createHttp({ connectTimeoutMs = CONNECT_TIMEOUT } = {}): Http {
  /**
   * HTTP/1.1: ten calls a minute need no multiplexing, and what was sent on a broken connection is plain. Idle
   * connections live undici's 4 s: a reused one that the server is just closing would be a call with an unknown end.
   * The time-outs of undici's parser are off: one timer watches the whole exchange.
   */
  const common = { allowH2: false, headersTimeout: 0, bodyTimeout: 0 }
  const anywhere = new Agent({ ...common, connect: { timeout: connectTimeoutMs } })
  const publicly = new Agent({ ...common, connect: publicConnector(connectTimeoutMs) })
  const ending = new AbortController()
  // One for each exchange under way.
  setMaxListeners(0, ending.signal)

  function send(method: 'GET' | 'POST', url: string, body: string | null, options: HttpOptions): Promise<HttpAnswer> {
    const { headers, maxBytes = MAX_BYTES, timeoutMs = TIMEOUT, publicOnly = false, onSent } = options
    return exchange(
      publicOnly ? publicly : anywhere,
      { method, url, body, headers: { 'user-agent': USER_AGENT, ...headers } },
      { maxBytes, timeoutMs, onSent, giveUp: ending.signal },
    )
  }

  return {
    get: (url, options = {}) => send('GET', url, null, options),
    postForm: (url, form, options = {}) =>
      send('POST', url, new URLSearchParams(form).toString(), {
        ...options,
        headers: { ...options.headers, 'content-type': 'application/x-www-form-urlencoded' },
      }),
    giveUp: () => ending.abort(),
    async close() {
      await Promise.all([anywhere.close(), publicly.close()])
    },
  }
}

function publicConnector(timeout: number): buildConnector.connector {
  const isPublic = publicAddresses()
  const connect = buildConnector({ timeout, allowH2: false, lookup: publicLookup(isPublic) })
  return (options, callback) => {
    // A literal address is connected to without a lookup.
    if (isIP(options.hostname) !== 0 && !isPublic(options.hostname)) callback(new NotPublicError(), null)
    else connect(options, callback)
  }
}
