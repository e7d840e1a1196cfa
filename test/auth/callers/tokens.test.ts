import { createHmac } from 'node:crypto'
import { exportSPKI, importJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { keysFile } from '../../support/callers.ts'
import { startGraph } from '../../support/graph.ts'
import { type Claims, claimsAt, type IssuerKey, newIssuerKey, sign, startIssuer } from '../../support/issuer.ts'
import { manualClock } from '../../support/manual-clock.ts'

/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)
const minute = 60_000

async function start(keys: IssuerKey[], env: Record<string, string> = {}) {
  const clock = manualClock(noon)
  const lines: string[] = []
  const issuer = await startIssuer(...keys)
  const graph = await startGraph({ env: { ...issuer.env, ...env }, clock, lines })
  /** The HTTP status of a query that costs nothing, and what it says where it was refused. */
  async function send(token: string) {
    const response = await fetch(`${graph.url}/graphql?query={quota{day}}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/graphql-response+json' },
    })
    const { errors = [] } = (await response.json()) as {
      errors?: { message: string; extensions: Record<string, unknown> }[]
    }
    return {
      status: response.status,
      message: errors[0]?.message ?? '',
      code: errors[0]?.extensions['code'],
      retryAfter: response.headers.get('retry-after'),
    }
  }
  const [key] = keys
  if (!key) throw new Error('An issuer without a key')
  const token = (claims: Claims = {}, header: object = {}) => sign(key, claimsAt(noon, claims), header)
  const said = () => lines.map((line) => (JSON.parse(line) as { msg: string }).msg).filter((msg) => /issuer/.test(msg))
  return { clock, issuer, graph, send, token, said, lines }
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a token', () => {
  test.each(['ES256', 'ES384', 'RS256', 'PS256', 'RS512', 'EdDSA', 'Ed25519'])(
    'signed by %s is accepted',
    async (alg) => {
      const { send, token, issuer } = await start([await newIssuerKey('a', alg)])
      expect((await send(await token())).status).toBe(200)
      expect((await send(await token({ sub: 'another' }))).status).toBe(200)
      expect(issuer.asked).toBe(1)
    },
  )

  test('makes the caller that it names, with the scopes that it names', async () => {
    const key = await newIssuerKey('a')
    const rights = [
      { name: 'sub:robot-7', shares: { APP_PROGRESS: 5 }, interactive: true },
      { name: 'azp:desk', shares: { CITE_DOC_INFO: 2 } },
    ]
    const keys = keysFile([{ name: 'robot-7' }], { tokens: rights })
    const { graph, token } = await start([key], keys.env)
    const callerOf = async (claims: Claims) =>
      graph.services.callers.identify([`Bearer ${await token({ scope: undefined, ...claims })}`])
    expect(await callerOf({ scope: 'openid  read profile spend' })).toEqual({
      name: 'sub:robot-7',
      scopes: new Set(['read', 'spend']),
      shares: { APP_PROGRESS: 5 },
      isInteractive: true,
    })
    expect(await callerOf({ sub: undefined, azp: 'desk', scp: ['documents', 'read', 7, null] })).toEqual({
      name: 'azp:desk',
      scopes: new Set(['read', 'documents']),
      shares: { CITE_DOC_INFO: 2 },
      isInteractive: false,
    })
    expect(await callerOf({ sub: 'x', azp: 'desk', scp: 'operate' })).toEqual({
      name: 'sub:x',
      scopes: new Set(['operate']),
      shares: {},
      isInteractive: false,
    })
    expect((await callerOf({ scope: { read: true }, scp: 3 })).scopes).toEqual(new Set())
    expect(graph.services.callers.callers().map(({ name }) => name)).toEqual(['robot-7', 'sub:robot-7', 'azp:desk'])
    expect((await graph.services.callers.identify([`Bearer ${keys.keyOf('robot-7')}`])).name).toBe('robot-7')
  })

  test('without the scope read is forbidden, which is not unknown', async () => {
    const { send, token } = await start([await newIssuerKey('a')])
    expect(await send(await token({ scope: 'openid READ reader' }))).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  })

  test.each<[string, Claims, RegExp]>([
    ['of another issuer', { iss: 'https://id.example.com' }, /not of the issuer/],
    ['without an issuer', { iss: undefined }, /not of the issuer/],
    ['for another audience', { aud: 'jpo-patent-graph-2' }, /another audience/],
    ['for others', { aud: ['a', 'b'] }, /another audience/],
    ['without an audience', { aud: undefined }, /another audience/],
    ['without an end', { exp: undefined }, /lacks its end/],
    ['whose end is no time', { exp: 'never' }, /lacks its end|not what a JWT/],
    ['without a name', { sub: undefined }, /does not say whose it is/],
    ['with an empty name', { sub: '' }, /does not say whose it is/],
    ['whose name is none', { sub: 7, azp: undefined }, /does not say whose it is/],
    ['whose name breaks a line', { sub: 'a\nb' }, /does not say whose it is/],
    ['with an endless name', { sub: 'x'.repeat(201) }, /does not say whose it is/],
  ])('%s is refused', async (_, claims, reason) => {
    const { send, token } = await start([await newIssuerKey('a')])
    expect(await send(await token(claims))).toMatchObject({
      status: 401,
      message: expect.stringMatching(reason) as string,
    })
    expect((await send(await token({ aud: ['a', 'jpo-patent-graph'] }))).status).toBe(200)
  })

  test('is good for a minute after its end and a minute before its beginning, since clocks differ', async () => {
    const { send, token, clock } = await start([await newIssuerKey('a')])
    const seconds = noon / 1000
    const ending = await token({ exp: seconds + 10 })
    const beginning = await token({ nbf: seconds + 200 })
    clock.jump(69_000)
    expect((await send(ending)).status).toBe(200)
    clock.jump(1_000)
    expect(await send(ending)).toMatchObject({ status: 401, message: 'This token has expired.' })
    clock.jump(69_000)
    expect(await send(beginning)).toMatchObject({ status: 401, message: 'This token is not valid yet.' })
    clock.jump(1_000)
    expect((await send(beginning)).status).toBe(200)
  })

  test('that is forged is refused: no algorithm, the public key as a secret, another key, other words', async () => {
    const key = await newIssuerKey('a', 'RS256')
    const { send, token, lines } = await start([key])
    const good = await token()
    const [header = '', payload = '', signature = ''] = good.split('.')
    const claims = claimsAt(noon)
    const pem = await exportSPKI((await importJWK(key.jwk, 'RS256', { extractable: true })) as CryptoKey)
    const secrets = [pem, pem.trim(), JSON.stringify(key.jwk), String(key.jwk.n)]
    const hs256 = `${json({ alg: 'HS256', kid: 'a' })}.${json(claims)}`
    const signedBy = (secret: string) => createHmac('sha256', secret).update(hs256).digest('base64url')
    const forged = [
      `${json({ alg: 'none' })}.${json(claims)}.`,
      `${json({ alg: 'None', kid: 'a' })}.${json(claims)}.`,
      `${json({ alg: 'none' })}.${json(claims)}.${signature}`,
      ...secrets.map((secret) => `${hs256}.${signedBy(secret)}`),
      await sign(await newIssuerKey('a', 'RS256'), claims),
      await sign(await newIssuerKey('a', 'ES256'), claims),
      await sign(await newIssuerKey('a', 'RS256'), claims, { jwk: (await newIssuerKey('a', 'RS256')).jwk }),
      await sign(key, claims, { crit: ['exp'] }).catch(
        () => `${json({ alg: 'RS256', crit: ['x'] })}.${payload}.${signature}`,
      ),
      `${header}.${json({ ...claims, scope: 'read operate' })}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}.${signature.slice(0, -4)}`,
      `${payload}.${header}.${signature}`,
      ...[{ alg: 'RS256', kid: {} }, { alg: ['RS256'] }, { alg: 'RS256', b64: false }, {}, [], null, 7].map(
        (strange) => `${json(strange)}.${payload}.${signature}`,
      ),
      ...[null, [], 7, 'text'].map((strange) => `${header}.${json(strange)}.${signature}`),
      `${header}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.${signature}`,
      `${header}.${payload}`,
      'a.b.c',
      '..',
    ]
    for (const it of forged)
      expect([it, await send(it)]).toEqual([it, expect.objectContaining({ status: 401, code: 'UNAUTHENTICATED' })])
    expect((await send(good)).status).toBe(200)
    for (const it of forged.filter((one) => one.length > 20)) expect(lines.join('')).not.toContain(it)
    expect(lines.join('')).not.toContain(payload)
  })

  test('may leave out its key, and is tried with those that fit', async () => {
    const [one, two, other] = await Promise.all([
      newIssuerKey(null),
      newIssuerKey(null),
      newIssuerKey(null, 'RS256'),
    ] as const)
    const { send } = await start([one, two, other])
    const claims = claimsAt(noon)
    for (const key of [one, two, other]) expect((await send(await sign(key, claims))).status).toBe(200)
    expect(await send(await sign(await newIssuerKey(null), claims))).toMatchObject({
      status: 401,
      message: 'This token is not signed by a key of its issuer.',
    })
    expect((await send(await sign(two, { ...claims, exp: 1 }))).message).toBe('This token has expired.')
  })
})

describe('the keys of the issuer', () => {
  test('are asked for again when a token names a new one, at most twice a minute', async () => {
    const [old, fresh] = await Promise.all([newIssuerKey('old'), newIssuerKey('new')])
    const { send, token, issuer, clock } = await start([old])
    const claims = claimsAt(noon)
    expect((await send(await token())).status).toBe(200)
    issuer.keys = [old.jwk, fresh.jwk]
    clock.jump(29_000)
    expect((await send(await sign(fresh, claims))).status).toBe(401)
    clock.jump(1_000)
    expect(await Promise.all([0, 1, 2].map(async () => (await send(await sign(fresh, claims))).status))).toEqual([
      200, 200, 200,
    ])
    expect(issuer.asked).toBe(2)
    for (let round = 0; round < 10; round += 1) {
      clock.jump(10_000)
      const forged = await sign(await newIssuerKey(`made-up-${round}`), claims)
      expect((await send(forged)).status).toBe(401)
    }
    expect(issuer.asked).toBe(5)
    expect((await send(await token())).status).toBe(200)
  })

  test('that were withdrawn end within ten minutes', async () => {
    const [old, fresh] = await Promise.all([newIssuerKey('old'), newIssuerKey('new')])
    const { send, token, issuer, clock } = await start([old])
    expect((await send(await token())).status).toBe(200)
    issuer.keys = [fresh.jwk]
    clock.jump(10 * minute - 1)
    expect((await send(await token())).status).toBe(200)
    clock.jump(1)
    expect((await send(await token())).status).toBe(401)
    expect((await send(await sign(fresh, claimsAt(noon)))).status).toBe(200)
  })

  test.each([
    ['is out of order', { status: 500, body: 'secret words of the issuer' }],
    ['answers with what is no JSON', { status: 200, body: '<html>secret words of the issuer' }],
    ['answers with what are no keys', { status: 200, body: '{"keys":"secret words of the issuer"}' }],
    ['leads elsewhere', { status: 302, body: 'secret words of the issuer' }],
  ])('stay good for a day while it %s', async (_, answer) => {
    const [known, unknown] = await Promise.all([newIssuerKey('known'), newIssuerKey('unknown')])
    const { send, issuer, clock, said, lines } = await start([known])
    const week = noon + 7 * 24 * 60 * minute
    const good = await sign(known, claimsAt(week))
    expect((await send(good)).status).toBe(200)
    issuer.answer = answer
    const unseen = await sign(unknown, claimsAt(week))
    for (let hour = 1; hour < 24; hour += 1) {
      clock.jump(60 * minute)
      expect([hour, (await send(good)).status]).toEqual([hour, 200])
      // It waits for the answer to the question that the other did not wait for.
      expect(await send(unseen)).toMatchObject({ status: 503, code: 'ISSUER_UNAVAILABLE', retryAfter: '30' })
    }
    expect(issuer.asked).toBe(24)
    clock.jump(60 * minute)
    expect((await send(good)).status).toBe(503)
    expect(said()).toEqual(['The issuer of tokens does not tell its keys'])
    issuer.answer = null
    expect((await send(good)).status).toBe(503)
    clock.jump(30_000)
    expect((await send(good)).status).toBe(200)
    expect(said()).toEqual(['The issuer of tokens does not tell its keys', 'The issuer of tokens tells its keys again'])
    expect(lines.join('')).not.toContain('secret words')
  })

  test('are good at once while it is away, however long it takes to answer', async () => {
    const { send, token, issuer, clock, graph } = await start([await newIssuerKey('a')])
    expect((await send(await token())).status).toBe(200)
    issuer.answer = { status: 503, body: '' }
    clock.jump(10 * minute)
    const later = await token({ exp: noon / 1000 + 24 * 3_600 })
    expect((await send(later)).status).toBe(200)
    const { promise, resolve } = Promise.withResolvers<undefined>()
    issuer.until = promise
    clock.jump(minute)
    expect((await send(later)).status).toBe(200)
    expect(issuer.abandoned).toBe(0)
    await expect.poll(() => issuer.asked).toBe(3)
    resolve(undefined)
    await graph.close()
  })

  test('an issuer that is not there when the server starts is waited for, and keys of the file are good meanwhile', async () => {
    const key = await newIssuerKey('a')
    const keys = keysFile([{ name: 'desk' }])
    const { send, token, issuer, graph } = await start([key], keys.env)
    issuer.close()
    expect(await send(await token())).toMatchObject({ status: 503, code: 'ISSUER_UNAVAILABLE' })
    expect((await send(keys.keyOf('desk'))).status).toBe(200)
    expect((await fetch(`${graph.url}/health`)).status).toBe(200)
  })

  test('a secret that was put among them is no key', async () => {
    const key = await newIssuerKey('a')
    const { send, token, issuer } = await start([key])
    const secret = 'a secret that both sides know, long enough for HS256'
    issuer.keys = [key.jwk, { kty: 'oct', kid: 's', alg: 'HS256', k: Buffer.from(secret).toString('base64url') }]
    const signed = `${json({ alg: 'HS256', kid: 's' })}.${json(claimsAt(noon))}`
    const token256 = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
    expect((await send(token256)).status).toBe(401)
    expect((await send(await token())).status).toBe(200)
  })
})
