import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type Graph, startGraph } from '../support/graph.ts'
import { type RawAnswer, send, sendBytes } from '../support/raw.ts'

const json = { 'content-type': 'application/json', accept: 'application/graphql-response+json' }
const day = '{"query":"{quota{day}}"}'

const post = (graph: Graph, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  send(graph.url, { method: 'POST', headers: { ...json, ...headers }, body })

const said = ({ status, body }: RawAnswer) => {
  const { errors = [] } = JSON.parse(body) as { errors?: { extensions: object }[] }
  return { status, errors: errors.map((error) => error.extensions) }
}

test.each([
  'application/json',
  'application/json; charset=utf-8',
  'Application/JSON;charset=UTF-8',
  'application/json;charset="utf-8"',
  'application/json; foo=bar',
])('a body of type %s is read', async (type) => {
  expect((await post(await startGraph(), day, { 'content-type': type })).status).toBe(200)
})

test.each([
  ['text/plain', day],
  ['text/plain; application/json', day],
  ['text/plain, application/json', day],
  ['application/json, text/plain', day],
  ['application/json; charset=utf-16', day],
  ['application/json; charset=shift_jis', day],
  ['application/x-www-form-urlencoded', 'query={quota{day}}'],
  ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--'],
  ['application/graphql', '{quota{day}}'],
  ['application/graphql+json', day],
  ['application/xml', day],
  ['json', day],
  ['', day],
])('a body of type %j is refused with 415: a page of any site could send some of them', async (type, body) => {
  const graph = await startGraph()
  const answer = await post(graph, body, { 'content-type': type })
  expect(said(answer)).toEqual({ status: 415, errors: [{ code: 'UNSUPPORTED_MEDIA_TYPE' }] })
  expect(answer.headers.accept).toBe('application/json')
})

test.each(['gzip', 'br', 'deflate, gzip', 'aws-chunked'])(
  'a body encoded as %s is refused, and nothing inflated',
  async (encoding) => {
    const answer = await post(await startGraph(), gzipSync(day), { 'content-encoding': encoding })
    expect(said(answer)).toMatchObject({ status: 415, errors: [{ code: 'UNSUPPORTED_MEDIA_TYPE' }] })
    expect(answer.headers['accept-encoding']).toBe('identity')
  },
)

test.each<[string, string | Uint8Array, string]>([
  ['empty', '', 'The body is no JSON.'],
  ['cut off', '{"query":"{quota', 'The body is no JSON.'],
  ['followed by more', `${day}${day}`, 'The body is no JSON.'],
  [
    'not UTF-8',
    Buffer.concat([Buffer.from('{"query":"{quota{day}} # '), Buffer.from([0xff]), Buffer.from('"}')]),
    'The body is not UTF-8.',
  ],
  [
    'UTF-8 in too many bytes',
    Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
    'The body is not UTF-8.',
  ],
  ['UTF-16', Buffer.from(day, 'utf16le'), 'The body is no JSON.'],
  ['null', 'null', 'The body must be a JSON object with a query.'],
  ['a number', '5', 'The body must be a JSON object with a query.'],
  ['a string', '"{quota{day}}"', 'The body must be a JSON object with a query.'],
  ['a list of operations', `[${day}]`, 'Batching is not supported.'],
  ['an empty list', '[]', 'Batching is not supported.'],
  ['without a query', '{}', 'Must provide query string.'],
  ['a query that is none', '{"query":5}', 'Expected "query" param to be a string, but given number.'],
  [
    'variables that are none',
    '{"query":"{quota{day}}","variables":[1]}',
    'Expected "variables" param to be empty or an object, but given array.',
  ],
  [
    'extensions that are none',
    '{"query":"{quota{day}}","extensions":"x"}',
    'Expected "extensions" param to be empty or an object, but given string.',
  ],
  ['something beside', '{"query":"{quota{day}}","doc_id":"1"}', 'Unexpected parameter "doc_id" in the request body.'],
  [
    'a prototype beside',
    '{"query":"{quota{day}}","__proto__":{"query":"x"}}',
    'Unexpected parameter "__proto__" in the request body.',
  ],
])('a body that is %s is a 400 in a sentence', async (_what, body, sentence) => {
  const answer = await post(await startGraph(), body)
  expect(said(answer)).toEqual({ status: 400, errors: [{ code: 'BAD_REQUEST' }] })
  expect((JSON.parse(answer.body) as { errors: { message: string }[] }).errors[0]?.message).toBe(sentence)
})

test('of a key that stands there twice the last one counts, for the limits as for what is executed', async () => {
  const graph = await startGraph()
  const deep = `{ ${'a { '.repeat(20)}b${' }'.repeat(20)} }`
  const [last, first] = [`{"query":"${deep}","query":"{quota{day}}"}`, `{"query":"{quota{day}}","query":"${deep}"}`]
  expect((await post(graph, last)).status).toBe(200)
  expect(said(await post(graph, first))).toMatchObject({
    status: 400,
    errors: [{ code: 'QUERY_TOO_COMPLEX', limit: 'depth' }],
  })
})

test('variables named like what objects have by themselves are variables and nothing else', async () => {
  const graph = await startGraph()
  const query =
    'query ($f: DocumentFilter) { application(number: "2020000101") { documents(filter: $f) { totalCount } } }'
  for (const filter of [
    '{"__proto__":{"codes":["A131"]}}',
    '{"constructor":{"prototype":{}}}',
    '{"codes":["__proto__"],"toString":1}',
  ]) {
    const answer = await post(graph, `{"query":${JSON.stringify(query)},"variables":{"f":${filter}}}`)
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('is not defined by type')
  }
  const { status } = await post(
    graph,
    '{"query":"{quota{day}}","variables":{"__proto__":{"polluted":1}},"operationName":null}',
  )
  expect([status, 'polluted' in {}]).toEqual([200, false])
})

test('a body of a hundred thousand bytes passes, one more is refused: by what is declared, or by what came', async () => {
  const graph = await startGraph()
  const long = (bytes: number) => `{"query":"{quota{day}}","variables":{"x":"${'x'.repeat(bytes - 45)}"}}`
  expect(long(100_000)).toHaveLength(100_000)
  const beyond = { code: 'REQUEST_TOO_LARGE', limit: 'bodyBytes', asked: 100_001, allowed: 100_000 }
  for (const headers of [{ 'content-length': '100000' }, { 'transfer-encoding': 'chunked' }])
    expect((await post(graph, long(100_000), headers)).status).toBe(200)
  for (const headers of [{ 'content-length': '100001' }, { 'transfer-encoding': 'chunked' }]) {
    const { status, errors } = said(await post(graph, long(100_001), headers))
    expect([status, errors]).toEqual([413, [{ ...beyond, asked: expect.any(Number) as unknown }]])
  }
})

test.each([
  ['larger than any number', 'Content-Length: 99999999999999999999'],
  ['negative', 'Content-Length: -1'],
  ['two', 'Content-Length: 5\r\nContent-Length: 6'],
  ['beside chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
  ['in words', 'Content-Length: five'],
])('a length that is %s is no HTTP', async (_what, header) => {
  const graph = await startGraph()
  const answer = await sendBytes(
    graph.url,
    `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${header}\r\n\r\n`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*"code":"BAD_REQUEST"/)
})

test.each(['mutation', 'subscription'])('a %s is told that there are queries only', async (kind) => {
  const graph = await startGraph()
  const { errors } = await graph.query(`${kind} { change }`)
  expect(errors).toMatchObject([
    {
      message: `This graph answers queries only; this is a ${kind}.`,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    },
  ])
})

test('who accepts no answer that can be given gets none, and none is paid for', async () => {
  const graph = await startGraph()
  const body = '{"query":"{ application(number: \\"2020000101\\") { inventionTitle } }"}'
  for (const accept of [
    'text/html',
    'application/xml, text/plain;q=0.5',
    'application/json;charset=utf-16',
    'text/event-stream',
    'application/json;q=0',
    '*/*; q=0.0',
    '',
  ])
    expect(said(await post(graph, body, { accept }))).toMatchObject({
      status: 406,
      errors: [{ code: 'NOT_ACCEPTABLE' }],
    })
  expect(graph.calls()).toEqual([])
  const said406 = 'What has no parts comes so too: name one of them beside multipart/mixed and text/event-stream.'
  expect((await post(graph, body, { accept: 'multipart/mixed' })).body).toContain(said406)
  for (const accept of [
    '*/*',
    'application/*',
    'text/html, application/json;q=0.001',
    'text/html, application/json;q=0.9',
    'application/graphql-response+json; charset=utf-8',
  ])
    expect((await post(graph, day, { accept })).status).toBe(200)
})
