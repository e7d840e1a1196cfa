import { errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose'
import type { Clock } from '../../clock.ts'
import { Failure, Unauthenticated } from '../../errors.ts'
import { type Caller, scopes } from './caller.ts'

export interface TokensOptions {
  readonly keyOf: JWTVerifyGetKey
  readonly issuer: string
  readonly audience: string
  readonly clock: Clock
  /** What the operator gives the caller of that name, whose scopes come with the token. */
  readonly rightsOf: (name: string) => Pick<Caller, 'shares' | 'isInteractive'>
}

/** Signatures by a private key only: with a shared secret, whoever can check a token can make one. */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
]

/** Seconds by which the issuer's clock may differ from ours. */
const CLOCK_TOLERANCE = 60

/** The caller of a JWT; Unauthenticated with what is wrong with it, never with anything it says. */
export function createTokens({ keyOf, issuer, audience, clock, rightsOf }: TokensOptions) {
  return async (token: string): Promise<Caller> => {
    const options: JWTVerifyOptions = {
      issuer,
      audience,
      algorithms,
      clockTolerance: CLOCK_TOLERANCE,
      currentDate: new Date(clock.now()),
      requiredClaims: ['exp'],
    }
    const claims = await verified(token, keyOf, options).catch((error: unknown) => {
      if (error instanceof Failure) throw error
      throw new Unauthenticated(whatIsWrong(error), 'invalid_token')
    })
    const name = nameIn(claims)
    return { name, scopes: scopesIn(claims), ...rightsOf(name) }
  }
}

/** A token that does not name its key is tried with each that fits. */
async function verified(token: string, keyOf: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keyOf, options)).payload
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
    for await (const key of error) {
      const tried = await jwtVerify(token, key, options).catch((failure: unknown) => failure)
      if (tried instanceof errors.JWSSignatureVerificationFailed) continue
      if (tried instanceof Error) throw tried
      return (tried as Awaited<ReturnType<typeof jwtVerify>>).payload
    }
    throw new errors.JWSSignatureVerificationFailed()
  }
}

/** The token's own words are left out: it may be anybody's. */
function whatIsWrong(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'This token has expired.'
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf') return 'This token is not valid yet.'
    if (error.claim === 'iss') return 'This token is not of the issuer that this server trusts.'
    if (error.claim === 'aud') return 'This token is meant for another audience than this server.'
    return 'This token lacks its end (exp), or its claims are not what a JWT may say.'
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return `This token is not signed by one of ${algorithms.join(', ')}.`
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return 'This token is not signed by a key of its issuer.'
  return 'This token cannot be read.'
}

/** `sub` is the issuer's word for who acts; the prefix keeps it apart from the names of keys. */
function nameIn({ sub, azp }: JWTPayload): string {
  const name = typeof sub === 'string' ? `sub:${sub}` : typeof azp === 'string' ? `azp:${azp}` : ''
  if (/^...:[^\p{C}]{1,200}$/u.test(name)) return name
  throw new Unauthenticated('This token does not say whose it is (sub or azp).', 'invalid_token')
}

/** `scope` is one text (RFC 9068), `scp` a text or a list; what this server does not know is meant for others. */
function scopesIn({ scope, scp }: JWTPayload): Caller['scopes'] {
  const said = [scope, scp].flat().flatMap((words) => (typeof words === 'string' ? words.split(/\s+/) : []))
  return new Set(scopes.filter((it) => said.includes(it)))
}
