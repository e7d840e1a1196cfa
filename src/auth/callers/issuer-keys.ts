import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '../../clock.ts'
import { IssuerUnavailable } from '../../errors.ts'
import type { Http } from '../../http/http.ts'
import { reasonOf } from '../../store/database.ts'
import type { FileLog } from './kept-file.ts'

export interface IssuerKeysOptions {
  readonly http: Pick<Http, 'get'>
  readonly url: string
  readonly clock: Clock
  readonly log: FileLog
}

/** After this time the set is asked for again, so that a key that was withdrawn ends. */
const FRESH = 10 * 60_000
/** While the issuer is away, keys that are known are good for so long. */
const LAST = 24 * 60 * 60_000
/** Between two questions: a forged token names any key, and an issuer that is away is not asked by every request. */
const PAUSE = 30_000

const TIMEOUT = 5_000
const MAX_BYTES = 1024 * 1024

/**
 * The public keys of an issuer of tokens (JWKS), by the header of a token. jose's own way of fetching them forgets what
 * it knows as soon as a question fails: docs/decisions/0014-callers.md.
 */
export function createIssuerKeys({ http, url, clock, log }: IssuerKeysOptions): JWTVerifyGetKey {
  let known: { readonly find: ReturnType<typeof createLocalJWKSet>; readonly askedAt: number } | undefined
  let askedAt = -Infinity
  let asking: Promise<void> | undefined
  let isAway = false

  /** Resolves whatever comes of it; at once where it was asked a moment ago. */
  function ask(): Promise<void> {
    if (asking) return asking
    const now = clock.now()
    // A clock that was set back must not end the questions.
    if (Math.abs(now - askedAt) < PAUSE) return Promise.resolve()
    askedAt = now
    asking = fetchKeys(http, url)
      .then((keys) => {
        known = { find: createLocalJWKSet(keys), askedAt: now }
        if (isAway) log.info({}, 'The issuer of tokens tells its keys again')
        isAway = false
      })
      .catch((error: unknown) => {
        if (!isAway) log.warn({ reason: reasonOf(error) }, 'The issuer of tokens does not tell its keys')
        isAway = true
      })
      .finally(() => {
        asking = undefined
      })
    return asking
  }

  const age = () => (known ? clock.now() - known.askedAt : Infinity)

  return async (header, token) => {
    if (age() >= FRESH) {
      const asked = ask()
      // Nobody waits for an issuer that was away a moment ago, as long as its keys are good.
      if (!isAway || age() >= LAST) await asked
    }
    const first = known
    if (!first || age() >= LAST) throw new IssuerUnavailable(PAUSE / 1000)
    try {
      return await first.find(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      // The issuer may have changed its key since.
      await ask()
      if (known && known !== first) return known.find(header, token)
      throw isAway ? new IssuerUnavailable(PAUSE / 1000) : error
    }
  }
}

async function fetchKeys(http: Pick<Http, 'get'>, url: string): Promise<JSONWebKeySet> {
  const { status, bytes } = await http.get(url, { timeoutMs: TIMEOUT, maxBytes: MAX_BYTES })
  if (status !== 200) throw new Error(`${new URL(url).origin} answered HTTP ${status}`)
  try {
    return JSON.parse(bytes.toString('utf8')) as JSONWebKeySet
  } catch {
    throw new Error(`${new URL(url).origin} answered with what is no JSON`)
  }
}
