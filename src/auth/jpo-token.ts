import type { Clock } from '../clock.ts'
import { type Failure, UpstreamUnauthenticated } from '../errors.ts'
import type { Http } from '../http/http.ts'
import { type Grant, requestTokens, type TokenAnswer, type TokenForm, type Tokens } from './token-request.ts'

/** Who we are to the office: one access token for all endpoints (handbook 別紙3), in this process's memory only. */
export interface JpoToken {
  /** A living access token; one request, whatever the number of those who wait for it. */
  get(): Promise<string>
  /**
   * The office refused this token (210): the one to use instead. UpstreamUnauthenticated when what replaced a refused
   * token is refused too, nothing having been accepted in between.
   */
  refused(token: string): Promise<string>
  /** A call went through with it. */
  accepted(token: string): void
  /** For /ready. */
  state(): TokenState
}

export type TokenState = 'none' | 'ok' | 'refused' | 'unreachable'

/** Who looks on. */
export interface TokenWatch {
  requested(grant: Grant, outcome: TokenAnswer['kind']): void
  /** The office refused a token with a call (210). */
  refused(): void
  /** What must be seen nowhere, from the moment that it is known here. */
  secret(value: string): void
}

export interface JpoTokenOptions {
  readonly http: Http
  readonly clock: Clock
  readonly tokenUrl: string
  readonly username: string
  readonly password: string
  readonly watch?: TokenWatch
}

const unwatched: TokenWatch = { requested: () => undefined, refused: () => undefined, secret: () => undefined }

/** Wrong credentials do not become right by asking, and may lock the account: after so many refusals in a row … */
const REFUSALS_IN_A_ROW = 3
/** … only one request in this time, so that a corrected account is found without a restart. */
const PAUSE_AFTER_REFUSALS = 60_000

/** After a failed renewal the old token serves on; the very next call does not try again. */
const PAUSE_AFTER_FAILURE = 10_000

/** A token is renewed so long before its end, but never more than a tenth of its life. */
const MARGIN = 60_000

export function createJpoToken(options: JpoTokenOptions): JpoToken {
  const { http, clock, tokenUrl, username, password, watch = unwatched } = options
  let access: { token: string; diesAt: number; renewAt: number } | undefined
  let refresh: { token: string; diesAt: number } | undefined
  let renewal: Promise<string> | undefined
  let state: TokenState = 'none'

  /** The office refused a token and has accepted none since. */
  let isDoubted = false
  /** The token whose refusal was final, for the others that were using it. */
  let rejected: { token: string; failure: Failure } | undefined
  let refusalsInARow = 0
  let lastRefusal: { at: number; failure: Failure } | undefined

  function get(): Promise<string> {
    if (access && clock.now() < access.renewAt) return Promise.resolve(access.token)
    renewal ??= renew().finally(() => {
      renewal = undefined
    })
    return renewal
  }

  async function renew(): Promise<string> {
    // Lives are counted from the question, not from the answer: rather too early than too late.
    const askedAt = clock.now()
    const answer = (await byRefreshToken()) ?? (await byPassword())
    if (answer.kind === 'tokens') return keep(answer.tokens, askedAt)
    const now = clock.now()
    if (answer.kind !== 'refused' && access && now < access.diesAt) {
      access.renewAt = Math.min(access.diesAt, now + PAUSE_AFTER_FAILURE)
      return access.token
    }
    state = answer.kind === 'refused' ? 'refused' : 'unreachable'
    throw answer.failure
  }

  async function byRefreshToken(): Promise<TokenAnswer | undefined> {
    if (!refresh || clock.now() >= refresh.diesAt) return undefined
    const answer = await request({ grant_type: 'refresh_token', refresh_token: refresh.token })
    if (answer.kind === 'tokens' || answer.kind === 'silent') return answer
    // How the office answers a dead refresh token is not known (api.md §4): whatever else it says, the password is next.
    refresh = undefined
    return undefined
  }

  async function byPassword(): Promise<TokenAnswer> {
    if (lastRefusal && refusalsInARow >= REFUSALS_IN_A_ROW) {
      const elapsed = clock.now() - lastRefusal.at
      if (elapsed >= 0 && elapsed < PAUSE_AFTER_REFUSALS) return { kind: 'refused', failure: lastRefusal.failure }
    }
    const answer = await request({ grant_type: 'password', username, password })
    if (answer.kind === 'refused') countRefusal(answer.failure)
    return answer
  }

  async function request(form: TokenForm): Promise<TokenAnswer> {
    const answer = await requestTokens(http, tokenUrl, form)
    watch.requested(form.grant_type, answer.kind)
    return answer
  }

  function keep(tokens: Tokens, askedAt: number): string {
    const { access: token, accessLivesMs, refreshLivesMs } = tokens
    for (const secret of [token, tokens.refresh]) if (secret !== undefined) watch.secret(secret)
    const diesAt = askedAt + accessLivesMs
    access = { token, diesAt, renewAt: diesAt - Math.min(MARGIN, accessLivesMs / 10) }
    refresh = tokens.refresh === undefined ? undefined : { token: tokens.refresh, diesAt: askedAt + refreshLivesMs }
    // While in doubt only a call that goes through clears us: tokens nobody accepts would else be fetched for ever.
    if (!isDoubted) trust()
    return token
  }

  function trust(): void {
    isDoubted = false
    rejected = undefined
    refusalsInARow = 0
    lastRefusal = undefined
    state = 'ok'
  }

  function countRefusal(failure: Failure): void {
    refusalsInARow++
    lastRefusal = { at: clock.now(), failure }
  }

  async function refused(token: string): Promise<string> {
    watch.refused()
    if (access?.token === token) {
      access = undefined
      if (isDoubted) throw reject(token)
      isDoubted = true
    } else if (rejected?.token === token) throw rejected.failure
    return get()
  }

  function reject(token: string): Failure {
    const failure = new UpstreamUnauthenticated('a renewed token is refused too')
    refresh = undefined
    rejected = { token, failure }
    countRefusal(failure)
    state = 'refused'
    return failure
  }

  function accepted(token: string): void {
    if (access?.token === token) trust()
  }

  return { get, refused, accepted, state: () => state }
}
