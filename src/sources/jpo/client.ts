import { UpstreamContract, UpstreamUnavailable } from '../../errors.ts'
import { type Http, HttpFailure } from '../../http/http.ts'
import { isLoopback } from '../../http/loopback.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { readEnvelope } from './envelope.ts'

/** One answer of the office to one request, sorted but not judged. */
export interface Reply {
  /** '100' for a ZIP, else the envelope's code, else what the HTTP status stands for (api.md §3). */
  readonly statusCode: string
  readonly message: string
  /** remainAccessCount; null where the office gives none. */
  readonly remaining: number | null
  /** The envelope as sent, or the ZIP. */
  readonly body: string | Uint8Array
}

/** A ZIP of up to 10 MB arrives as it is; a larger one by a link, for which this is the ceiling. */
const maxAnswerBytes = 32 * 1024 * 1024
const maxLinkedBytes = 128 * 1024 * 1024
const linkTimeoutMs = 120_000

/** Where HTTP speaks and no envelope does: a proxy in front of the office (api.md §3). */
const statusCodeOfHttp: Readonly<Record<number, string>> = { 401: '210', 403: '212', 429: '303', 504: '302' }

export interface Client {
  /** `onSent`: as the request leaves. */
  get(endpoint: Endpoint, key: string, token: string, onSent?: () => void): Promise<Reply>
}

export function createClient({ http, origin }: { http: Http; origin: string }): Client {
  async function get(endpoint: Endpoint, key: string, token: string, onSent?: () => void): Promise<Reply> {
    const url = `${origin}/api/patent/v1/${endpoints[endpoint].path}/${pathOf(endpoint, key)}`
    const headers = { authorization: `Bearer ${token}` }
    const answer = await http.get(url, { headers, maxBytes: maxAnswerBytes, onSent })
    if (isZip(answer.bytes)) return { statusCode: '100', message: '', remaining: null, body: answer.bytes }
    return readReply(endpoint, answer.status, answer.bytes.toString('utf8'))
  }
  return { get }
}

/** The key is one path segment, a name percent-encoded (api.md §1); a number reference has its kind before the number. */
function pathOf(endpoint: Endpoint, key: string): string {
  return endpoint === 'CASE_NUMBER_REFERENCE' ? key : encodeURIComponent(key)
}

/** By the first bytes, not by the header alone (xml.md §1.1). */
function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)
}

function readReply(endpoint: Endpoint, httpStatus: number, text: string): Reply {
  if (httpStatus >= 300 && !isEnvelope(text)) {
    const statusCode = statusCodeOfHttp[httpStatus]
    if (statusCode) return { statusCode, message: `HTTP ${httpStatus}`, remaining: null, body: text }
    if (httpStatus >= 500) throw new UpstreamUnavailable(endpoint, `HTTP ${httpStatus}`)
    throw new UpstreamContract(endpoint, `HTTP ${httpStatus} without the office's envelope`)
  }
  const { statusCode, message, remaining } = readEnvelope(endpoint, text)
  return { statusCode, message, remaining, body: text }
}

/** What stands in front of the office answers in HTML, or in JSON of its own. */
function isEnvelope(text: string): boolean {
  return /^\s*\{\s*"result"\s*:/.test(text)
}

/**
 * The ZIP behind the link that stands for one over 10 MB (api.md §3): without the token, only over HTTPS to a public
 * address – or from the API's own origin where that is this machine (the sandbox). The link lives five minutes and is
 * neither stored nor named in an error.
 */
export async function fetchLinked({ http, origin }: { http: Http; origin: string }, endpoint: Endpoint, link: string) {
  const url = URL.canParse(link) ? new URL(link) : null
  const isOwnLoopback = url?.origin === origin && isLoopback(url.hostname)
  if (!url || (url.protocol !== 'https:' && !isOwnLoopback) || url.username || url.password)
    throw new UpstreamContract(endpoint, 'its link to the ZIP is not one this server follows')
  try {
    const answer = await http.get(url.href, {
      maxBytes: maxLinkedBytes,
      timeoutMs: linkTimeoutMs,
      publicOnly: !isOwnLoopback,
    })
    if (answer.status === 200 && isZip(answer.bytes)) return answer.bytes
    throw new UpstreamUnavailable(endpoint, `the link to its ZIP answered HTTP ${answer.status}`)
  } catch (error) {
    if (error instanceof HttpFailure) throw new UpstreamUnavailable(endpoint, `the link to its ZIP: ${error.message}`)
    throw error
  }
}
