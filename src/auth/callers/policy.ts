import type { Clock } from '../../clock.ts'
import { Unauthenticated } from '../../errors.ts'
import type { Http } from '../../http/http.ts'
import { bearerOf } from './bearer.ts'
import { anybody, type Caller, type CallsADay } from './caller.ts'
import type { FileLog } from './kept-file.ts'
import { isDamaged } from './key.ts'
import { type Keys, openKeys } from './keys.ts'
import type { KeysFile } from './keys-file.ts'

/** Who may ask this server. What it says may change while the server runs: ask it each time. */
export interface CallerPolicy {
  /** False where everybody may: then all are one caller. */
  readonly isSet: boolean
  /** Calls a day that are kept for interactive callers. */
  readonly reserve: CallsADay
  /** Those that are known by name beforehand. Whoever comes with a token of an issuer may be known only then. */
  callers(): readonly Caller[]
  /** Who sends a request with these Authorization headers; Unauthenticated, or IssuerUnavailable. */
  identify(authorization: readonly string[]): Promise<Caller>
}

/** How callers are known: by keys, by an issuer's tokens, or both; anybody where neither is set. */
export interface CallerSettings {
  readonly keysFile: string | null
  readonly issuer: { readonly name: string; readonly jwksUrl: string; readonly audience: string } | null
}

export interface CallerPolicyOptions {
  readonly settings: CallerSettings
  /** Whose calls can be shared out. */
  readonly endpoints: readonly string[]
  /** What is wrong with what a file gives to whom: such a file is not taken. */
  readonly mistakesIn: (division: Pick<CallerPolicy, 'reserve' | 'callers'>) => readonly string[]
  readonly http: Pick<Http, 'get'>
  readonly clock: Clock
  readonly log: FileLog
}

/** On loopback, where nothing is set. */
const openToAll: CallerPolicy = {
  isSet: false,
  reserve: {},
  callers: () => [anybody],
  identify: () => Promise.resolve(anybody),
}

export async function createCallerPolicy(options: CallerPolicyOptions): Promise<CallerPolicy> {
  const { settings, clock } = options
  if (settings.keysFile === null && settings.issuer === null) return openToAll

  function callersIn({ keys, tokens }: KeysFile): readonly Caller[] {
    const living = keys.filter(({ expiresAt }) => clock.now() < expiresAt).map(({ caller }) => caller)
    return settings.issuer ? [...living, ...tokens.map((it) => ({ ...it, scopes: noScopes }))] : living
  }
  const mistakesIn = (file: KeysFile) => options.mistakesIn({ reserve: file.reserve, callers: () => callersIn(file) })

  const { keysFile: file } = settings
  const keys = file === null ? null : await openKeys({ ...options, file, mistakesIn })
  const callerOfToken = await tokensOf(options, keys)

  return {
    isSet: true,
    get reserve() {
      return keys?.file.reserve ?? {}
    },
    callers: () => (keys ? callersIn(keys.file) : []),
    async identify(authorization) {
      const secret = bearerOf(authorization)
      const caller = await keys?.callerOf(secret)
      if (caller) return caller
      if (callerOfToken && isToken(secret)) return callerOfToken(secret)
      throw new Unauthenticated(
        isDamaged(secret) ? 'This key is cut off or mistyped.' : 'This is no key that this server knows.',
        'invalid_token',
      )
    },
  }
}

/** What a token's caller may do is not known before it comes. */
const noScopes: Caller['scopes'] = new Set()

/** Three parts of base64url. */
function isToken(secret: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(secret)
}

async function tokensOf({ settings: { issuer }, http, clock, log }: CallerPolicyOptions, keys: Keys | null) {
  if (!issuer) return null
  // Who knows no issuer does without the library for its signatures.
  const [{ createIssuerKeys }, { createTokens }] = await Promise.all([
    import('./issuer-keys.ts'),
    import('./tokens.ts'),
  ])
  return createTokens({
    keyOf: createIssuerKeys({ http, url: issuer.jwksUrl, clock, log }),
    issuer: issuer.name,
    audience: issuer.audience,
    clock,
    rightsOf: (name) => keys?.file.tokens.find((it) => it.name === name) ?? { shares: {}, isInteractive: false },
  })
}
