import { describe, expect, test } from 'vitest'
import { manyCases } from '../../src/sandbox/portfolio/index.ts'
import { startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { startOffice } from '../support/office.ts'
import { askInParts, merged, type Part, partsOf } from '../support/parts.ts'

const number = '2020000101'
const late =
  'query ($late: Boolean! = true) { application(number: "2020000101") { inventionTitle ... @defer(if: $late, label: "right") { registration { nextAnnuityDueDate } } } }'
const titles =
  'query ($numbers: [ApplicationNumber!]!) { applications(numbers: $numbers) @stream { number inventionTitle } }'
/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)

async function read(response: Response): Promise<Part[]> {
  return all(partsOf(response))
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

describe('a client that takes parts', () => {
  test('has what is stored at once, the rest when the office has answered, and the bill of all of it last', async () => {
    const graph = await startGraph()
    await graph.query(`{ application(number: "${number}") { inventionTitle } }`)
    expect(graph.calls()).toEqual([`APP_PROGRESS_SIMPLE ${number}`])
    graph.sandbox.misbehave({ kind: 'latency', ms: 1_000 })
    const response = await askInParts(graph.url, late)
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
      200,
      'multipart/mixed; boundary="-"',
      'no-store',
    ])
    expect([response.headers.get('etag'), response.headers.get('x-accel-buffering')]).toEqual([null, 'no'])
    const parts = partsOf(response)
    const { value: first } = await parts.next()
    expect(first).toEqual({
      data: { application: { inventionTitle: expect.any(String) as string } },
      hasNext: true,
    })
    const rest = await all(parts)
    expect(rest).toHaveLength(1)
    expect(rest[0]).toMatchObject({
      incremental: [
        { label: 'right', path: ['application'], data: { registration: { nextAnnuityDueDate: '2027-01-15' } } },
      ],
      hasNext: false,
      extensions: { quota: { spent: [{ endpoint: 'REGISTRATION_INFO', calls: 1 }], cached: 1 } },
    })
    expect(graph.calls()).toEqual([`REGISTRATION_INFO ${number}`])
  })

  test('need not wait to see that there is such a case, where anything stored says so', async () => {
    const graph = await startGraph()
    await graph.query(`{ application(number: "${number}") { registration { nextAnnuityDueDate } } }`)
    expect(graph.calls()).toEqual([`REGISTRATION_INFO ${number}`])
    const query = `{ application(number: "${number}") { registration { nextAnnuityDueDate } ... @defer { inventionTitle } } }`
    const [first, ...rest] = await read(await askInParts(graph.url, query))
    expect(first?.data).toEqual({ application: { registration: { nextAnnuityDueDate: '2027-01-15' } } })
    expect(rest).toMatchObject([{ incremental: [{ data: { inventionTitle: {} } }], hasNext: false }])
    expect(graph.calls()).toEqual([`APP_PROGRESS_SIMPLE ${number}`])
  })

  test('has the elements of a list one by one, in its order, after as many as it wants to begin with', async () => {
    const graph = await startGraph()
    const numbers = ['2020000101', '2020000108', '2022000111']
    await graph.query(
      'query ($numbers: [ApplicationNumber!]!) { applications(numbers: $numbers) { number inventionTitle } }',
      { numbers: numbers.slice(0, 2) },
    )
    graph.calls()
    const query = titles.replace('@stream', '@stream(initialCount: 1)')
    const parts = await read(await askInParts(graph.url, query, { variables: { numbers } }))
    expect(parts[0]).toMatchObject({ data: { applications: [{ number: numbers[0] }] }, hasNext: true })
    expect(merged(parts).data).toEqual((await graph.query(query, { numbers })).data)
    expect(parts.flatMap(({ incremental = [] }) => incremental.map(({ path }) => path.join('.')))).toEqual([
      'applications.1',
      'applications.2',
    ])
    expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2022000111'])
  })

  test('that turns the wish off, or has none, has one whole answer', async () => {
    const graph = await startGraph()
    for (const [query, variables] of [
      [late, { late: false }],
      ['{ quota { day } }', {}],
    ] as const) {
      const response = await askInParts(graph.url, query, { variables })
      expect(response.headers.get('content-type')).toContain('json')
      expect(await response.json()).toMatchObject({ data: {}, extensions: { quota: {} } })
    }
  })

  test('may have them as events, by whichever it likes better', async () => {
    const graph = await startGraph()
    for (const [accept, type] of [
      ['text/event-stream, application/json', 'text/event-stream'],
      ['application/json, multipart/mixed;q=0.5, text/event-stream;q=0.9', 'text/event-stream'],
      ['multipart/mixed;q=0, text/event-stream, */*', 'text/event-stream'],
      ['*/*, multipart/mixed;deferSpec=20220824', 'multipart/mixed'],
    ] as const) {
      const response = await askInParts(graph.url, late, { headers: { accept } })
      expect(response.headers.get('content-type'), accept).toContain(type)
      expect(await response.text()).toContain('"hasNext":false,"extensions":{"quota"')
    }
  })

  test('is told of errors where they are, and so is the log', async () => {
    const lines: string[] = []
    const graph = await startGraph({ lines })
    graph.sandbox.misbehave({ kind: 'status', statusCode: '204', endpoint: 'REGISTRATION_INFO' })
    const parts = await read(await askInParts(graph.url, late))
    expect(parts[0]).toMatchObject({ data: { application: { inventionTitle: {} } } })
    expect(merged(parts)).toMatchObject({
      data: { application: { registration: null } },
      errors: [{ path: ['application', 'registration'], extensions: { code: 'BAD_USER_INPUT' } }],
    })
    await expect.poll(() => lines.filter((line) => line.includes('"msg":"Operation"'))).toHaveLength(1)
    const [line = '{}'] = lines.filter((it) => it.includes('"msg":"Operation"'))
    expect(JSON.parse(line)).toMatchObject({
      calls: { APP_PROGRESS_SIMPLE: 1, REGISTRATION_INFO: 1 },
      errors: { BAD_USER_INPUT: 1 },
      status: 200,
    })
  })

  test('reads no secret in an error of a later part', async () => {
    const office = await startOffice()
    const graph = await startGraph({ office })
    const errorMessage = `for ${String(office.env['JPO_PASSWORD'])}`
    const body = JSON.stringify({ result: { statusCode: '208', errorMessage, remainAccessCount: '1', data: {} } })
    office.sandbox.misbehave({ kind: 'body', body, endpoint: 'REGISTRATION_INFO' })
    const text = await (await askInParts(graph.url, late)).text()
    expect(text).toContain('"errors":[{"message":')
    expect(text).not.toContain(office.env['JPO_PASSWORD'])
  })

  test('may spend as much as without the wish', async () => {
    const graph = await startGraph()
    const limited = late.replace(') {', ') @upstream(maxCalls: 1) {')
    const codes = async (query: string, headers = {}) => {
      const { errors } = merged(await read(await askInParts(graph.url, query, { headers })))
      return errors.map(({ extensions }) => extensions['code'])
    }
    expect(await codes(limited)).toEqual(['CALLS_EXCEEDED'])
    expect(await codes(late, { 'cache-control': 'only-if-cached' })).toEqual(['NOT_CACHED'])
    expect(graph.calls()).toEqual([`APP_PROGRESS_SIMPLE ${number}`])
  })

  test('pays for one choice of calls, though two parts select something of the same case', async () => {
    const graph = await startGraph()
    const query = `{
      application(number: "${number}") { displayNumber }
      ... @defer { application(number: "${number}") { citations { __typename } } }
    }`
    const parts = await read(await askInParts(graph.url, query))
    expect(merged(parts)).toMatchObject({ data: { application: { displayNumber: '特願2020-000101' } }, errors: [] })
    expect(graph.calls()).toEqual([`CITE_DOC_INFO ${number}`])
  })

  test('is told by a last part where it takes too long, and what was started is remembered', async () => {
    const graph = await startGraph({ env: { LIMITS: 'answerSeconds=1' } })
    await graph.query(`{ application(number: "${number}") { inventionTitle } }`)
    graph.sandbox.misbehave({ kind: 'latency', ms: 3_000 })
    const parts = await read(await askInParts(graph.url, late, { headers: { prefer: 'wait=0' } }))
    expect(parts).toHaveLength(2)
    expect(parts[1]).toMatchObject({
      incremental: [{ path: [], data: {}, errors: [{ extensions: { code: 'OPERATION_TIMED_OUT' } }] }],
      hasNext: false,
      extensions: { quota: { resetsAt: expect.any(String) as string } },
    })
    expect(merged(parts).data).toMatchObject({ application: { inventionTitle: {} } })
    graph.calls()
    expect((await graph.query(late)).data.application.registration).toEqual({ nextAnnuityDueDate: '2027-01-15' })
    expect(graph.calls()).toEqual([])
  })
})

describe('a client that leaves', () => {
  test('gives back the turns that have not begun, at once; what was sent is remembered', async () => {
    const clock = manualClock(noon)
    const lines: string[] = []
    const graph = await startGraph({ clock, lines, env: { JPO_REQUESTS_PER_MINUTE: '10' } })
    graph.sandbox.setPortfolio(manyCases(20))
    const numbers = manyCases(20).cases.map((it) => it.number)
    const leaving = new AbortController()
    const response = await askInParts(graph.url, titles, {
      variables: { numbers },
      signal: leaving.signal,
      headers: { prefer: 'wait=100' },
    })
    const parts = partsOf(response)
    const seen: Part[] = []
    while (seen.flatMap(({ incremental = [] }) => incremental).length < 10) {
      const { value } = await parts.next()
      if (value) seen.push(value)
    }
    await expect.poll(() => graph.services.turns.waiting).toBe(10)
    leaving.abort()
    await expect(parts.next()).rejects.toThrow()
    await expect.poll(() => graph.services.turns.waiting).toBe(0)
    expect(graph.calls()).toHaveLength(10)
    await expect.poll(() => lines.filter((line) => line.includes('"msg":"Operation"'))).toHaveLength(1)
    const again = await graph.query(
      `query ($numbers: [ApplicationNumber!]!) ${titles.slice(titles.indexOf('{ app'))}`,
      { numbers: numbers.slice(0, 10) },
    )
    expect([again.errors, again.quota.spent]).toEqual([[], []])
    await clock.advance(60_000)
    expect(graph.calls()).toEqual([])
  })
})

describe('a client that takes no parts', () => {
  test.each([
    'application/json',
    '*/*',
    'multipart/mixed;q=0, application/json',
    'multipart/mixed;incrementalSpec=v0.2, application/json',
    'text/event-stream;q=0.0, */*',
  ])('and says %s has the answer as it is without the wish', async (accept) => {
    const graph = await startGraph()
    const plain = await askInParts(graph.url, late.replace(/@defer\([^)]*\)/, '').replace(/query \([^)]*\)/, ''), {
      headers: { accept },
    })
    const asked = await askInParts(graph.url, late, { headers: { accept } })
    expect(asked.headers.get('content-type')).toBe(plain.headers.get('content-type'))
    expect(asked.headers.get('cache-control')).toMatch(/^private, max-age/)
    const [one, other] = [(await plain.json()) as Part, (await asked.json()) as Part]
    expect(other.data).toEqual(one.data)
    expect(graph.calls()).toEqual([`APP_PROGRESS_SIMPLE ${number}`, `REGISTRATION_INFO ${number}`])
  })
})

test('lists of one name that are others in the answer are streamed each in its own way', async () => {
  const graph = await startGraph()
  const query = `{
    one: application(number: "2020000101") { applicants @stream(initialCount: 1) { name } ...Codes }
    other: application(number: "2019000102") { applicants { name } again: applicants @stream { name } }
  }
  fragment Codes on Application { applicants @stream(initialCount: 1) { code } }`
  const { data, errors } = merged(await read(await askInParts(graph.url, query)))
  expect(errors).toEqual([])
  expect(data).toMatchObject({
    one: { applicants: [{ code: '900000101' }, { code: '900000102' }] },
    other: { applicants: [{ name: '架空電機株式会社' }], again: [{ name: '架空電機株式会社' }] },
  })
})

describe('what cannot be meant is refused before anything is asked', () => {
  test.each([
    ['{ applications(numbers: ["2020000101"]) @stream(initialCount: -1) { inventionTitle } }', 'initialCount: -1'],
    [
      'query ($n: Int = -3) { applications(numbers: ["2020000101"]) @stream(initialCount: $n) { inventionTitle } }',
      'initialCount: -3',
    ],
    ['{ application(number: "2020000101") @stream { inventionTitle } }', '@stream is for lists'],
    [
      '{ application(number: "2020000101") { ... @defer(label: "a") { inventionTitle } ... @defer(label: "a") { filingDate } } }',
      'label "a"',
    ],
    [
      'query ($l: String) { application(number: "2020000101") { ... @defer(label: $l) { inventionTitle } } }',
      'must be a text',
    ],
    [
      '{ application(number: "2020000101") { applicants @stream { name } applicants @stream(initialCount: 1) { code } } }',
      'The fields "applicants" are one list in the answer',
    ],
    [
      '{ application(number: "2020000101") { applicants { name } ...Streamed } } fragment Streamed on Application { applicants @stream { code } }',
      'The fields "applicants" are one list in the answer',
    ],
    [
      '{ application(number: "2020000101") { parent { application { agents { name } } } } ... { application(number: "2020000101") { parent { application { agents @stream { name } } } } } }',
      'The fields "agents" are one list in the answer',
    ],
  ])('%s', async (query, message) => {
    const graph = await startGraph()
    for (const accept of ['multipart/mixed, application/json', 'application/json']) {
      const response = await askInParts(graph.url, query, { headers: { accept } })
      const { errors = [], data } = (await response.json()) as Part
      expect([errors.map((error) => error.message), data]).toEqual([[expect.stringContaining(message)], undefined])
    }
    const planned = await graph.query('query ($document: String!) { quotaPlan(document: $document) { feasible } }', {
      document: query,
    })
    expect(planned.errors[0]?.message).toContain(message)
    expect(graph.calls()).toEqual([])
  })
})
