import { describe, expect, test } from 'vitest'
import { createRedaction } from '../../src/observe/redaction.ts'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzb21lYm9keSJ9.c2lnbmF0dXJl'

describe('a secret that it was told', () => {
  const secret = 'a"b\\c d%é/+&ü'
  const redaction = createRedaction([secret])

  test.each([
    ['as it is', secret],
    ['in JSON', JSON.stringify({ deep: secret })],
    ['in an address', `https://example.com/${encodeURIComponent(secret)}`],
    ['in a form', new URLSearchParams({ x: secret }).toString()],
  ])('goes %s', (_where, text) => {
    expect(redaction.isSuspect(text)).toBe(true)
    const seen = redaction.text(text)
    expect(seen).toContain('[redacted]')
    for (const part of ['a"b', 'a\\"b', 'b\\c', '%C3%A9', 'é']) expect(seen).not.toContain(part)
  })

  test('goes from names and values of any depth, and the rest stays what it was', () => {
    expect(redaction.value({ [secret]: 1, list: [true, null, { text: `so ${secret}.` }] })).toEqual({
      '[redacted]': 1,
      list: [true, null, { text: 'so [redacted].' }],
    })
  })

  test('goes from the moment that it is learnt, also where it is the beginning of another', () => {
    const learning = createRedaction(['begin'])
    learning.learn('beginning')
    expect(learning.text('the beginning and what may begin')).toBe('the [redacted] and what may [redacted]')
  })

  test('may be anything: what has no form as an address or is a pattern to others', () => {
    const odd = createRedaction(['.*.*', '(((('])
    odd.learn('\ud800-half')
    expect(odd.text('x .*.* (((( \ud800-half y')).toBe('x [redacted] [redacted] [redacted] y')
  })

  test('is too short to be looked for with three letters', () => {
    expect(createRedaction(['abc']).text('abc')).toBe('abc')
  })

  test('is forgotten when sixty-four others were learnt since: a token lives an hour', () => {
    const learning = createRedaction(['configured'])
    for (let index = 0; index < 65; index++) learning.learn(`token-${index}-`)
    expect(learning.text('token-0- token-1- configured')).toBe('token-0- [redacted] [redacted]')
  })
})

describe('what looks like a secret goes, whoever wrote it:', () => {
  const redaction = createRedaction()

  test.each([
    ['Authorization: Bearer abc.def-123', 'Authorization: [redacted]'],
    ['the header "Bearer abc123=" was sent', 'the header "Bearer [redacted]" was sent'],
    ['Basic dXNlcjpwYXNz', 'Basic [redacted]'],
    [`token ${jwt} is dead`, 'token [redacted] is dead'],
    [`the key-${jwt} is dead`, 'the [redacted] is dead'],
    ['redis://user:pass:word@host', 'redis://[redacted]@host'],
    [
      'https://a.example.com/?x=1 and https://b.example.com/?y=2?',
      'https://a.example.com/?[redacted] and https://b.example.com/?[redacted]',
    ],
    ['redis://user:pass@host:6379/0', 'redis://[redacted]@host:6379/0'],
    ['redis://:pass@host', 'redis://[redacted]@host'],
    [
      'GET https://bucket.example.com/a.zip?X-Amz-Signature=1f2e failed',
      'GET https://bucket.example.com/a.zip?[redacted] failed',
    ],
    ['path /a.zip?X-Amz-Signature=1f2e&X-Amz-Date=1', 'path /a.zip?X-Amz-Signature=[redacted]&X-Amz-Date=1'],
    ['grant_type=password&username=me&password=it', 'grant_type=password&username=me&password=[redacted]'],
    ['{"access_token":"abc","expires_in":1}', '{"access_token":"[redacted]","expires_in":1}'],
    [`the key jpo_${'0123456789abcdef'.repeat(4)}12345678 is damaged`, 'the key [redacted] is damaged'],
    ['cookie: session=1; other=2', 'cookie: [redacted]'],
  ])('%s', (text, seen) => {
    expect(redaction.isSuspect(text)).toBe(true)
    expect(redaction.text(text)).toBe(seen)
  })

  test.each(['authorization', 'Cookie', 'set-cookie', 'password', 'accessToken', 'x-api-key', 'clientSecret'])(
    'the value of the name %s',
    (name) => {
      expect(redaction.isSuspect(JSON.stringify({ [name]: 'x' }))).toBe(true)
      expect(redaction.value({ [name]: 'x' })).toEqual({ [name]: '[redacted]' })
    },
  )
})

test.each(['//' + ':'.repeat(100_000), 'http://'.repeat(15_000), 'eyJ-'.repeat(25_000)])(
  'a text that a client made long to keep it busy is read once',
  (text) => {
    const redaction = createRedaction(['recognisable-secret'])
    expect(redaction.text(text)).toHaveLength(text.length)
    expect(redaction.isSuspect(text)).toBe(false)
  },
)

test.each([
  'The turn of this call to APP_PROGRESS comes in about 5 s, later than this operation may wait.',
  'http://127.0.0.1:4000/graphql and https://ip-data.jpo.go.jp',
  '2026-11-20T12:00:00+09:00 特願2020-000101 @ 10:30',
])('%s stays as it is', (text) => {
  const redaction = createRedaction(['recognisable-secret'])
  expect([redaction.text(text), redaction.isSuspect(text)]).toEqual([text, false])
})
