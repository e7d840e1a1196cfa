import { expect, test } from 'vitest'
import { encodeId } from '../../src/schema/ids.ts'
import { entitiesQuery } from '../support/entities.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { request } from '../support/request.ts'

/** 2026-11-20, noon in Japan: twelve hours before the office renews its data. */
const noon = Date.UTC(2026, 10, 20, 3)
const tillMidnight = 12 * 3_600
const DAY = 86_400
const aYear = 365 * DAY

const pending = '2022000111'
const granted = '2020000101'

async function kept(graph: Graph, query: string, variables?: Record<string, unknown>): Promise<string | null> {
  const { headers, errors } = await request(graph.url, query, variables && { variables })
  expect(errors).toEqual([])
  expect(headers.get('vary')).toContain('Authorization')
  return headers.get('cache-control')
}

const lasting = (seconds: number) => `private, max-age=${seconds}`

test.each([
  ['a case that can still change', `{ application(number: "${pending}") { inventionTitle } }`, tillMidnight],
  ['no such case', '{ application(number: "2020999999") { number } }', tillMidnight],
  ['a registration', `{ application(number: "${granted}") { registration { claimCount } } }`, tillMidnight],
  ['a name', '{ applicant(code: "900000101") { name } }', tillMidnight],
  ['a name on the register', '{ applicant(code: "900000101") { registeredName } }', tillMidnight],
  ['codes', '{ applicantsByName(name: "架空電機株式会社") { code } }', tillMidnight],
  ['citations', `{ application(number: "${granted}") { citations { order } } }`, tillMidnight],
  ['a link between numbers', '{ applicationByPublicationNumber(number: "特開2021-000101") { number } }', aYear],
  ['that there is no link', '{ applicationByPublicationNumber(number: "特開2021-999999") { number } }', tillMidnight],
  [
    'all numbers of a registered case',
    '{ numberReference(kind: REGISTRATION, number: "7900101") { publicationNumber } }',
    aYear,
  ],
  [
    'numbers of one that is not registered',
    '{ numberReference(kind: APPLICATION, number: "2022000111") { publicationNumber } }',
    tillMidnight,
  ],
])('%s may be kept as long as it holds', async (_, query, seconds) => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock })
  expect(await kept(graph, query)).toBe(lasting(seconds))
  await clock.advance(3_600_500)
  expect(await kept(graph, query)).toBe(lasting(seconds === aYear ? aYear : seconds - 3_601))
  // By then it is a finished answer.
  await clock.advance(3_600_000)
  expect(await kept(graph, query)).toBe(lasting(seconds === aYear ? aYear : seconds - 7_201))
  expect(graph.calls().length).toBeGreaterThan(0)
})

test('a case that is over may be kept as long as it says itself; its status, which the day decides too, until the next one', async () => {
  const graph = await startGraph({ clock: manualClock(noon) })
  const over = '2003000142'
  const query = (fields: string) => `{ application(number: "${over}") { ${fields} freshness { validUntil } } }`
  const { data } = await request(graph.url, query('inventionTitle'))
  const seconds = (Date.parse(data.application.freshness.validUntil) - noon) / 1000
  expect(seconds).toBeGreaterThan(30 * DAY)
  expect(await kept(graph, query('inventionTitle'))).toBe(lasting(seconds))
  expect(await kept(graph, query('status'))).toBe(lasting(tillMidnight))
})

test('that a case exists holds for ever, once it is known', async () => {
  const graph = await startGraph({ clock: manualClock(noon) })
  const query = `{ application(number: "${pending}") { displayNumber } }`
  expect(await kept(graph, query)).toBe(lasting(tillMidnight))
  expect(await kept(graph, query)).toBe(lasting(aYear))
})

test('of several things the first to change decides', async () => {
  const graph = await startGraph({ clock: manualClock(noon) })
  const query = `{
    applicationByPublicationNumber(number: "特開2021-000101") { number }
    applications(numbers: ["2003000142", "${pending}"]) { inventionTitle }
  }`
  expect(await kept(graph, query)).toBe(lasting(tillMidnight))
})

test('to a gateway the same is said', async () => {
  const graph = await startGraph({ clock: manualClock(noon) })
  const sent = [{ __typename: 'NumberReference', publicationNumber: '2021000101' }]
  const query = entitiesQuery('... on NumberReference { application { number } } ... on Application { inventionTitle }')
  expect(await kept(graph, query, { sent })).toBe(lasting(aYear))
  expect(await kept(graph, query, { sent: [...sent, { __typename: 'Application', number: pending }] })).toBe(
    lasting(tillMidnight),
  )
})

test('what the office says nothing about is asked for anew: a key alone, the schema, the quota of the moment, a plan', async () => {
  const graph = await startGraph({ clock: manualClock(noon) })
  const sent = [{ __typename: 'Registration', id: encodeId({ typename: 'Registration', id: granted }) }]
  expect(await kept(graph, entitiesQuery('__typename ... on Registration { id }'), { sent })).toBe('private, no-cache')
  expect(await kept(graph, '{ __schema { queryType { name } } }')).toBe('private, no-cache')
  expect(await kept(graph, '{ _service { sdl } }')).toBe('private, no-cache')
  expect(await kept(graph, '{ quota { waiting } }')).toBe('private, no-cache')
  expect(await kept(graph, '{ quotaPlan(document: "{ __typename }") { feasible } }')).toBe('private, no-cache')
  const beside = `{ quota { waiting } application(number: "${pending}") { inventionTitle } }`
  expect(await kept(graph, beside)).toBe('private, no-cache')
})

test('an older answer in place of a fresh one is not kept, so that the next one to ask is given a fresh one', async () => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock })
  const query = `{ application(number: "${pending}") { inventionTitle freshness { state } } }`
  await request(graph.url, query)
  await clock.advance(DAY * 1000)
  const stale = await request(graph.url, query, { headers: { 'cache-control': 'only-if-cached' } })
  expect(stale.data.application.freshness.state).toBe('STALE')
  expect(stale.headers.get('cache-control')).toBe('no-store')
  expect(await kept(graph, query)).toBe(lasting(tillMidnight))
})

test.each([
  ['a field that failed', `{ application(number: "${granted}") { inventionTitle citations { order } } }`],
  ['a document that cannot be read', '{ application(number: '],
  ['an operation that is not valid', '{ nothing }'],
  ['an argument that cannot be meant', '{ applicantsByName(name: "") { code } }'],
])('%s is not kept', async (_, query) => {
  const graph = await startGraph({ env: { JPO_DAILY_LIMITS: 'CITE_DOC_INFO=0' } })
  const { headers, errors } = await request(graph.url, query)
  expect(errors).toHaveLength(1)
  expect(headers.get('cache-control')).toBe('no-store')
})

test('a refusal by HTTP alone is not kept', async () => {
  const graph = await startGraph()
  for (const [method, accept] of [
    ['PUT', '*/*'],
    ['GET', 'image/png'],
  ] as const) {
    const response = await fetch(`${graph.url}/graphql?query={__typename}`, { method, headers: { accept } })
    expect([response.ok, response.headers.get('cache-control')]).toEqual([false, 'no-store'])
  }
})
