import { describe, expect, test } from 'vitest'
import { composedPortfolio } from '../../src/sandbox/portfolio/index.ts'
import { laidOpen } from '../../src/sandbox/portfolio/cited.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'
import { askPlan } from '../support/plans.ts'
import { request, type RequestAnswer } from '../support/request.ts'

/** 2026-11-20, noon in Japan: what can still change holds for twelve hours more. */
const noon = Date.UTC(2026, 10, 20, 3)
const hour = 3_600_000
const day = 24 * hour
const inSeconds = (ms: number) => ms / 1000

const basics = (directive = '') =>
  `query ${directive} { application(number: "2020000101") { inventionTitle freshness { state validUntil } } }`

/** One of each kind of answer: a case, its citations and registration, a family, names, numbers. */
const various = (directive = '') => `query ${directive} {
  application(number: "2020000101") {
    inventionTitle citations { order } registration { claimCount freshness { state } }
  }
  family: application(number: "2018000122") { divisionalFamily { number } }
  numberReference(kind: APPLICATION, number: "2023000154") { publicationNumber }
  applicantsByName(name: "架空電機株式会社") { code }
  applicant(code: "900000103") { name registeredName }
}`

interface Stored {
  readonly clock: ManualClock
  readonly graph: Graph
  readonly first: RequestAnswer
  readonly ask: (query: string, headers?: Record<string, string>) => Promise<RequestAnswer>
}

async function stored(query: string): Promise<Stored> {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock })
  const ask = (text: string, headers: Record<string, string> = {}) =>
    request(graph.url, text, { headers: { prefer: 'explain', ...headers } })
  const first = await ask(query)
  expect(first.errors).toEqual([])
  expect(graph.calls()).not.toEqual([])
  return { clock, graph, first, ask }
}

const codes = ({ errors }: RequestAnswer) => [...new Set(errors.map(({ extensions }) => extensions['code']))]
const outcomes = ({ upstream = [] }: RequestAnswer) =>
  upstream.map(({ outcome, endpoint, key }) => `${outcome} ${endpoint} ${key}`).toSorted()

describe('an older answer that the operation takes', () => {
  const words: readonly [string, string, Record<string, string>][] = [
    ['the directive', '@upstream(maxStale: 3600)', {}],
    ['the header', '', { 'cache-control': 'max-stale=3600' }],
    ['the stricter of both, the directive', '@upstream(maxStale: 3600)', { 'cache-control': 'max-stale' }],
    ['the stricter of both, the header', '@upstream(maxStale: 999999)', { 'cache-control': 'max-stale=3600' }],
  ]
  test.each(words)('by %s: it is stale for so long at most, to the millisecond', async (_who, directive, headers) => {
    const { clock, graph, ask } = await stored(basics())
    const answer = () => ask(basics(directive), headers)
    clock.jump(12 * hour - 1)
    expect((await answer()).quota).toMatchObject({ cached: 1, stale: 0 })
    clock.jump(1 + hour)
    const last = await answer()
    expect(last.data.application.freshness).toEqual({ state: 'STALE', validUntil: '2026-11-21T00:00:00+09:00' })
    expect(last.quota).toMatchObject({ spent: [], cached: 1, stale: 1 })
    expect(outcomes(last)).toEqual(['stale APP_PROGRESS_SIMPLE 2020000101'])
    expect(graph.calls()).toEqual([])
    clock.jump(1)
    const tooOld = await answer()
    expect(tooOld.data.application.freshness.state).toBe('FRESH')
    expect(graph.calls()).toHaveLength(1)
  })

  test('is of any kind, without a call, and each question of it is counted', async () => {
    const { clock, graph, first, ask } = await stored(various())
    clock.jump(3 * day)
    const answer = await ask(various(`@upstream(maxStale: ${inSeconds(3 * day)})`))
    expect(answer.errors).toEqual([])
    const { application } = first.data
    expect(answer.data).toEqual({
      ...first.data,
      application: { ...application, registration: { ...application.registration, freshness: { state: 'STALE' } } },
    })
    expect(outcomes(answer)).toEqual([
      'stale APPLICANT_ATTORNEY 架空電機株式会社',
      'stale APPLICANT_ATTORNEY_CD 900000103',
      'stale APP_PROGRESS 2018000122',
      'stale APP_PROGRESS_SIMPLE 2020000101',
      'stale CASE_NUMBER_REFERENCE application/2023000154',
      'stale CITE_DOC_INFO 2020000101',
      'stale REGISTRATION_INFO 2020000101',
    ])
    expect(answer.quota).toMatchObject({ spent: [], cached: 7, stale: 7 })
    expect(graph.calls()).toEqual([])
    const { data } = await graph.query('{ quota { endpoints { endpoint answeredStale } } }')
    expect(data.quota.endpoints).toContainEqual({ endpoint: 'CITE_DOC_INFO', answeredStale: 1 })
  })

  test('leaves the next one, which takes none, what it would have been', async () => {
    const { clock, graph, ask } = await stored(basics())
    clock.jump(day)
    await ask(basics('@upstream(maxStale: 999999)'))
    expect((await ask(basics())).data.application.freshness.state).toBe('FRESH')
    expect(graph.calls()).toEqual([expect.stringMatching(/^APP_PROGRESS/)])
    expect((await ask(basics('@upstream(maxStale: 999999)'))).data.application.freshness.state).toBe('FRESH')
    expect(graph.calls()).toEqual([])
  })

  test('is taken also where the rest of the case must be asked for', async () => {
    const { clock, graph, ask } = await stored(basics())
    clock.jump(day)
    const answer = await ask(
      basics('@upstream(maxStale: 999999)').replace('freshness', 'priorityClaims { number } freshness'),
    )
    expect(answer.data.application.freshness.state).toBe('STALE')
    expect(outcomes(answer)).toEqual(['paid APP_PROGRESS 2020000101', 'stale APP_PROGRESS_SIMPLE 2020000101'])
    expect(graph.calls()).toEqual(['APP_PROGRESS 2020000101'])
  })

  test('that is older still stands in where a younger one is not to be had', async () => {
    const { clock, graph, ask } = await stored(basics())
    clock.jump(9 * day)
    graph.sandbox.misbehave({ kind: 'drop', times: Infinity })
    const answer = await ask(basics('@upstream(maxStale: 60)'))
    expect(answer.data.application.freshness.state).toBe('STALE')
    expect(answer.quota.stale).toBe(1)
  })
})

describe('beside other limits the stricter word counts', () => {
  test('maxAge: what is older is asked again, however long it held', async () => {
    const { clock, graph, ask } = await stored(basics())
    clock.jump(day)
    const taken = await ask(basics(`@upstream(maxStale: 999999, maxAge: ${inSeconds(day)})`))
    expect(taken.data.application.freshness.state).toBe('STALE')
    expect(graph.calls()).toEqual([])
    const young = await ask(basics(`@upstream(maxStale: 999999, maxAge: ${inSeconds(day) - 1})`))
    expect(young.data.application.freshness.state).toBe('FRESH')
    expect(graph.calls()).toHaveLength(1)
  })

  test('no-cache asks again', async () => {
    const { clock, graph, ask } = await stored(basics())
    clock.jump(1)
    await ask(basics(), { 'cache-control': 'no-cache, max-stale' })
    expect(graph.calls()).toHaveLength(1)
  })

  const limits = [
    ['onlyIfCached: true', 'NOT_CACHED'],
    ['maxCalls: 0', 'CALLS_EXCEEDED'],
  ] as const
  test.each(limits)('%s: what is older than both allow is an error, and nothing is asked', async (limit, code) => {
    const { clock, graph, ask } = await stored(various())
    clock.jump(3 * day)
    const taken = await ask(various(`@upstream(${limit}, maxStale: ${inSeconds(3 * day)})`))
    expect([taken.errors, taken.quota.stale]).toEqual([[], 7])
    const without = await ask(various(`@upstream(${limit})`))
    expect([without.errors, without.quota.stale]).toEqual([[], 7])
    const strict = await ask(
      various(`@upstream(${limit}, maxStale: 60)`).replace('applicantsByName(name: "架空電機株式会社") { code }', ''),
    )
    expect(strict.data).toEqual({
      application: { inventionTitle: null, citations: null, registration: null },
      family: { divisionalFamily: null },
      numberReference: null,
      applicant: null,
    })
    expect(codes(strict)).toEqual([code])
    expect(strict.quota).toMatchObject({ spent: [], cached: 0, stale: 0 })
    expect(graph.calls()).toEqual([])
  })

  test('only-if-cached with max-stale=0 is what HTTP means by it: nothing that holds no longer', async () => {
    const { clock, graph, ask } = await stored(basics())
    const header = { 'cache-control': 'only-if-cached, max-stale=0' }
    expect((await ask(basics(), header)).data.application.freshness.state).toBe('FRESH')
    clock.jump(12 * hour + 1)
    expect(codes(await ask(basics(), header))).toEqual(['NOT_CACHED'])
    expect(graph.calls()).toEqual([])
  })
})

describe('what depends on the list of documents', () => {
  const both = (directive = '') =>
    `query ${directive} { application(number: "2020000101") { status citations { order } registration { claimCount } } }`
  const status = '{ application(number: "2020000101") { status } }'

  test('held until the list that confirmed it did', async () => {
    const { clock, graph, first, ask } = await stored(both())
    clock.jump(30 * day)
    await ask(status)
    expect(graph.calls()).toHaveLength(1)
    clock.jump(day)
    const answer = await ask(both(`@upstream(maxStale: ${inSeconds(day)})`))
    expect([answer.errors, answer.data]).toEqual([[], first.data])
    expect(outcomes(answer).map((line) => line.replace('_SIMPLE', ''))).toEqual([
      'stale APP_PROGRESS 2020000101',
      'stale CITE_DOC_INFO 2020000101',
      'stale REGISTRATION_INFO 2020000101',
    ])
    expect(graph.calls()).toEqual([])
  })

  test('is fresh where the list at hand is', async () => {
    const { clock, graph, ask } = await stored(both())
    clock.jump(2 * day)
    await ask(status)
    graph.calls()
    expect((await ask(both('@upstream(maxStale: 999999)'))).quota).toMatchObject({ cached: 3, stale: 0 })
    expect(graph.calls()).toEqual([])
  })

  test('is asked again where an older list shows that it changed, and it is too old itself', async () => {
    const { clock, graph, ask } = await stored(both())
    clock.jump(30 * day)
    const notice = {
      kind: 'notice',
      drafted: '20261210',
      dispatched: '20261217',
      grounds: [{ article: '進歩性', claims: '１', cited: '１', remark: '引用文献１に記載されています。' }],
      cites: [laidOpen('2021000101')],
    } as const
    const withNotice = composedPortfolio.cases.map((one) =>
      one.number === '2020000101' ? { ...one, history: [...(one.history ?? []), notice] } : one,
    )
    graph.sandbox.setPortfolio({ cases: withNotice })
    await ask(status)
    graph.calls()
    clock.jump(day)
    await ask(both(`@upstream(maxStale: ${inSeconds(2 * day)})`))
    expect(graph.calls()).toEqual(['CITE_DOC_INFO 2020000101'])
  })

  test('is served by its own age where no list is', async () => {
    const cites = (directive = '') => `query ${directive} { application(number: "2020000101") { citations { order } } }`
    const { clock, graph, first, ask } = await stored(cites())
    expect(outcomes(first)).toEqual(['paid CITE_DOC_INFO 2020000101'])
    clock.jump(day)
    const answer = await ask(cites('@upstream(maxStale: 999999)'))
    expect([answer.errors, answer.data, answer.quota.stale]).toEqual([[], first.data, 1])
    expect(graph.calls()).toEqual([])
  })

  test('is not asked for where an older list that is taken says that there is none', async () => {
    const registration = (directive = '') =>
      `query ${directive} { application(number: "2023000154") { status registration { claimCount } } }`
    const { clock, graph, ask } = await stored('{ application(number: "2023000154") { status } }')
    clock.jump(day)
    const answer = await ask(registration('@upstream(maxStale: 999999)'))
    expect(answer.data.application.registration).toBeNull()
    expect([answer.errors, answer.quota.stale]).toEqual([[], 1])
    expect(graph.calls()).toEqual([])
  })
})

test('that the office has no such case, name or code is asked again: it would show no age', async () => {
  const nothing = (directive = '') => `query ${directive} {
    application(number: "2020999999") { inventionTitle }
    applicantsByName(name: "見本のない者") { code }
    applicant(code: "999999999") { name }
  }`
  const { clock, graph, ask } = await stored(nothing())
  clock.jump(day)
  const answer = await ask(nothing('@upstream(maxStale: 999999)'))
  expect(answer.data).toEqual({ application: null, applicantsByName: [], applicant: null })
  expect(graph.calls()).toEqual([
    'APPLICANT_ATTORNEY 見本のない者',
    'APPLICANT_ATTORNEY_CD 999999999',
    expect.stringMatching(/^APP_PROGRESS(_SIMPLE)? 2020999999$/),
  ])
})

test('a name that an older answer told is not shown uncounted where nobody asks for it', async () => {
  const { clock, graph, ask } = await stored('{ application(number: "2020000101") { applicants { id name } } }')
  clock.jump(day)
  const id = Buffer.from('Applicant:900000101').toString('base64url')
  const byId = await ask(`query @upstream(maxStale: 999999) { node(id: "${id}") { ... on Applicant { code name } } }`)
  expect(byId.errors).toEqual([])
  expect([byId.data.node?.name ?? null, byId.quota.cached]).toEqual([null, 0])
  expect(graph.calls()).toEqual([])
})

describe('a plan', () => {
  const rows: readonly [string, string, number, readonly string[]][] = [
    ['takes what is stale', '@upstream(maxStale: 999999)', day, []],
    [
      'asks for what is too stale',
      '@upstream(maxStale: 60)',
      day,
      ['APPLICANT_ATTORNEY 1 ≤ 1', 'APP_PROGRESS_SIMPLE 1 ≤ 1', 'CITE_DOC_INFO 0 ≤ 1', 'REGISTRATION_INFO 0 ≤ 1'],
    ],
    [
      'asks for what is too old',
      '@upstream(maxStale: 999999, maxAge: 60)',
      day,
      ['APPLICANT_ATTORNEY 1 ≤ 1', 'APP_PROGRESS_SIMPLE 1 ≤ 1', 'CITE_DOC_INFO 0 ≤ 1', 'REGISTRATION_INFO 0 ≤ 1'],
    ],
    ['may not ask', '@upstream(maxStale: 60, onlyIfCached: true)', day, []],
  ]
  test.each(rows)('%s', async (_what, directive, pause, expected) => {
    const operation = (said = '') => `query ${said} {
      application(number: "2020000101") { inventionTitle citations { order } registration { claimCount } }
      applicantsByName(name: "架空電機株式会社") { code }
    }`
    const { clock, graph } = await stored(operation())
    clock.jump(pause)
    const { calls } = await askPlan(graph, operation(directive))
    expect(graph.calls()).toEqual([])
    expect(calls.map(({ endpoint, atLeast, atMost }) => `${endpoint} ${atLeast} ≤ ${atMost}`).toSorted()).toEqual(
      expected,
    )
    await graph.query(operation(directive))
    const made = graph.calls()
    for (const { endpoint, atLeast, atMost } of calls) {
      const count = made.filter((call) => call.startsWith(`${endpoint} `)).length
      expect([count >= atLeast, count <= atMost], `${endpoint} ${count}`).toEqual([true, true])
    }
    expect(made.length).toBeLessThanOrEqual(expected.length)
  })
})
