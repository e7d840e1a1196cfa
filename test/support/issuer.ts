import { createServer } from 'node:http'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { onTestFinished } from 'vitest'
import { listen } from './graph.ts'

/** A private key and what is published of it. */
export interface IssuerKey {
  readonly alg: string
  readonly privateKey: CryptoKey
  readonly jwk: JWK
}

export async function newIssuerKey(kid: string | null, alg = 'ES256'): Promise<IssuerKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), alg, use: 'sig', ...(kid !== null && { kid }) }
  return { alg, privateKey, jwk }
}

/** Who issues tokens, and publishes its keys on loopback. */
export interface Issuer {
  readonly env: Record<string, string>
  /** What is published. */
  keys: JWK[]
  /** In place of the keys. */
  answer: { readonly status: number; readonly body: string } | null
  /** It answers nothing before. */
  until: Promise<void>
  /** How often it was asked. */
  asked: number
  /** How often nobody waited for its answer any longer. */
  abandoned: number
  readonly close: () => void
}

export const issuerName = 'https://id.example.com/'
export const audience = 'jpo-patent-graph'

export async function startIssuer(...keys: IssuerKey[]): Promise<Issuer> {
  const server = createServer((_request, response) => {
    issuer.asked += 1
    response.once('close', () => {
      if (!response.writableFinished) issuer.abandoned += 1
    })
    const { status, body } = issuer.answer ?? { status: 200, body: JSON.stringify({ keys: issuer.keys }) }
    const headers = { 'content-type': 'application/json', connection: 'close' }
    void issuer.until.then(() => response.writeHead(status, headers).end(body))
  })
  const url = await listen(server)
  const issuer: Issuer = {
    env: { AUTH_JWKS_URL: `${url}/jwks`, AUTH_ISSUER: issuerName, AUTH_AUDIENCE: audience },
    keys: keys.map(({ jwk }) => jwk),
    answer: null,
    until: Promise.resolve(),
    asked: 0,
    abandoned: 0,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  onTestFinished(issuer.close)
  return issuer
}

/** What a token says; undefined is not said. */
export type Claims = Readonly<Record<string, unknown>>

/** Claims that are good for an hour from `now`, milliseconds since the epoch, unless they say otherwise. */
export function claimsAt(now: number, claims: Claims = {}): Claims {
  const seconds = Math.floor(now / 1000)
  return {
    ...{ iss: issuerName, aud: audience, sub: 'robot-7', scope: 'read documents spend', exp: seconds + 3_600 },
    ...claims,
  }
}

export function sign({ alg, privateKey, jwk }: IssuerKey, claims: Claims, header: object = {}): Promise<string> {
  const { kid } = jwk
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg, ...(kid !== undefined && { kid }), ...header })
    .sign(privateKey)
}
