import { describe, expect, test } from 'vitest'
import { BadUserInput } from '../src/errors.ts'
import { readRequestPolicy } from '../src/request-policy.ts'

const url = 'http://127.0.0.1/graphql'
const read = (headers: Record<string, string>, address = url) =>
  readRequestPolicy(new Request(address, { method: 'POST', headers }))
const policyOf = (headers: Record<string, string>) => read(headers).policy

describe('Cache-Control', () => {
  const rows: readonly [string, object][] = [
    ['', {}],
    ['only-if-cached', { onlyIfCached: true }],
    ['max-age=60', { maxAgeMs: 60_000 }],
    ['max-age=0', { maxAgeMs: 0 }],
    ['max-age=999999999', { maxAgeMs: 999_999_999_000 }],
    // RFC 9111 §1.2.2: what is too large counts as 2^31.
    ['max-age=99999999999', { maxAgeMs: 2 ** 31 * 1000 }],
    ['MAX-AGE=60, Only-If-Cached', { onlyIfCached: true, maxAgeMs: 60_000 }],
    ['max-age="60"', { maxAgeMs: 60_000 }],
    [' max-age = 60 ', { maxAgeMs: 60_000 }],
    ['no-cache', { maxAgeMs: 0 }],
    ['no-cache, max-age=60', { maxAgeMs: 0 }],
    // RFC 9111 §4.2.1: of a directive that stands there twice the first one counts.
    ['max-age=60, max-age=5', { maxAgeMs: 60_000 }],
    ['max-stale=604800', { maxStaleMs: 604_800_000 }],
    ['max-stale=0, max-age=60', { maxStaleMs: 0, maxAgeMs: 60_000 }],
    // RFC 9111 §5.2.1.2: without a value it is any.
    ['max-stale', { maxStaleMs: 2 ** 31 * 1000 }],
    ['only-if-cached, Max-Stale=""', { onlyIfCached: true, maxStaleMs: 2 ** 31 * 1000 }],
    ['no-store, min-fresh=abc, no-transform, immutable, s-maxage=-1', {}],
    ['private="a, max-age=abc", max-age=7', { maxAgeMs: 7_000 }],
    [',,;=,', {}],
  ]
  test.each(rows)('%j', (header, policy) => {
    expect(policyOf({ 'cache-control': header })).toEqual(policy)
  })
})

describe('Prefer', () => {
  const rows: readonly [string, object][] = [
    ['wait=10', { waitMs: 10_000 }],
    ['wait=0', { waitMs: 0 }],
    ['Wait="10"; why=now', { waitMs: 10_000 }],
    ['respond-async, wait=10', { waitMs: 10_000 }],
    // RFC 7240 §2: the first one counts.
    ['wait=10, wait=1', { waitMs: 10_000 }],
    ['return=minimal, handling=lenient, waiting=abc', {}],
    ['foo="a, wait=abc"', {}],
  ]
  test.each(rows)('%j', (header, policy) => {
    expect(policyOf({ prefer: header })).toEqual(policy)
  })

  test('wait and explain are confirmed where they were preferred, not where something like them was', () => {
    expect(read({ prefer: 'wait=10, explain' })).toMatchObject({
      prefersWait: true,
      prefersExplain: true,
      explain: true,
    })
    expect(read({ prefer: 'foo="explain", no-explain' })).toMatchObject({ prefersExplain: false, explain: false })
    expect(read({ prefer: 'no-explain' }, `${url}?explain`)).toMatchObject({ prefersExplain: false, explain: true })
    expect(read({}, `${url}?explain=1&query=x`)).toMatchObject({ explain: true })
    expect(read({}, `${url}?explain=false`)).toMatchObject({ explain: false })
    expect(read({}, `${url}?query=explain`)).toMatchObject({ prefersWait: false, explain: false })
  })
})

test.each([
  ['cache-control', 'max-age=abc'],
  ['cache-control', 'max-age=-1'],
  ['cache-control', 'max-age=1.5'],
  ['cache-control', 'max-age=1e9'],
  ['cache-control', 'max-age=0x10'],
  ['cache-control', 'max-age'],
  ['cache-control', 'max-age='],
  ['cache-control', 'max-age="-1"'],
  ['cache-control', 'max-age=6 0'],
  ['cache-control', 'max-stale=abc'],
  ['cache-control', 'max-stale=-1'],
  ['cache-control', 'max-stale="1.5"'],
  ['cache-control', `max-age=x${'9'.repeat(8_000)}`],
  ['prefer', 'wait=abc'],
  ['prefer', 'wait=-1'],
  ['prefer', 'wait'],
  ['prefer', 'WAIT="x"'],
])('%s: %s is no number of seconds, and the sentence is short', (name, value) => {
  const message = messageOf(() => read({ [name]: value }))
  expect(message).toMatch(
    /^(Cache-Control: max-(age|stale)|Prefer: wait)=.* is no number of seconds; accepted are whole numbers/,
  )
  expect(message.length).toBeLessThan(140)
})

function messageOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof BadUserInput) return error.message
    throw error
  }
  return ''
}

describe('what a tool sends by itself is ignored and said', () => {
  const rows: readonly [string, Record<string, string>, RegExp][] = [
    ['Postman', { 'cache-control': 'no-cache', 'postman-token': 'x' }, /no-cache, which Postman/],
    [
      'a browser without cache',
      { 'cache-control': 'no-cache', pragma: 'no-cache' },
      /no-cache, which a browser .* Pragma/,
    ],
    [
      'a hard reload',
      { 'cache-control': 'no-cache', 'sec-fetch-mode': 'navigate' },
      /no-cache, which a browser .* reloads/,
    ],
    [
      'a reload',
      { 'cache-control': 'max-age=0', 'sec-fetch-mode': 'navigate' },
      /max-age=0, which a browser .* reloads/,
    ],
    ['who wants both', { 'cache-control': 'no-cache, only-if-cached' }, /no-cache, which contradicts only-if-cached/],
  ]
  test.each(rows)('%s', (_who, headers, reason) => {
    const { policy, ignored } = read(headers)
    expect(policy.maxAgeMs).toBeUndefined()
    expect(ignored).toEqual([expect.stringMatching(reason)])
  })

  test('what was written by hand beside it still counts', () => {
    const said = read({ 'cache-control': 'no-cache, max-age=60', 'postman-token': 'x' })
    expect([said.policy, said.ignored.length]).toEqual([{ maxAgeMs: 60_000 }, 1])
    const navigated = read({ 'cache-control': 'max-age=60', 'sec-fetch-mode': 'navigate' })
    expect([navigated.policy, navigated.ignored]).toEqual([{ maxAgeMs: 60_000 }, []])
  })

  test('a program that says no-cache, and one that says Pragma alone, are taken at their word', () => {
    expect(read({ 'cache-control': 'no-cache', 'sec-fetch-mode': 'cors' })).toMatchObject({
      policy: { maxAgeMs: 0 },
      ignored: [],
    })
    expect(read({ pragma: 'no-cache' })).toMatchObject({ policy: {}, ignored: [] })
  })
})

describe('a GET', () => {
  const get = (headers: Record<string, string>) => readRequestPolicy(new Request(url, { headers }))
  const ignored = [expect.stringMatching(/^GET as a way to spend calls, .* or POST$/)]

  test.each<Record<string, string>>([
    {},
    // What a page of any site can send along, or a browser adds.
    { accept: '*/*', 'accept-language': 'ja', 'content-language': 'ja', range: 'bytes=0-' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'text/plain; application/json' },
    { 'content-type': 'application/x-www-form-urlencoded' },
    { authorization: 'Basic dXNlcjpwYXNzd29yZA==' },
    { cookie: 'a=b', origin: 'https://example.com', referer: 'https://example.com/' },
    { 'cache-control': 'max-age=0', prefer: 'safe' },
  ])('with %j, which any page can have a browser send, is for stored answers only', (headers) => {
    expect(get(headers)).toMatchObject({
      policy: { onlyIfCached: true },
      ignored: expect.arrayContaining(ignored) as unknown,
    })
  })

  test.each<Record<string, string>>([
    { 'graphql-require-preflight': '1' },
    { 'apollo-require-preflight': 'true' },
    { 'x-requested-with': 'XMLHttpRequest' },
    { 'content-type': 'application/json' },
    { authorization: 'Bearer key' },
  ])('with %j was meant, and may spend', (headers) => {
    expect(get(headers)).toMatchObject({ policy: {}, ignored: [] })
  })

  test('that asks for stored answers itself is not told that it gets no more', () => {
    expect(get({ 'cache-control': 'only-if-cached' })).toMatchObject({ policy: { onlyIfCached: true }, ignored: [] })
  })
})
