import { describe, expect, test } from 'vitest'
import { manyCases } from '../../src/sandbox/portfolio/index.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { whilePassing } from '../support/passing-time.ts'
import { navigate, request, type RequestAnswer } from '../support/request.ts'

/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)
const second = 1_000
const day = 24 * 3_600 * second

const codesOf = ({ errors }: RequestAnswer) => errors.map(({ extensions }) => extensions['code'])

/** Nothing reached the office, not even a request for a token. */
function expectNothingAsked(graph: Graph): void {
  expect(graph.sandbox.calls).toEqual([])
  expect(graph.sandbox.tokenRequests).toEqual([])
}

const basics = (directive = '') =>
  `query ${directive} { application(number: "2020000101") { inventionTitle freshness { state } } }`
const basicsToo = 'APP_PROGRESS_SIMPLE 2020000101'
const title = '蓄電池の温度制御装置及び温度制御方法'

/** One of each kind of answer: a case, its archive, a number link, a name. */
const various = (directive = '') => `query ${directive} {
  application(number: "2020000101") {
    inventionTitle freshness { state }
    documents(filter: { codes: ["A131"] }) { nodes { ... on DocumentWithBody { text } } }
  }
  numberReference(kind: PUBLICATION, number: "特開2018-000103") { applicationNumber }
  applicantsByName(name: "架空電機株式会社") { code }
  applicant(code: "900000103") { name }
}`

const variousCalls = [
  'APPLICANT_ATTORNEY 架空電機株式会社',
  'APPLICANT_ATTORNEY_CD 900000103',
  'APP_DOC_CONT_REFUSAL_REASON 2020000101',
  'APP_PROGRESS_SIMPLE 2020000101',
  'CASE_NUMBER_REFERENCE publication/2018000103',
]

async function storedAt(clock: ReturnType<typeof manualClock>, query: string, env: Record<string, string> = {}) {
  const graph = await startGraph({ clock, env })
  const first = await request(graph.url, query)
  expect(first.errors).toEqual([])
  graph.sandbox.forget()
  return { graph, first }
}

describe('onlyIfCached', () => {
  const words: readonly [string, string, Record<string, string>][] = [
    ['the directive', '@upstream(onlyIfCached: true)', {}],
    ['the header', '', { 'cache-control': 'only-if-cached' }],
    ['the header against the directive', '@upstream(onlyIfCached: false)', { 'cache-control': 'only-if-cached' }],
    ['the directive beside no-cache', '@upstream(onlyIfCached: true)', { 'cache-control': 'max-age=600' }],
  ]

  test.each(words)('by %s: what is stored is served and nothing is asked', async (_who, directive, headers) => {
    const { graph, first } = await storedAt(manualClock(noon), various())
    const again = await request(graph.url, various(directive), { headers })
    expect(again.errors).toEqual([])
    expect(again.data).toEqual(first.data)
    expect(again.quota).toMatchObject({ spent: [], stale: 0 })
    expectNothingAsked(graph)
  })

  test.each(words)('by %s: what is not stored is NOT_CACHED at its place', async (_who, directive, headers) => {
    const graph = await startGraph()
    const answer = await request(
      graph.url,
      various(directive).replace('applicantsByName(name: "架空電機株式会社") { code }', ''),
      { headers },
    )
    expect(answer.status).toBe(200)
    expect(answer.data).toEqual({
      application: { inventionTitle: null, freshness: null, documents: null },
      applicant: null,
      numberReference: null,
    })
    expect(new Set(codesOf(answer))).toEqual(new Set(['NOT_CACHED']))
    expect(answer.quota).toMatchObject({ spent: [], cached: 0, waitedMs: 0 })
    expectNothingAsked(graph)
  })

  test('what is stored of an earlier day is served, marked STALE', async () => {
    const clock = manualClock(noon)
    const { graph, first } = await storedAt(clock, various())
    await clock.advance(3 * day)
    const later = await request(graph.url, various('@upstream(onlyIfCached: true)'))
    expect(later.errors).toEqual([])
    expect(later.data).toEqual({
      ...first.data,
      application: { ...first.data.application, freshness: { state: 'STALE' } },
    })
    // The basics and the two names; a number link and the bytes of a notice hold for ever.
    expect(later.quota.stale).toBe(3)
    expectNothingAsked(graph)
  })

  test('with maxAge nothing older than that is served', async () => {
    const clock = manualClock(noon)
    const { graph } = await storedAt(clock, basics())
    await clock.advance(60 * second)
    const young = await request(graph.url, basics('@upstream(onlyIfCached: true, maxAge: 60)'))
    expect(young.data).toEqual({ application: { inventionTitle: title, freshness: { state: 'FRESH' } } })
    await clock.advance(1)
    const old = await request(graph.url, basics('@upstream(onlyIfCached: true, maxAge: 60)'))
    expect(new Set(codesOf(old))).toEqual(new Set(['NOT_CACHED']))
    expectNothingAsked(graph)
  })

  test('no-cache beside it is ignored, and that is said', async () => {
    const { graph } = await storedAt(manualClock(noon), basics())
    const answer = await request(graph.url, basics(), { headers: { 'cache-control': 'no-cache, only-if-cached' } })
    expect(answer.errors).toEqual([])
    expect(answer.quota).toMatchObject({ spent: [], cached: 1 })
    expect(answer.quota.ignored).toEqual([expect.stringContaining('contradicts only-if-cached')])
    expectNothingAsked(graph)
  })
})

describe('maxAge', () => {
  const words: readonly [string, string, Record<string, string>][] = [
    ['the directive', '@upstream(maxAge: 30)', {}],
    ['the header', '', { 'cache-control': 'max-age=30' }],
    ['no-cache', '', { 'cache-control': 'no-cache' }],
    ['the smaller of both, the directive', '@upstream(maxAge: 30)', { 'cache-control': 'max-age=90' }],
    ['the smaller of both, the header', '@upstream(maxAge: 90)', { 'cache-control': 'max-age=30' }],
  ]

  test.each(words)(
    'by %s: answers and facts that are older are asked again, once each',
    async (_who, directive, headers) => {
      const clock = manualClock(noon)
      const graph = await startGraph({ clock })
      await request(graph.url, various())
      expect(graph.calls()).toEqual(variousCalls)
      await clock.advance(60 * second)
      const twice = various(directive).replace(
        'numberReference',
        'again: application(number: "2020000101") { inventionTitle status applicants { name } } numberReference',
      )
      const answer = await request(graph.url, twice, { headers })
      expect(answer.errors).toEqual([])
      // Which of two endpoints tells the basics, and which the notice, follows from what is left of the day.
      expect(withoutSimple(graph.calls())).toEqual(withoutSimple(variousCalls))
    },
  )

  test('larger than the age asks nothing', async () => {
    const clock = manualClock(noon)
    const { graph } = await storedAt(clock, various())
    await clock.advance(60 * second)
    const answer = await request(graph.url, various('@upstream(maxAge: 60)'))
    expect(answer.errors).toEqual([])
    expectNothingAsked(graph)
  })

  test('a fact of another answer is as old as that answer', async () => {
    const clock = manualClock(noon)
    const { graph } = await storedAt(clock, basics())
    const link = (directive: string) =>
      `query ${directive} { applicationByRegistrationNumber(number: "7900101") { number } applicant(code: "900000101") { name } }`
    await clock.advance(60 * second)
    await request(graph.url, link('@upstream(maxAge: 60)'))
    expect(graph.calls()).toEqual([])
    await request(graph.url, link('@upstream(maxAge: 59)'))
    expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY_CD 900000101', 'CASE_NUMBER_REFERENCE registration/7900101'])
  })

  const spendDay = (graph: Graph) => {
    for (const endpoint of ['APP_PROGRESS', 'APP_PROGRESS_SIMPLE'] as const) graph.sandbox.spend(endpoint, 4_000)
  }
  const failures: readonly [string, (graph: Graph) => void][] = [
    ['the day is spent', spendDay],
    ['the office is down', ({ sandbox }) => sandbox.misbehave({ kind: 'drop', times: Infinity })],
    [
      'the password is refused',
      ({ sandbox }) => {
        sandbox.revokeTokens()
        sandbox.refuse(true)
      },
    ],
  ]
  test.each(failures)('where %s the stored answer is served, marked STALE', async (_what, happens) => {
    const clock = manualClock(noon)
    const { graph } = await storedAt(clock, basics())
    happens(graph)
    await clock.advance(second)
    const answer = await request(graph.url, basics('@upstream(maxAge: 0)'))
    expect(answer.errors).toEqual([])
    expect(answer.data).toEqual({ application: { inventionTitle: title, freshness: { state: 'STALE' } } })
    expect(answer.quota.stale).toBe(1)
  })

  test('where the minute is full the stored answer is served, marked STALE', async () => {
    const clock = manualClock(noon)
    const { graph } = await storedAt(clock, basics(), { JPO_REQUESTS_PER_MINUTE: '1' })
    await clock.advance(second)
    const answer = await request(graph.url, basics('@upstream(maxAge: 0)'))
    expect(answer.data.application.freshness).toEqual({ state: 'STALE' })
    expectNothingAsked(graph)
  })
})

const withoutSimple = (calls: readonly string[]) => calls.map((call) => call.replace(/_SIMPLE|_DECISION/, ''))

describe('wait', () => {
  const one = { JPO_REQUESTS_PER_MINUTE: '1' }
  const name = (directive = '') => `query ${directive} { applicant(code: "900000103") { name } }`

  const words: readonly [string, string, Record<string, string>][] = [
    ['the directive', '@upstream(wait: 30)', {}],
    ['the header', '', { prefer: 'wait=30' }],
    ['the shorter of both, the directive', '@upstream(wait: 30)', { prefer: 'wait=90' }],
    ['the shorter of both, the header', '@upstream(wait: 90)', { prefer: 'wait=30' }],
  ]
  test.each(words)(
    'by %s: a turn within it is waited for, a later one is RATE_LIMITED at once',
    async (_who, directive, headers) => {
      const clock = manualClock(noon)
      const { graph } = await storedAt(clock, basics(), one)
      const early = await request(graph.url, name(directive), { headers })
      expect(early.errors.map(({ extensions }) => extensions)).toEqual([
        { code: 'RATE_LIMITED', endpoint: 'APPLICANT_ATTORNEY_CD', retryAfterSeconds: 61 },
      ])
      expectNothingAsked(graph)
      await clock.advance(31 * second)
      const late = await whilePassing(clock, request(graph.url, name(directive), { headers }))
      expect(late.errors).toEqual([])
      expect(late.quota.waitedMs).toBeGreaterThanOrEqual(29 * second)
      expect(graph.calls()).toHaveLength(1)
    },
  )

  test.each([
    ['wait=120', '', 'wait=120'],
    ['wait=121', '', 'wait=120'],
    ['wait=999999999', '', 'wait=120'],
    ['wait=0', '', 'wait=0'],
    ['respond-async, wait=60, explain', '@upstream(wait: 7)', 'wait=7, explain'],
    ['explain', '@upstream(wait: 7)', 'explain'],
    ['return=minimal', '@upstream(wait: 7)', null],
  ])('Prefer: %s with %j is answered by Preference-Applied: %s', async (prefer, directive, applied) => {
    const graph = await startGraph()
    const { headers } = await request(graph.url, `query ${directive} { quota { day } }`, { headers: { prefer } })
    expect(headers.get('preference-applied')).toBe(applied)
  })

  test.each(['@upstream(wait: 100000)', '@upstream(wait: 120)'])(
    '%s waits 120 seconds and no more',
    async (directive) => {
      const clock = manualClock(noon)
      const { graph } = await storedAt(clock, basics(), one)
      const names = [1, 2, 3].map((n) => `a${n}: applicant(code: "90000010${n}") { registeredName }`).join(' ')
      const answer = await whilePassing(clock, request(graph.url, `query ${directive} { ${names} }`), 5 * second)
      // One a minute: the second turn comes after 120.5 seconds.
      expect(codesOf(answer)).toEqual(['RATE_LIMITED', 'RATE_LIMITED'])
      expect(answer.errors.map(({ extensions }) => extensions['retryAfterSeconds'])).toEqual([121, 121])
      expect(graph.calls()).toHaveLength(1)
    },
  )

  test('0 asks where a turn is free now, and where none is not', async () => {
    const graph = await startGraph({ env: one })
    expect((await request(graph.url, name('@upstream(wait: 0)'))).errors).toEqual([])
    const full = await request(graph.url, name('@upstream(wait: 0, maxAge: 0)').replace('900000103', '900000104'))
    expect(codesOf(full)).toEqual(['RATE_LIMITED'])
    expect(full.quota.waitedMs).toBe(0)
    expect(graph.calls()).toHaveLength(1)
  })
})

describe('maxCalls', () => {
  const numbers = manyCases(30).cases.map(({ number }) => number)
  const much = (directive: string) => `query ($numbers: [ApplicationNumber!]!) ${directive} {
    applications(numbers: $numbers) {
      inventionTitle registration { claimCount } citations { order }
      documents(filter: { codes: ["A131"] }) { nodes { ... on DocumentWithBody { text } } }
      applicants { registeredName }
    }
  }`
  async function startMany(env: Record<string, string> = {}) {
    const graph = await startGraph({ env })
    graph.sandbox.setPortfolio(manyCases(30))
    return graph
  }
  const sent = ({ quota }: RequestAnswer) => quota.spent.reduce((sum, { calls }) => sum + calls, 0)

  test.each([1, 2, 7, 29, 30, 31, 60, 100])('%d of more than a hundred: exactly so many are sent', async (maxCalls) => {
    const graph = await startMany()
    const answer = await request(graph.url, much(`@upstream(maxCalls: ${maxCalls})`), { variables: { numbers } })
    expect(graph.sandbox.calls).toHaveLength(maxCalls)
    expect(sent(answer)).toBe(maxCalls)
    expect(new Set(codesOf(answer))).toEqual(new Set(['CALLS_EXCEEDED']))
    expect(answer.errors[0]?.extensions).toMatchObject({
      maxCalls,
      endpoint: expect.stringMatching(/^[A-Z_]+$/) as string,
    })
  })

  test('asked again with the same ceiling it goes on where it stood', async () => {
    const graph = await startMany()
    let rounds = 0
    for (let left = 1; left > 0; rounds += 1) {
      const answer = await request(graph.url, much('@upstream(maxCalls: 40)'), { variables: { numbers } })
      left = answer.errors.length
    }
    const calls = graph.calls()
    expect(new Set(calls).size).toBe(calls.length)
    expect(rounds).toBe(Math.ceil(calls.length / 40))
  })

  test.each(['303', '302'] as const)('each attempt after %s is one of them', async (statusCode) => {
    const clock = manualClock(noon)
    const graph = await startGraph({ clock })
    graph.sandbox.misbehave({ kind: 'status', statusCode, times: 3 })
    const answer = await whilePassing(clock, request(graph.url, basics('@upstream(maxCalls: 3)')))
    expect(graph.sandbox.calls).toHaveLength(3)
    expect(sent(answer)).toBe(3)
    expect(new Set(codesOf(answer))).toEqual(new Set([statusCode === '303' ? 'UPSTREAM_BUSY' : 'UPSTREAM_UNAVAILABLE']))
  })

  test('retries and other fields draw on the same ceiling', async () => {
    const clock = manualClock(noon)
    const graph = await startGraph({ clock })
    graph.sandbox.setPortfolio(manyCases(30))
    graph.sandbox.misbehave({ kind: 'status', statusCode: '303', times: 15 })
    const answer = await whilePassing(
      clock,
      request(graph.url, much('@upstream(maxCalls: 25)'), { variables: { numbers } }),
    )
    expect(graph.sandbox.calls).toHaveLength(25)
    expect(sent(answer)).toBe(25)
  })

  test('a turn that is refused is no call: others may have its place', async () => {
    const graph = await startMany({
      JPO_DAILY_LIMITS: 'REGISTRATION_INFO=3,CITE_DOC_INFO=0,APP_PROGRESS=400,APP_PROGRESS_SIMPLE=400',
    })
    const answer = await request(graph.url, much('@upstream(maxCalls: 50)'), { variables: { numbers } })
    expect(graph.sandbox.calls).toHaveLength(50)
    expect(new Set(codesOf(answer))).toEqual(new Set(['QUOTA_EXHAUSTED', 'CALLS_EXCEEDED']))
  })

  test('two operations at once have each a ceiling of its own, and what they share counts for one', async () => {
    const graph = await startMany()
    const [one, two, three] = await Promise.all(
      [5, 9, 20].map((maxCalls, index) =>
        request(graph.url, much(`@upstream(maxCalls: ${maxCalls})`), {
          variables: { numbers: numbers.slice(index * 5, index * 5 + 15) },
        }),
      ),
    )
    for (const [answer, most] of [
      [one, 5],
      [two, 9],
      [three, 20],
    ] as const)
      expect(answer && sent(answer)).toBe(most)
    const calls = graph.calls()
    expect(calls).toHaveLength(34)
    expect(new Set(calls).size).toBe(34)
  })

  test('0 means stored answers only: older ones are STALE, what is not stored is CALLS_EXCEEDED', async () => {
    const clock = manualClock(noon)
    const { graph } = await storedAt(clock, basics())
    await clock.advance(day)
    const answer = await request(
      graph.url,
      'query @upstream(maxCalls: 0) { application(number: "2020000101") { inventionTitle freshness { state } citations { order } } }',
    )
    expect(answer.data).toEqual({
      application: { inventionTitle: title, freshness: { state: 'STALE' }, citations: null },
    })
    expect(answer.errors.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['application', 'citations'], { code: 'CALLS_EXCEEDED', endpoint: 'CITE_DOC_INFO', maxCalls: 0 }],
    ])
    expectNothingAsked(graph)
  })

  test('under it nothing older than maxAge is served', async () => {
    const clock = manualClock(noon)
    const { graph } = await storedAt(clock, basics())
    await clock.advance(10 * second)
    const answer = await request(graph.url, basics('@upstream(maxCalls: 0, maxAge: 5)'))
    expect(new Set(codesOf(answer))).toEqual(new Set(['CALLS_EXCEEDED']))
    expectNothingAsked(graph)
  })
})

describe('what a tool sends by itself', () => {
  const tools: readonly [string, Record<string, string>][] = [
    ['Postman', { 'cache-control': 'no-cache', 'postman-token': '1f0e' }],
    ['a browser with its cache disabled', { 'cache-control': 'no-cache', pragma: 'no-cache' }],
  ]
  test.each(tools)('spends nothing: %s', async (_who, headers) => {
    const clock = manualClock(noon)
    const { graph } = await storedAt(clock, basics())
    await clock.advance(second)
    const answer = await request(graph.url, basics(), { headers })
    expect(answer.quota).toMatchObject({ spent: [], cached: 1 })
    expect(answer.quota.ignored).toEqual([expect.stringMatching(/^Cache-Control: no-cache, which .* by itself/)])
    expectNothingAsked(graph)
  })

  test('but the directive does, also there', async () => {
    const clock = manualClock(noon)
    const { graph } = await storedAt(clock, basics())
    await clock.advance(second)
    const answer = await request(graph.url, basics('@upstream(maxAge: 0)'), { headers: tools[0]?.[1] ?? {} })
    expect(answer.quota.ignored).toHaveLength(1)
    expect(graph.calls()).toHaveLength(1)
  })
})

describe('the directive', () => {
  const byVariables = `query ($cached: Boolean, $age: Int, $wait: Int, $calls: Int)
    @upstream(onlyIfCached: $cached, maxAge: $age, wait: $wait, maxCalls: $calls) {
    application(number: "2020000101") { inventionTitle }
  }`

  test.each([{}, { cached: null, age: null, wait: null, calls: null }, { cached: false, age: 60 }])(
    'with the variables %j allows what it does without',
    async (variables) => {
      const graph = await startGraph()
      expect((await request(graph.url, byVariables, { variables })).errors).toEqual([])
      expect(graph.calls()).toEqual([basicsToo])
    },
  )

  test.each([
    [{ cached: true }, 'NOT_CACHED'],
    [{ calls: 0 }, 'CALLS_EXCEEDED'],
  ])('with the variables %j', async (variables, code) => {
    const graph = await startGraph()
    expect(new Set(codesOf(await request(graph.url, byVariables, { variables })))).toEqual(new Set([code]))
    expectNothingAsked(graph)
  })

  test.each([{ cached: 'yes' }, { age: '60' }, { wait: 1.5 }, { calls: 2 ** 31 }, { calls: [1] }])(
    'with the wrong variables %j is refused',
    async (variables) => {
      const graph = await startGraph()
      const answer = await request(graph.url, byVariables, { variables })
      expect(answer.status).toBe(400)
      expect(answer.errors[0]?.message).toMatch(/got invalid value/)
      expectNothingAsked(graph)
    },
  )

  test('with a variable that must be given and is not is refused', async () => {
    const graph = await startGraph()
    const answer = await request(
      graph.url,
      'query ($age: Int!) @upstream(maxAge: $age) { application(number: "2020000101") { inventionTitle } }',
    )
    expect([answer.status, answer.errors.length]).toEqual([400, 1])
    expectNothingAsked(graph)
  })

  test.each([
    '@upstream(maxAge: -1)',
    '@upstream(wait: -1)',
    '@upstream(maxCalls: -5)',
    '@upstream(maxStale: -1)',
    '@upstream(maxAge: 60, wait: -1)',
  ])('%s is BAD_USER_INPUT', async (directive) => {
    const graph = await startGraph()
    const answer = await request(graph.url, basics(directive))
    expect([answer.status, ...codesOf(answer)]).toEqual([400, 'BAD_USER_INPUT'])
    expect(answer.errors[0]?.message).toMatch(/is negative; accepted are whole numbers from 0/)
    expectNothingAsked(graph)
  })

  test('by a negative variable is BAD_USER_INPUT', async () => {
    const graph = await startGraph()
    const answer = await request(graph.url, byVariables, { variables: { wait: -1 } })
    expect([answer.status, ...codesOf(answer)]).toEqual([400, 'BAD_USER_INPUT'])
    expectNothingAsked(graph)
  })

  const several = `
    query Free @upstream(onlyIfCached: true) { ...Basics }
    query Paid @upstream(maxCalls: 1) { ...Basics }
    query Wrong @upstream(maxCalls: -1) { ...Basics }
    query Plain { ...Basics }
    fragment Basics on Query { application(number: "2020000101") { inventionTitle } }`

  test.each([
    ['Free', 'NOT_CACHED', 0],
    ['Paid', undefined, 1],
    ['Wrong', 'BAD_USER_INPUT', 0],
    ['Plain', undefined, 1],
  ])('of the operation named %s alone counts', async (operationName, code, calls) => {
    const graph = await startGraph()
    const answer = await request(graph.url, several, { operationName })
    expect(codesOf(answer)[0]).toBe(code)
    expect(graph.calls()).toHaveLength(calls)
  })

  test.each([undefined, 'Unknown'])('where %s names none of several nothing is asked', async (operationName) => {
    const graph = await startGraph()
    const answer = await request(graph.url, several, operationName === undefined ? {} : { operationName })
    expect(answer.status).toBe(400)
    expectNothingAsked(graph)
  })

  test.each([
    'query { application(number: "2020000101") @upstream(maxCalls: 0) { inventionTitle } }',
    'query { ...F } fragment F on Query @upstream(maxCalls: 0) { application(number: "2020000101") { inventionTitle } }',
    'query { ... on Query @upstream(maxCalls: 0) { application(number: "2020000101") { inventionTitle } } }',
    'query @upstream(maxCalls: 0) @upstream(maxCalls: 5) { application(number: "2020000101") { inventionTitle } }',
    'query @upstream(maxCall: 0) { application(number: "2020000101") { inventionTitle } }',
    'query @upstream(maxCalls: "0") { application(number: "2020000101") { inventionTitle } }',
    'query @upstream(maxAge: 2147483648) { application(number: "2020000101") { inventionTitle } }',
  ])('where it cannot stand is refused by GraphQL itself: %s', async (query) => {
    const graph = await startGraph()
    const answer = await request(graph.url, query)
    expect(answer.status).toBe(400)
    expect(answer.data).toBeUndefined()
    expectNothingAsked(graph)
  })

  test.each(['subscription', 'mutation'])('a %s, of which there are none, asks nothing', async (kind) => {
    const graph = await startGraph()
    const directive = kind === 'subscription' ? '@upstream(maxCalls: 5)' : ''
    const answer = await request(graph.url, `${kind} ${directive} { application(number: "2020000101") { number } }`)
    expect(answer.errors).toHaveLength(1)
    expectNothingAsked(graph)
  })

  test('and the headers count by GET too', async () => {
    const graph = await startGraph()
    const cached = await request(graph.url, basics('@upstream(onlyIfCached: true)'), { method: 'GET' })
    expect(new Set(codesOf(cached))).toEqual(new Set(['NOT_CACHED']))
    const header = await request(graph.url, basics(), { method: 'GET', headers: { 'cache-control': 'only-if-cached' } })
    expect(new Set(codesOf(header))).toEqual(new Set(['NOT_CACHED']))
    expectNothingAsked(graph)
    const paid = await request(graph.url, byVariables, {
      method: 'GET',
      variables: { calls: 1 },
      headers: { prefer: 'wait=5' },
    })
    expect([paid.errors, paid.headers.get('preference-applied')]).toEqual([[], 'wait=5'])
    expect(graph.calls()).toEqual([basicsToo])
  })

  test('an address that a browser opens or reloads asks for nothing anew', async () => {
    const clock = manualClock(noon)
    const { graph } = await storedAt(clock, basics())
    await clock.advance(second)
    // fetch() sets Sec-Fetch-Mode itself; only a plain request can be a navigation.
    const address = `${graph.url}/graphql?query=${encodeURIComponent(basics())}`
    const said = await Promise.all(['no-cache', 'max-age=0'].map((cacheControl) => navigate(address, cacheControl)))
    for (const body of said)
      expect(body).toMatchObject({
        extensions: {
          quota: {
            spent: [],
            cached: 1,
            ignored: expect.arrayContaining([expect.stringMatching(/reloads$/)]) as unknown,
          },
        },
      })
    expectNothingAsked(graph)
  })

  test('is introspected as it is written', async () => {
    const graph = await startGraph()
    const { data } = await request(
      graph.url,
      '{ __schema { directives { name locations isRepeatable args { name } } } }',
      {
        headers: { 'cache-control': 'no-cache', prefer: 'wait=1, explain' },
      },
    )
    expect(data.__schema.directives).toContainEqual({
      name: 'upstream',
      locations: ['QUERY', 'SUBSCRIPTION'],
      isRepeatable: false,
      args: ['maxAge', 'maxCalls', 'maxStale', 'onlyIfCached', 'wait'].map((name) => ({ name })),
    })
    expectNothingAsked(graph)
  })
})

describe('headers', () => {
  test.each([
    ['cache-control', 'max-age=abc'],
    ['cache-control', 'max-age=-1'],
    ['cache-control', 'MAX-AGE="-1"'],
    ['cache-control', 'max-stale=soon'],
    ['cache-control', 'max-age=x, max-age=5'],
    ['prefer', 'wait=abc'],
    ['prefer', 'wait=-1'],
    ['prefer', 'Wait'],
  ])('that cannot be meant are BAD_USER_INPUT: %s: %s', async (name, value) => {
    const graph = await startGraph()
    for (const accept of ['application/graphql-response+json', 'application/json']) {
      const answer = await request(graph.url, basics(), { headers: { [name]: value, accept } })
      expect([answer.status, ...codesOf(answer)]).toEqual([400, 'BAD_USER_INPUT'])
      expect(answer.data).toBeUndefined()
      expect(answer.quota).toMatchObject({ spent: [], cached: 0 })
    }
    expectNothingAsked(graph)
  })

  test('that are unknown here are ignored', async () => {
    const graph = await startGraph()
    const headers = {
      'cache-control': 'no-store, min-fresh=-1, private="x, max-age=y"',
      prefer: 'respond-async, return=minimal, odata.maxpagesize=abc',
    }
    const answer = await request(graph.url, basics(), { headers })
    expect([answer.status, answer.errors, answer.headers.get('preference-applied')]).toEqual([200, [], null])
    expect(graph.calls()).toEqual([basicsToo])
  })

  test('of a size that the server cannot take are refused by it, without a call', async () => {
    const graph = await startGraph()
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'cache-control': `max-age=${'9'.repeat(100_000)}` },
      body: JSON.stringify({ query: basics() }),
    }).catch(() => undefined)
    expect([undefined, 431]).toContain(response?.status)
    expectNothingAsked(graph)
  })
})
