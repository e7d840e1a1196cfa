import { type Failure, UpstreamContract, UpstreamUnauthenticated, UpstreamUnavailable } from '../errors.ts'
import { type Http, HttpFailure } from '../http/http.ts'

export interface Tokens {
  readonly access: string
  readonly accessLivesMs: number
  readonly refresh: string | undefined
  readonly refreshLivesMs: number
}

export type TokenAnswer =
  | { readonly kind: 'tokens'; readonly tokens: Tokens }
  /** The office refuses what was presented. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** No answer, or too many accesses: another grant would meet the same. */
  | { readonly kind: 'silent'; readonly failure: Failure }
  /** An answer, but not one to this question. */
  | { readonly kind: 'failed'; readonly failure: Failure }

/** How a token is asked for (RFC 6749). */
export type Grant = 'password' | 'refresh_token'

export type TokenForm = { readonly grant_type: Grant } & Readonly<Record<string, string>>

const WHERE = 'the token endpoint'

/** Callers wait for it before they take their turn, in the time that they have for both. */
const TIMEOUT = 20_000

/** 別紙3: an access token lives an hour, its refresh token eight; used where the answer does not say. */
const HOUR = 3_600

/** A token answer is some 3 kB (api.md §4). */
const MAX_BYTES = 1024 * 1024

/**
 * One request to the token endpoint. What goes in and what comes out is secret, so nothing of either is ever repeated:
 * failures carry the HTTP status and the office's code, no words of the body, no parser's error.
 */
export async function requestTokens(http: Http, url: string, form: TokenForm): Promise<TokenAnswer> {
  try {
    const { status, bytes } = await http.postForm(url, form, { timeoutMs: TIMEOUT, maxBytes: MAX_BYTES })
    return sort(status, parse(bytes.toString('utf8')))
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return { kind: 'silent', failure: new UpstreamUnavailable(WHERE, error.message, { cause: error }) }
  }
}

function sort(status: number, body: Record<string, unknown>): TokenAnswer {
  const code = envelopeCode(body)
  const said = code ? `HTTP ${status}, ${code}` : `HTTP ${status}`
  // Codes: api.md §3. Keycloak, whose fields these are, says 400 invalid_grant or 401 (api.md §4).
  if (code === '210' || code === '212' || status === 400 || status === 401 || status === 403) {
    return { kind: 'refused', failure: new UpstreamUnauthenticated(said) }
  }
  if (status === 429 || status === 503 || code === '303') {
    return { kind: 'silent', failure: new UpstreamUnavailable(WHERE, said) }
  }
  if (status >= 500 || code) return { kind: 'failed', failure: new UpstreamUnavailable(WHERE, said) }
  if (status !== 200) return { kind: 'failed', failure: new UpstreamContract(WHERE, said) }
  const { access_token, expires_in, refresh_token, refresh_expires_in } = body
  if (typeof access_token !== 'string' || access_token === '') {
    return { kind: 'failed', failure: new UpstreamContract(WHERE, 'access_token is missing') }
  }
  const tokens = {
    access: access_token,
    accessLivesMs: seconds(expires_in, HOUR) * 1000,
    refresh: typeof refresh_token === 'string' && refresh_token !== '' ? refresh_token : undefined,
    refreshLivesMs: seconds(refresh_expires_in, 8 * HOUR) * 1000,
  }
  return { kind: 'tokens', tokens }
}

/** What is no JSON object reads as one without a token. */
function parse(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body)
    return isRecord(parsed) ? parsed : {}
  } catch {
    return {}
  }
}

function envelopeCode({ result }: Record<string, unknown>): string | undefined {
  const code = isRecord(result) ? result['statusCode'] : undefined
  return typeof code === 'string' && /^\d{3}$/.test(code) ? code : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function seconds(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value > 0 ? value : otherwise
}
