import { expect, test } from 'vitest'
import { startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'

const noon = Date.parse('2026-11-20T12:00:00+09:00')
const day = 24 * 3_600_000

async function yesterdayAndToday(query: string, env: Record<string, string> = {}) {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock, env })
  const yesterday = await graph.query(query)
  expect(yesterday.errors).toEqual([])
  await clock.advance(day)
  graph.calls()
  return { graph, yesterday }
}

const basics = '{ application(number: "2020000101") { inventionTitle freshness { state retrievedAt source } } }'

test('on a spent day the answer of an earlier day is served and says its age', async () => {
  const { graph, yesterday } = await yesterdayAndToday(basics)
  for (const endpoint of ['APP_PROGRESS_SIMPLE', 'APP_PROGRESS'] as const) graph.sandbox.spend(endpoint, 4000)
  const today = await graph.query(basics)
  expect(today.errors).toEqual([])
  expect(today.data.application).toEqual({
    inventionTitle: yesterday.data.application.inventionTitle,
    freshness: { state: 'STALE', retrievedAt: '2026-11-20T12:00:00+09:00', source: 'APP_PROGRESS_SIMPLE' },
  })
  expect(today.quota).toMatchObject({ cached: 1, stale: 1 })
})

test('where another endpoint still has calls, its fresh answer comes before an old one', async () => {
  const { graph } = await yesterdayAndToday(basics)
  graph.sandbox.spend('APP_PROGRESS_SIMPLE', 4000)
  const today = await graph.query(basics)
  expect(today.data.application.freshness).toMatchObject({ state: 'FRESH', source: 'APP_PROGRESS' })
  expect(today.quota.stale).toBe(0)
})

test('an office that is down, refuses the password or sends nonsense leaves what is stored', async () => {
  const query =
    '{ application(number: "2020000101") { inventionTitle citations { order } registration { claimCount freshness { state } } } applicant(code: "900000101") { registeredName } applicantsByName(name: "架空電機株式会社") { code } numberReference(kind: PUBLICATION, number: "2018000103") { applicationNumber } }'
  const { graph, yesterday } = await yesterdayAndToday(query)
  graph.sandbox.misbehave({ kind: 'body', body: '<html>maintenance</html>', httpStatus: 503, times: Infinity })
  const today = await graph.query(query)
  expect(today.errors).toEqual([])
  const [{ application: before }, { application: now }] = [yesterday.data, today.data]
  expect(now.inventionTitle).toBe(before.inventionTitle)
  expect(now.citations).toEqual(before.citations)
  expect(now.registration).toEqual({ claimCount: before.registration.claimCount, freshness: { state: 'STALE' } })
  expect(today.data.applicantsByName).toEqual(yesterday.data.applicantsByName)
  expect(today.data.numberReference).toEqual(yesterday.data.numberReference)
  expect(today.quota.stale).toBeGreaterThanOrEqual(5)
  graph.sandbox.behave()
  expect((await graph.query(query)).data.application.registration.freshness.state).toBe('FRESH')
})

test('nothing stored leaves the typed error, and "no such case" of yesterday is no answer today', async () => {
  const { graph } = await yesterdayAndToday('{ application(number: "2020999999") { number } }')
  graph.sandbox.misbehave({ kind: 'drop', times: Infinity })
  const today = await graph.query('{ application(number: "2020999999") { inventionTitle } }')
  expect(today.errors[0]?.extensions['code']).toBe('UPSTREAM_UNAVAILABLE')
})

test('a mistake of the caller is not answered from yesterday', async () => {
  const { graph } = await yesterdayAndToday('{ applicantsByName(name: "架空電機株式会社") { code } }')
  graph.sandbox.misbehave({ kind: 'status', statusCode: '208' })
  const today = await graph.query('{ applicantsByName(name: "架空電機株式会社") { code } }')
  expect(today.errors[0]?.extensions['code']).toBe('BAD_USER_INPUT')
})
