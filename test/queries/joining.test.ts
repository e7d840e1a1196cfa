import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Spending } from '../../src/quota/spending.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { whilePassing } from '../support/passing-time.ts'
import { request, type RequestAnswer } from '../support/request.ts'

/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)
const second = 1_000

const register = (directive = '') =>
  `query ${directive} { application(number: "2020000101") { registration { claimCount } } }`
const answered = { application: { registration: { claimCount: 7 } } }
const names = (directive = '') => `query ${directive} { applicantsByName(name: "架空電機株式会社") { code } }`

const codesOf = ({ errors }: RequestAnswer) => errors.map(({ extensions }) => extensions['code'])

async function arrivals(graph: Graph, count: number): Promise<void> {
  while (graph.sandbox.calls.length < count) await delay(2)
}

test.each([
  ['onlyIfCached: true', 'NOT_CACHED'],
  ['maxCalls: 0', 'CALLS_EXCEEDED'],
])(
  '%s: who wants stored answers only does not wait for the call of another, and the next one still shares it',
  async (policy, code) => {
    const graph = await startGraph()
    graph.sandbox.misbehave({ kind: 'latency', ms: 300 })
    const paying = request(graph.url, register())
    await arrivals(graph, 1)
    const frugal = await request(graph.url, register(`@upstream(${policy})`))
    expect(codesOf(frugal)).toEqual([code, code].slice(0, frugal.errors.length))
    expect(frugal.quota).toMatchObject({ spent: [], cached: 0 })
    const sharing = await request(graph.url, register())
    expect([(await paying).data, sharing.data]).toEqual([answered, answered])
    expect(sharing.quota).toMatchObject({ spent: [], cached: 1 })
    expect(graph.calls()).toEqual(['REGISTRATION_INFO 2020000101'])
  },
)

test('one that may not call fails nobody who asks for the same in the same moment', async () => {
  const graph = await startGraph()
  const directives = [
    '@upstream(onlyIfCached: true)',
    '',
    '@upstream(maxCalls: 0)',
    '',
    '@upstream(maxCalls: 1)',
    '@upstream(onlyIfCached: true)',
  ]
  const answers = await Promise.all(directives.map((directive) => request(graph.url, names(directive))))
  expect(answers.map(codesOf)).toEqual([['NOT_CACHED'], [], expect.anything(), [], [], ['NOT_CACHED']])
  expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY 架空電機株式会社'])
})

test('who wants a younger answer is not served the stored one that another looks up in the same moment', async () => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock })
  await request(graph.url, names())
  await clock.advance(60 * second)
  graph.calls()
  // Over HTTP two looks rarely fall together: here they do.
  const [content, strict] = [new Spending({ startedAt: clock.now() }), new Spending({ startedAt: clock.now() })]
  strict.agree({ maxAgeMs: 30 * second })
  const question = ['APPLICANT_ATTORNEY', '架空電機株式会社'] as const
  await Promise.all([content, strict].map((spending) => graph.services.source.ask(...question, spending)))
  expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY 架空電機株式会社'])
  expect([content, strict].map(({ events }) => events.map(({ outcome }) => outcome))).toEqual([['stored'], ['paid']])
})

test('two who look up the same stored answer in the same moment have both found it stored', async () => {
  const graph = await startGraph()
  await request(graph.url, names())
  const both = [new Spending({ startedAt: Date.now() }), new Spending({ startedAt: Date.now() })]
  await Promise.all(both.map((it) => graph.services.source.ask('APPLICANT_ATTORNEY', '架空電機株式会社', it)))
  expect(both.map(({ events }) => events.map(({ outcome }) => outcome))).toEqual([['stored'], ['stored']])
})

test('the answer of a call under way is young enough for everybody who shares it, and for all that it teaches', async () => {
  const graph = await startGraph()
  const query = (directive: string) => `query ${directive} {
    application(number: "2020000101") { inventionTitle priorityClaims { number } }
    applicationByRegistrationNumber(number: "7900101") { number status }
    applicationByPublicationNumber(number: "2021000101") { displayNumber }
    applicant(code: "900000101") { name }
  }`
  graph.sandbox.misbehave({ kind: 'latency', ms: 200 })
  const first = request(graph.url, query(''))
  await arrivals(graph, 1)
  const second = await request(graph.url, query('@upstream(maxAge: 0)'), { search: 'explain' })
  await first
  expect(second.errors).toEqual([])
  expect(graph.calls()).toEqual(['APP_PROGRESS 2020000101'])
})

test('nobody waits longer than he said, also for the call of another who waits longer', async () => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock, env: { JPO_REQUESTS_PER_MINUTE: '1' } })
  await request(graph.url, '{ applicant(code: "900000101") { name } }')
  const patient = request(graph.url, names('@upstream(wait: 100)'))
  while (graph.services.turns.waiting === 0) await delay(2)
  const hasty = await request(graph.url, names('@upstream(wait: 10)'))
  expect(hasty.errors.map(({ extensions }) => extensions)).toEqual([
    { code: 'RATE_LIMITED', endpoint: 'APPLICANT_ATTORNEY', retryAfterSeconds: 61 },
  ])
  expect((await whilePassing(clock, patient)).errors).toEqual([])
  expect(graph.calls()).toHaveLength(2)
})

test.each([
  ['busy', '303', '@upstream(wait: 0)'],
  ['busy', '303', '@upstream(maxCalls: 1)'],
  ['out of time', '302', '@upstream(maxCalls: 1)'],
  ['out of order', '999', '@upstream(maxCalls: 1)'],
] as const)(
  'an office that is %s (%s) ends %s, not those who would have tried again',
  async (_, statusCode, directive) => {
    const clock = manualClock(noon)
    const graph = await startGraph({ clock })
    graph.sandbox.misbehave({ kind: 'latency', ms: 200, endpoint: 'token' })
    graph.sandbox.misbehave({ kind: 'status', statusCode })
    const strict = request(graph.url, names(directive))
    while (!graph.services.source.isInFlight('APPLICANT_ATTORNEY', '架空電機株式会社')) await delay(1)
    const patient = await whilePassing(clock, request(graph.url, names()))
    expect((await strict).errors).toHaveLength(1)
    expect(patient.errors).toEqual([])
    expect(graph.calls()).toHaveLength(2)
  },
)

test('who waits for nothing is served where a turn is free, however long the token and the calls before took', async () => {
  const graph = await startGraph()
  graph.sandbox.misbehave({ kind: 'latency', ms: 50, endpoint: 'token' })
  graph.sandbox.misbehave({ kind: 'latency', ms: 50 })
  const answer = await request(
    graph.url,
    'query @upstream(wait: 0) { application(number: "2020000101") { applicants { registeredName } } }',
  )
  expect(answer.errors).toEqual([])
  expect(graph.calls()).toHaveLength(3)
})
