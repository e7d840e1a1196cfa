import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'

/** An issuer of tokens on loopback, one good token of it, and those that must open nothing. */
export interface Tokens {
  readonly env: Readonly<Record<string, string>>
  readonly good: string
  readonly forged: readonly string[]
  close(): Promise<void>
}

const issuer = 'https://id.example.com/'
const audience = 'jpo-patent-graph'

export async function startTokens(): Promise<Tokens> {
  const [own, foreign] = [await newPair(), await newPair()]
  const published = { ...(await exportJWK(own.publicKey)), alg: 'ES256', use: 'sig', kid: 'own' }
  const server = createServer((_request, response) => void response.end(JSON.stringify({ keys: [published] })))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, aud: audience, sub: 'robot', scope: 'read spend', exp: now + 86_400 }
  const signed = (said: object, privateKey: CryptoKey | Uint8Array = own.privateKey, alg = 'ES256') =>
    new SignJWT({ ...claims, ...said }).setProtectedHeader({ alg, kid: 'own' }).sign(privateKey)
  const good = await signed({})
  const [head = '', payload = '', signature = ''] = good.split('.')
  const spki = await exportSPKI(own.publicKey)
  const forged = [
    `${part({ alg: 'none' })}.${payload}.`,
    `${part({ alg: 'none', kid: 'own' })}.${payload}.${signature}`,
    await signed({}, foreign.privateKey),
    await signed({}, new TextEncoder().encode(spki), 'HS256'),
    await signed({}, new TextEncoder().encode(JSON.stringify(published)), 'HS256'),
    await signed({ exp: now - 120 }),
    await signed({ nbf: now + 86_000 }),
    await signed({ aud: 'another' }),
    await signed({ iss: 'https://evil.example/' }),
    await signed({ sub: undefined }),
    await signed({ scope: 'documents' }),
    `${head}.${part({ ...claims, sub: 'somebody' })}.${signature}`,
    `${part({ alg: 'ES256', kid: 'own', jwk: await exportJWK(foreign.publicKey) })}.${payload}.${signature}`,
    `${head}.${payload}.`,
    good.slice(0, -4),
  ]
  return {
    env: { AUTH_JWKS_URL: `http://127.0.0.1:${port}/jwks`, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience },
    good,
    forged,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function newPair() {
  return generateKeyPair('ES256', { extractable: true })
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
