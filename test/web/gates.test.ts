import { expect, test } from 'vitest'
import { keysFile } from '../support/callers.ts'
import { startGraph } from '../support/graph.ts'
import { send, sendBytes } from '../support/raw.ts'

const query = '/graphql?query={quota{day}}'
const routes = [query, '/', '/health', '/ready', '/metrics', '/images/x', '/nothing']

test.each([
  '127.0.0.1',
  'localhost',
  'LOCALHOST:4000',
  '[::1]:1',
  '127.1.2.3:80',
  'patents.example.com',
  'patents.example.com:8443',
])('asked as %s, it answers', async (host) => {
  const graph = await startGraph({ env: { PUBLIC_URL: 'https://patents.example.com/jpo' } })
  expect((await send(graph.url, { path: query, headers: { host } })).status).toBe(200)
})

test.each([
  'evil.example',
  'localhost.evil.example',
  'localhost.',
  '127.0.0.1.nip.io:4000',
  '0.0.0.0',
  '10.0.0.1',
  'example.com',
])('asked as %s, no route answers: a page of any site could have made that name mean this machine', async (host) => {
  const graph = await startGraph({ env: { PUBLIC_URL: 'https://patents.example.com/jpo' } })
  for (const path of routes) {
    const { status, body } = await send(graph.url, { path, headers: { host } })
    expect([path, status, body]).toEqual([path, 421, expect.stringContaining('"code":"MISDIRECTED_REQUEST"')])
    expect(body).toContain('set PUBLIC_URL; to answer others, set AUTH_API_KEYS_FILE or AUTH_JWKS_URL')
  }
})

test('a Host that is none, or two of them, is refused in a sentence', async () => {
  const graph = await startGraph()
  for (const host of [']', 'a b', 'localhost@evil.example', 'localhost/..', 'localhost?'])
    expect((await send(graph.url, { headers: { host } })).body).toContain('The Host header is no host.')
  for (const hosts of ['Host: localhost\r\nHost: evil', 'Host:']) {
    const answer = await sendBytes(graph.url, `GET /health HTTP/1.1\r\n${hosts}\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  }
})

test('behind a policy a Host that is none, or two of them, is refused too, and any name answers', async () => {
  const keys = keysFile([{ name: 'reader' }])
  const graph = await startGraph({ env: keys.env })
  const answer = (host: string) => send(graph.url, { path: query, headers: { host, ...keys.headers('reader') } })
  for (const host of ['a b', '[::1', 'x:99999', 'http://x', 'a/b', 'a,b', '%00', 'ü'])
    expect([host, await answer(host)]).toMatchObject([host, { status: 400 }])
  expect(await answer('patents.example.com:8443')).toMatchObject({ status: 200 })
  const { authorization } = keys.headers('reader')
  const two = `GET ${query} HTTP/1.1\r\nHost: a\r\nHost: b\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`
  expect(await sendBytes(graph.url, two)).toMatch(/^HTTP\/1\.1 400 [^]*The Host header is no host\./)
})

test('HEAD says what GET would, without the answer, and spends as little', async () => {
  const graph = await startGraph()
  const head = await send(graph.url, { method: 'HEAD', path: query })
  const got = await send(graph.url, { path: query })
  expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', got.headers['content-length']])
  expect(head.headers.etag).toBe(got.headers.etag)
  const spends = '/graphql?query={application(number:"2020000101"){inventionTitle}}'
  expect((await send(graph.url, { method: 'HEAD', path: spends })).status).toBe(200)
  expect(graph.calls()).toEqual([])
})

test('where the schema is not told, nothing tells it, and no error suggests a name of it', async () => {
  const graph = await startGraph({ env: { INTROSPECTION: 'off' } })
  expect((await send(graph.url, { path: '/schema.graphql' })).status).toBe(404)
  expect((await send(graph.url, { path: '/', headers: { accept: 'text/html' } })).body).not.toContain('schema.graphql')
  for (const text of ['{ __schema { types { name } } }', '{ _service { sdl } }', '{ a: _service { b: sdl } }'])
    expect((await graph.query(text)).data).toBeUndefined()
  for (const text of [
    '{ aplication(number: "2020000101") { id } }',
    '{ application(numbr: "2020000101") { id } }',
    '{ application(number: "2020000101") { ... on Aplication { id } } }',
    '{ application(number: "2020000101") { ...Rest } } fragment Rst on Application { id }',
    '{ quota { day } @incluse(if: true) }',
    '{ _entities(representations: [{ __typename: "Aplication", id: "x" }]) { __typename } }',
    '{ _entities(representations: [{ id: "x" }]) { __typename } }',
    '{ node(id: "x") { id } }',
    '{ quotaPlan(document: "{ aplication { id } }") { feasible } }',
    '{ quotaPlan(document: "query ($f: DocumentFiltr) { quota { dayy } }") { feasible } }',
  ]) {
    const said = JSON.stringify((await graph.query(text)).errors)
    expect(said).not.toMatch(/did you mean|Applicant|NumberReference|DecisionToGrant/i)
  }
  const open = await startGraph()
  const { errors } = await open.query('{ _entities(representations: [{ id: "x" }]) { __typename } }')
  expect(errors[0]?.message).toContain('Applicant (code)')
})

test('where there is no GraphiQL, there is none of its files either, and nothing leads to it', async () => {
  const graph = await startGraph({ env: { GRAPHIQL: 'off' } })
  const headers = { accept: 'text/html' }
  expect((await send(graph.url, { path: '/', headers })).body).not.toContain('href="graphql"')
  expect(await send(graph.url, { path: '/graphiql/main.js', headers })).toMatchObject({
    status: 404,
    body: expect.stringContaining('Nothing is here') as string,
  })
})

test.each(['Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'x-forwarded-proto', 'X-Real-IP'])(
  'what came through a proxy, as %s shows, is refused while everybody may ask',
  async (name) => {
    const graph = await startGraph()
    for (const path of routes) {
      const { status, body } = await send(graph.url, { path, headers: { [name]: 'for=192.0.2.1' } })
      expect([path, status, body]).toEqual([path, 403, expect.stringContaining('"code":"FORWARDED_REQUEST"')])
    }
  },
)

test('a refusal has the form of GraphQL at the graph, in the type that was asked for, and of plain JSON elsewhere', async () => {
  const graph = await startGraph()
  const headers = { host: 'evil.example' }
  const [asked, unasked, other] = await Promise.all([
    send(graph.url, { path: query, headers: { ...headers, accept: 'application/graphql-response+json' } }),
    send(graph.url, { path: query, headers }),
    send(graph.url, { path: '/ready', headers }),
  ])
  expect(asked.headers['content-type']).toBe('application/graphql-response+json; charset=utf-8')
  expect(unasked.headers['content-type']).toBe('application/json; charset=utf-8')
  const message: unknown = expect.stringContaining('evil.example')
  const extensions = { code: 'MISDIRECTED_REQUEST' }
  expect([asked, unasked, other].map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { errors: [{ message, extensions }] },
    { errors: [{ message, extensions }] },
    { error: message, ...extensions },
  ])
})

test('every route says that it is data, to be framed, sniffed and referred to by nobody', async () => {
  const graph = await startGraph()
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{quota{day}}"}' }
  const answers = await Promise.all([
    ...routes.map((path) => send(graph.url, { path })),
    send(graph.url, post),
    send(graph.url, { method: 'OPTIONS' }),
  ])
  for (const { headers } of answers)
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'") as unknown,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
  const page = await send(graph.url, { headers: { accept: 'text/html' } })
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
})

const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
})

test('without CORS_ORIGINS no page of another site is let in', async () => {
  const graph = await startGraph()
  for (const asked of [
    preflight('https://app.example.com'),
    { path: query, headers: { origin: 'https://app.example.com' } },
  ])
    expect(
      Object.keys((await send(graph.url, asked)).headers).filter((name) => name.startsWith('access-control')),
    ).toEqual([])
})

test('with CORS_ORIGINS pages of those sites are, and of no other; refusals can be read by them too', async () => {
  const own = 'https://app.example.com'
  const graph = await startGraph({ env: { CORS_ORIGINS: `http://localhost:3000, ${own}`, LIMITS: 'bodyBytes=1000' } })
  const allowed = await send(graph.url, preflight(own))
  expect([allowed.status, allowed.body]).toEqual([204, ''])
  expect(allowed.headers).toMatchObject({
    'access-control-allow-origin': own,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': expect.stringMatching(/authorization.*content-type/) as unknown,
    'access-control-max-age': '7200',
    vary: 'Origin',
  })
  const body = JSON.stringify({ query: '{quota{day}}', variables: { long: 'x'.repeat(1000) } })
  const refused = await send(graph.url, {
    method: 'POST',
    headers: { origin: own, 'content-type': 'application/json' },
    body,
  })
  expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([413, own])
  for (const origin of [
    'https://evil.example',
    'null',
    'https://app.example.com.evil.example',
    `${own}:443`,
    own.toUpperCase(),
  ]) {
    for (const asked of [preflight(origin), { path: query, headers: { origin } }]) {
      const { headers } = await send(graph.url, asked)
      expect(headers).not.toHaveProperty('access-control-allow-origin')
      expect(headers.vary).toMatch(/^Origin\b/)
    }
  }
  for (const answer of [allowed, refused]) expect(answer.headers).not.toHaveProperty('access-control-allow-credentials')
})
