import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { manyCases } from '../../src/sandbox/portfolio/index.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { whilePassing } from '../support/passing-time.ts'
import { type Explained, request, type RequestAnswer, type RequestOptions } from '../support/request.ts'

/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)
const second = 1_000
const day = 24 * 3_600 * second

const explain = { headers: { prefer: 'explain' } }

const ask = (graph: Graph, query: string, options: RequestOptions = explain) => request(graph.url, query, options)

/** The explained questions as `path: outcome ENDPOINT key`, sorted: the order within a tick is nobody's business. */
const lines = ({ upstream = [] }: RequestAnswer) =>
  upstream.map(({ path, outcome, endpoint, key }) => `${path.join('.')}: ${outcome} ${endpoint} ${key}`).toSorted()

const paidIn = (upstream: readonly Explained[] = []) =>
  upstream.flatMap(({ outcome, endpoint, key }) => (outcome === 'paid' ? [`${endpoint} ${key}`] : [])).toSorted()

test.each([
  ['Prefer: explain', explain, 'explain'],
  ['?explain', { search: 'explain' }, null],
  ['?explain by GET', { search: 'explain', method: 'GET' }, null],
  ['Prefer: explain among others', { headers: { prefer: 'return=minimal, Explain;x=1' } }, 'explain'],
] as const)('%s lists what was asked', async (_how, options, applied) => {
  const graph = await startGraph()
  const answer = await ask(graph, '{ application(number: "2020000101") { inventionTitle } }', options)
  expect(answer.upstream).toEqual([
    {
      path: ['application'],
      endpoint: 'APP_PROGRESS_SIMPLE',
      key: '2020000101',
      outcome: 'paid',
      waitedMs: 0,
      remaining: 3_999,
    },
  ])
  expect(answer.headers.get('preference-applied')).toBe(applied)
})

test('of several applications each question has its own place in the list', async () => {
  const graph = await startGraph()
  const query = '{ applications(numbers: ["2020000101", "2017000103"]) { inventionTitle } }'
  expect(lines(await ask(graph, query))).toEqual([
    'applications.0: paid APP_PROGRESS_SIMPLE 2020000101',
    'applications.1: paid APP_PROGRESS 2017000103',
  ])
})

test('nothing is listed where nobody asked for it, and an empty list where nothing was asked', async () => {
  const graph = await startGraph()
  expect((await ask(graph, '{ application(number: "2020000101") { inventionTitle } }', {})).upstream).toBeUndefined()
  expect((await ask(graph, '{ quota { day } }')).upstream).toEqual([])
  const refused = await ask(graph, 'query @upstream(wait: -1) { application(number: "2020000101") { inventionTitle } }')
  expect(refused.upstream ?? []).toEqual([])
})

test('every question has the path of a field, also where the answer was stored or the field reads a document', async () => {
  const graph = await startGraph()
  const started = '{ application(number: "2020000101") { inventionTitle } }'
  const known = '{ application(number: "2020000101") { id } }'
  const cited = '{ application(number: "2020000101") { citations { order } } }'
  const read = (fields: string) => `{ application(number: "2020000101") { documents { nodes { ${fields} } } } }`
  const bodies = [
    '... on NoticeOfReasonsForRefusal { html }',
    '... on WrittenOpinion { images { url } }',
    '... on WrittenAmendment { amendments { __typename } }',
    '... on NoticeOfReasonsForRefusal { responses { name } }',
    '... on NoticeOfReasonsForRefusal { responseDueDate }',
    '... on NoticeOfReasonsForRefusal { citations { order } }',
  ].map(read)
  await ask(graph, started)
  for (const query of [known, cited, ...bodies]) {
    const { errors, upstream = [] } = await ask(graph, query.replace('{', 'query @upstream(maxAge: 1000000) {'))
    expect(errors).toEqual([])
    expect(upstream.length).toBeGreaterThan(0)
    for (const { path } of upstream) expect(path[0], `${query}: ${JSON.stringify(upstream)}`).toBe('application')
  }
  const fresh = await startGraph()
  for (const query of bodies) {
    const { errors, upstream = [] } = await ask(fresh, query.replace('{', 'query @upstream(maxAge: 0) {'))
    expect(errors).toEqual([])
    expect(paidIn(upstream).length).toBeGreaterThan(0)
    for (const { path } of upstream) expect(path[0], `${query}: ${JSON.stringify(upstream)}`).toBe('application')
  }
})

test('each outcome is listed once, at the field that asked first', async () => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock })
  await ask(
    graph,
    '{ application(number: "2020000101") { citations { order } registration { claimCount } } applicantsByName(name: "架空電機株式会社") { code } }',
  )
  await clock.advance(day)
  await ask(
    graph,
    '{ application(number: "2020000123") { divisionalFamily { number } } application2: application(number: "2020000101") { inventionTitle } }',
  )
  graph.calls()
  graph.sandbox.misbehave({ kind: 'status', statusCode: '203', endpoint: 'APPLICANT_ATTORNEY' })
  graph.sandbox.misbehave({ kind: 'latency', ms: 300, endpoint: 'APPLICANT_ATTORNEY_CD' })
  const other = ask(graph, '{ applicant(code: "900000105") { name } }')
  while (graph.sandbox.calls.length === 0) await delay(2)
  const answer = await ask(
    graph,
    `query @upstream(maxCalls: 2) {
    stored: application(number: "2020000101") { inventionTitle again: inventionTitle status }
    fact: applicationByRegistrationNumber(number: "7900101") { number }
    shared: applicant(code: "900000105") { name }
    stale: applicantsByName(name: "架空電機株式会社") { code }
    paid: application(number: "2020000108") { documents { totalCount } filingDate }
    refused: numberReference(kind: PUBLICATION, number: "2018000104") { applicationNumber }
  }`,
  )
  await other
  expect(answer.errors.map(({ path }) => path)).toEqual([['refused']])
  expect(lines(answer)).toEqual([
    'fact: fact CASE_NUMBER_REFERENCE registration/7900101',
    'paid: paid APP_PROGRESS_SIMPLE 2020000108',
    'refused: refused CASE_NUMBER_REFERENCE publication/2018000104',
    'shared: shared APPLICANT_ATTORNEY_CD 900000105',
    'stale: paid APPLICANT_ATTORNEY 架空電機株式会社',
    'stale: stale APPLICANT_ATTORNEY 架空電機株式会社',
    'stored: stored APP_PROGRESS_SIMPLE 2020000101',
  ])
  expect(graph.calls()).toEqual([
    'APPLICANT_ATTORNEY 架空電機株式会社',
    'APPLICANT_ATTORNEY_CD 900000105',
    'APP_PROGRESS_SIMPLE 2020000108',
  ])
  expect(answer.quota).toMatchObject({ cached: 4, stale: 1 })
})

test('paths lead through lists and aliases to the field whose selection asked', async () => {
  const graph = await startGraph()
  graph.sandbox.setPortfolio(manyCases(5))
  const answer = await ask(
    graph,
    `{ all: applications(numbers: ["2021000001", "2021000002"]) {
    citations { ... on PatentCitation { of: citedApplication { title: inventionTitle } } }
    who: applicants { registeredName }
  } }`,
  )
  expect(answer.errors).toEqual([])
  const upstream = answer.upstream ?? []
  for (const { path } of upstream) expect(valueAt(answer.data, path)).toBeDefined()
  expect(paidIn(upstream)).toEqual(graph.calls())
  expect(lines(answer).filter((line) => line.includes('2021000003'))).toEqual([
    // The second cites the first and the third; the link is not known before.
    expect.stringMatching(/^all\.1\.citations\.\d\.of\.title: paid APP_PROGRESS(_SIMPLE)? 2021000003$/),
  ])
})

const valueAt = (data: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | null)?.[key] ?? null, data)

test('the paid ones are the calls of the sandbox, one for one, each attempt too', async () => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock, env: { JPO_REQUESTS_PER_MINUTE: '10' } })
  graph.sandbox.setPortfolio(manyCases(6))
  graph.sandbox.misbehave({ kind: 'status', statusCode: '303' })
  graph.sandbox.misbehave({ kind: 'status', statusCode: '302', endpoint: 'CITE_DOC_INFO' })
  graph.sandbox.misbehave({ kind: 'status', statusCode: '999', endpoint: 'REGISTRATION_INFO' })
  graph.sandbox.misbehave({ kind: 'drop', endpoint: 'REGISTRATION_INFO' })
  graph.sandbox.misbehave({ kind: 'status', statusCode: '210', endpoint: 'REGISTRATION_INFO' })
  const answer = await whilePassing(
    clock,
    ask(
      graph,
      `query @upstream(wait: 120) { applications(numbers: ["2021000001", "2021000002", "2021000003", "2021000004"]) {
      inventionTitle citations { order } registration { claimCount }
    } }`,
    ),
  )
  const calls = graph.sandbox.calls.map(({ endpoint, key }) => `${endpoint} ${key}`).toSorted()
  expect(calls.length).toBeGreaterThan(13)
  expect(paidIn(answer.upstream)).toEqual(calls)
  const spent = answer.quota.spent.reduce((sum, row) => sum + row.calls, 0)
  expect(spent).toBe(calls.length)
})

test('two operations that share list each call once between them', async () => {
  const graph = await startGraph()
  graph.sandbox.setPortfolio(manyCases(12))
  graph.sandbox.misbehave({ kind: 'latency', ms: 100, times: 4 })
  const query = (
    from: number,
  ) => `{ applications(numbers: [${Array.from({ length: 8 }, (_, i) => `"202100000${((from + i) % 9) + 1}"`).join(' ')}]) {
    inventionTitle citations { order } applicants { registeredName } registration { claimCount } } }`
  const answers = await Promise.all([0, 2, 4, 6].map((from) => ask(graph, query(from))))
  const all = answers.flatMap(({ upstream = [] }) => upstream)
  const calls = graph.calls()
  expect(paidIn(all)).toEqual(calls)
  expect(new Set(calls).size).toBe(calls.length)
  expect(new Set(all.map(({ outcome }) => outcome))).toContain('shared')
})

test('waitedMs is what each call waited for its turn, remaining what the office then had left', async () => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock, env: { JPO_REQUESTS_PER_MINUTE: '1' } })
  const codes = ['900000103', '900000104', '900000105']
  const query = `query @upstream(wait: 121) { ${codes.map((code) => `a${code}: applicant(code: "${code}") { name }`).join(' ')} }`
  const { upstream = [], quota } = await whilePassing(clock, ask(graph, query), second)
  // Turns come a minute and a quarter of a second after one another; the second is the last within two minutes.
  expect(upstream.map(({ outcome }) => outcome)).toEqual(['refused', 'paid', 'paid'])
  const [, first, later] = upstream
  expect(first).toMatchObject({ waitedMs: 0, remaining: 1_999 })
  expect(later?.remaining).toBe(1_998)
  expect(later?.waitedMs).toBeGreaterThanOrEqual(60.25 * second)
  expect(later?.waitedMs).toBeLessThan(63 * second)
  expect(quota.waitedMs).toBe(later?.waitedMs)
})

test('an archive carries no counter: our own count stands for what remains; what is stored says nothing of it', async () => {
  const graph = await startGraph()
  const text =
    '{ application(number: "2020000101") { documents(filter: { codes: ["A131"] }) { nodes { ... on DocumentWithBody { text } } } } }'
  const first = await ask(graph, text)
  expect(first.upstream?.map(({ endpoint, remaining }) => [endpoint, remaining])).toEqual([
    ['APP_PROGRESS_SIMPLE', 3_999],
    ['APP_DOC_CONT_REFUSAL_REASON', 999],
  ])
  const again = await ask(graph, text)
  expect(again.upstream?.map(({ outcome, remaining }) => [outcome, remaining])).toEqual([
    ['stored', null],
    ['stored', null],
  ])
})

test.each([
  ['A131', 'NoticeOfReasonsForRefusal', 'citations { __typename }'],
  ['A131', 'NoticeOfReasonsForRefusal', 'priorArtSearch { citations { __typename } }'],
  ['A131', 'NoticeOfReasonsForRefusal', 'responses { number }'],
  ['A131', 'NoticeOfReasonsForRefusal', 'responseDueDate'],
  ['A131', 'NoticeOfReasonsForRefusal', 'html'],
  ['A131', 'NoticeOfReasonsForRefusal', 'images { url }'],
  ['A53', 'WrittenOpinion', 'respondsTo { number }'],
  ['A523', 'WrittenAmendment', 'amendments { item }'],
])('what %s asks for %s.%s is listed at that field', async (code, type, field) => {
  const graph = await startGraph()
  const { upstream = [] } = await ask(
    graph,
    `{ application(number: "2020000101") { documents(filter: { codes: ["${code}"] }) { nodes { ... on ${type} { ${field} } } } } }`,
  )
  const ofDocuments = upstream.filter(({ endpoint }) => endpoint !== 'APP_PROGRESS_SIMPLE')
  expect(ofDocuments.length).toBeGreaterThan(0)
  const [name] = field.split(' ')
  for (const { path } of ofDocuments) expect(path.slice(0, 5)).toEqual(['application', 'documents', 'nodes', 0, name])
})
