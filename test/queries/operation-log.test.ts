import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'
import { linesSaying, type LogLine } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'
import { whilePassing } from '../support/passing-time.ts'
import { request } from '../support/request.ts'

/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)

/** A line is written when its answer is with the client. */
async function operations(lines: readonly string[], count: number): Promise<LogLine[]> {
  for (;;) {
    const found = linesSaying(lines, 'Operation')
    if (found.length >= count) return found
    await delay(5)
  }
}

test('one line for each operation: who, what by name, how long, what it cost, what became of it', async () => {
  const clock = manualClock(noon)
  const lines: string[] = []
  const graph = await startGraph({ clock, lines, env: { JPO_REQUESTS_PER_MINUTE: '1' } })
  const two = `query Two { application(number: "2020000101") { inventionTitle }
    applicant(code: "900000110") { name } }`
  const answer = await whilePassing(clock, request(graph.url, two, { headers: { prefer: 'wait=100' } }))
  expect(answer.errors).toEqual([])
  expect(answer.quota.waitedMs).toBeGreaterThan(50_000)
  await request(graph.url, two, { headers: { 'x-request-id': 'gateway-17' } })
  const written = await operations(lines, 2)
  expect(written).toEqual([
    {
      level: 30,
      time: expect.any(Number) as number,
      pid: process.pid,
      hostname: expect.any(String) as string,
      id: answer.headers.get('x-request-id'),
      caller: 'anybody',
      operation: 'Two',
      ms: expect.any(Number) as number,
      waitedMs: answer.quota.waitedMs,
      calls: { APP_PROGRESS_SIMPLE: 1, APPLICANT_ATTORNEY_CD: 1 },
      saved: 0,
      stale: 0,
      errors: {},
      status: 200,
      msg: 'Operation',
    },
    expect.objectContaining({ id: 'gateway-17', calls: {}, saved: 2, ms: 0 }),
  ])
})

test.each([
  ['no GraphQL', 'query Broken {', { operation: null, errors: { GRAPHQL_PARSE_FAILED: 1 }, status: 400 }],
  [
    'against the schema',
    'query Invalid { nothing other }',
    { operation: 'Invalid', errors: { GRAPHQL_VALIDATION_FAILED: 2 }, status: 400 },
  ],
  [
    'that cannot be meant',
    'query Unmeant { application(number: "1") { number } }',
    { operation: 'Unmeant', errors: { BAD_USER_INPUT: 1 }, status: 400 },
  ],
  [
    'without a name',
    '{ a: node(id: "x") { id } b: node(id: "y") { id } }',
    { operation: null, errors: { BAD_USER_INPUT: 2 }, status: 200 },
  ],
])('an operation %s has its line too', async (_what, query, expected) => {
  const lines: string[] = []
  const graph = await startGraph({ lines })
  await graph.query(query)
  expect(await operations(lines, 1)).toEqual([expect.objectContaining({ ...expected, calls: {} })])
})

test('an operation whose client went away is written down with what it cost in the end', async () => {
  const lines: string[] = []
  const graph = await startGraph({ lines })
  graph.sandbox.misbehave({ kind: 'latency', ms: 300 })
  const leaving = new AbortController()
  const gone = request(graph.url, '{ applicant(code: "900000110") { name } }', { signal: leaving.signal })
  await expect.poll(() => graph.sandbox.calls).toHaveLength(1)
  leaving.abort()
  await expect(gone).rejects.toThrow()
  expect(await operations(lines, 1)).toEqual([
    expect.objectContaining({ calls: { APPLICANT_ATTORNEY_CD: 1 }, status: null }),
  ])
})

test('what is asked for is in no line: neither literals nor variables, at any level', async () => {
  const lines: string[] = []
  const graph = await startGraph({ lines })
  const variables = { name: '架空電機株式会社' }
  await graph.query('query Named($name: String!) { applicantsByName(name: $name) { code } }', variables)
  await graph.query('query Inline { applicantsByName(name: "架空医薬株式会社") { code } }')
  await graph.query('query Unmeant { application(number: "unmeant-number") { number } }')
  graph.sandbox.misbehave({ kind: 'drop' })
  await graph.query('query Failing { applicantsByName(name: "架空自動車株式会社") { code } }')
  await request(graph.url, '{ applicantsByName(name: "国立大学法人架空大学") { code } }', { method: 'GET' })
  await operations(lines, 5)
  const log = lines.join('')
  expect(log.match(/架空|%E6|unmeant-number/g)).toBe(null)
})

test('the names of operations are cut, and none of them can end a line', async () => {
  const lines: string[] = []
  const graph = await startGraph({ lines })
  await graph.query(`query ${'N'.repeat(5_000)} { quota { day } }`)
  const [line] = await operations(lines, 1)
  expect(line?.['operation']).toBe('N'.repeat(100))
})

test.each([
  ['is taken over where it is sane', '0af7651916cd43dd8448eb211c80319c', '0af7651916cd43dd8448eb211c80319c'],
  ['is one of ours where it is too long', 'x'.repeat(65), null],
  ['is one of ours where it could be taken for more', 'a" b', null],
  ['is one of ours where it is empty', '', null],
])('X-Request-Id of an answer %s', async (_what, given, expected) => {
  const graph = await startGraph()
  for (const path of ['/graphql?query={quota{day}}', '/health', '/nowhere']) {
    const { headers } = await fetch(graph.url + path, { headers: { 'x-request-id': given } })
    expect(headers.get('x-request-id')).toEqual(expected ?? expect.stringMatching(/^[\da-f-]{36}$/))
  }
})
