import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { manyCases } from '../../src/sandbox/portfolio/index.ts'
import { folder } from '../support/files.ts'
import { type Graph, type GraphAnswer, startGraph } from '../support/graph.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'
import { whilePassing } from '../support/passing-time.ts'

/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)
const second = 1_000
const hour = 3_600 * second

const titles = 'query ($numbers: [ApplicationNumber!]!) { applications(numbers: $numbers) { number inventionTitle } }'
const numbersOf = (count: number) => manyCases(count).cases.map(({ number }) => number)

async function startAt(clock: ManualClock, env: Record<string, string> = {}): Promise<Graph> {
  const graph = await startGraph({ clock, env })
  graph.sandbox.setPortfolio(manyCases(40))
  return graph
}

const codesOf = ({ errors }: GraphAnswer) => errors.map(({ extensions }) => extensions['code'])
const titlesOf = ({ data }: GraphAnswer) =>
  (data.applications as { inventionTitle: string | null }[]).map(({ inventionTitle }) => inventionTitle)

/** The most calls that the sandbox received in any sixty seconds. */
function busiestMinute({ sandbox }: Graph): number {
  const starts = sandbox.calls.map(({ at }) => at)
  return Math.max(...starts.map((from) => starts.filter((at) => at >= from && at < from + 60 * second).length))
}

test('of fifteen calls at ten a minute ten start, the others are RATE_LIMITED at once, and asking again makes progress', async () => {
  const clock = manualClock(noon)
  const graph = await startAt(clock, { JPO_REQUESTS_PER_MINUTE: '10' })
  const numbers = numbersOf(15)
  // The clock stands still: an answer that waited for anything would never come.
  const first = await graph.query(titles, { numbers })
  expect(graph.calls()).toHaveLength(10)
  // Ten basics, in turns to the two endpoints that tell them.
  expect(first.quota).toMatchObject({
    spent: [
      { endpoint: 'APP_PROGRESS_SIMPLE', calls: 5 },
      { endpoint: 'APP_PROGRESS', calls: 5 },
    ],
    waitedMs: 0,
  })
  expect(titlesOf(first).filter((title) => title !== null)).toHaveLength(10)
  expect(first.errors).toHaveLength(5)
  for (const { extensions, path } of first.errors) {
    expect(extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 61 })
    expect(first.data.applications[path?.[1] ?? -1].inventionTitle).toBeNull()
  }
  await clock.advance(30 * second)
  const early = await graph.query(titles, { numbers })
  expect(graph.calls()).toEqual([])
  expect(early.errors.map(({ extensions }) => extensions['retryAfterSeconds'])).toEqual([31, 31, 31, 31, 31])
  expect(early.quota).toMatchObject({ spent: [], cached: 10 })

  await clock.advance(31 * second)
  const again = await graph.query(titles, { numbers })
  expect(again.errors).toEqual([])
  expect(titlesOf(again)).toEqual(numbers.map((_, index) => `見本装置その${index + 1}`))
  expect(graph.calls()).toHaveLength(5)
})

test('a turn that comes within 25 seconds is waited for', async () => {
  const clock = manualClock(noon)
  const graph = await startAt(clock, { JPO_REQUESTS_PER_MINUTE: '10' })
  await graph.query(titles, { numbers: numbersOf(10) })
  await clock.advance(40 * second)
  const answer = await whilePassing(clock, graph.query(titles, { numbers: numbersOf(13) }), 50)
  expect(answer.errors).toEqual([])
  expect(answer.quota).toMatchObject({ spent: [{ calls: 2 }, { calls: 1 }], cached: 10 })
  expect(answer.quota.waitedMs).toBeGreaterThanOrEqual(20 * second)
  expect(answer.quota.waitedMs).toBeLessThan(21 * second)
  expect(busiestMinute(graph)).toBe(10)
})

test('many who ask at once, and ask again until they have all, never start more than ten in sixty seconds', async () => {
  const clock = manualClock(noon)
  const graph = await startAt(clock, { JPO_REQUESTS_PER_MINUTE: '10' })
  const parts = [numbersOf(40).slice(0, 15), numbersOf(40).slice(10, 30), numbersOf(40).slice(25)]
  async function untilComplete(numbers: string[]): Promise<void> {
    for (;;) {
      const { errors } = await graph.query(titles, { numbers })
      if (errors.length === 0) return
      expect(new Set(errors.map(({ extensions }) => extensions['code']))).toEqual(new Set(['RATE_LIMITED']))
      await clock.sleep(Number(errors[0]?.extensions['retryAfterSeconds']) * second)
    }
  }
  // Calls may arrive a step after they left: no step is longer than what the pace leaves for that.
  await whilePassing(clock, Promise.all(parts.map(untilComplete)), 200)
  expect(graph.sandbox.calls).toHaveLength(40)
  expect(graph.sandbox.calls.map(({ statusCode }) => statusCode)).not.toContain('303')
  expect(busiestMinute(graph)).toBe(10)
  expect(clock.now() - noon).toBeLessThan(4 * 60 * second)
})

test('a day of three calls is three calls, also after a restart, and what was answered stays', async () => {
  const clock = manualClock(noon)
  const env = {
    JPO_DAILY_LIMITS: 'APP_PROGRESS_SIMPLE=3,APP_PROGRESS=0',
    STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}`,
  }
  const before = await startAt(clock, env)
  before.sandbox.setLimit('APP_PROGRESS_SIMPLE', 1_000)
  const numbers = numbersOf(5)
  const first = await before.query(titles, { numbers })
  expect(before.calls()).toHaveLength(3)
  expect(codesOf(first)).toEqual(['QUOTA_EXHAUSTED', 'QUOTA_EXHAUSTED'])
  expect(first.errors[0]?.extensions).toEqual({
    code: 'QUOTA_EXHAUSTED',
    endpoint: 'APP_PROGRESS_SIMPLE',
    resetsAt: '2026-11-21T00:00:00+09:00',
  })
  expect(first.quota.spent).toEqual([{ endpoint: 'APP_PROGRESS_SIMPLE', calls: 3, remaining: 0 }])
  expect(titlesOf(await before.query(titles, { numbers }))).toEqual(titlesOf(first))
  expect(before.calls()).toEqual([])
  await before.close()

  const after = await startAt(clock, env)
  after.sandbox.setLimit('APP_PROGRESS_SIMPLE', 1_000)
  const again = await after.query(titles, { numbers })
  expect(titlesOf(again)).toEqual(titlesOf(first))
  expect(codesOf(again)).toEqual(['QUOTA_EXHAUSTED', 'QUOTA_EXHAUSTED'])
  expect(after.calls()).toEqual([])
})

test('a query far beyond the minute is completed by asking again, at one call per key and endpoint', async () => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock, env: { JPO_REQUESTS_PER_MINUTE: '10' } })
  graph.sandbox.setPortfolio(manyCases(20))
  const query = `query ($numbers: [ApplicationNumber!]!) { applications(numbers: $numbers) {
    inventionTitle priorityClaims { number } registration { claimCount }
    citations { ... on PatentCitation { citedApplication { inventionTitle } } }
  } }`
  for (let round = 0; round < 6; round += 1) {
    const { errors } = await whilePassing(clock, graph.query(query, { numbers: numbersOf(20) }))
    if (round === 5) expect(errors).toEqual([])
    else await clock.advance(Number(errors[0]?.extensions['retryAfterSeconds']) * second)
  }
  expect(busiestMinute(graph)).toBe(10)
  const calls = graph.calls()
  expect(new Set(calls).size).toBe(calls.length)
  const byEndpoint = Map.groupBy(calls, (call) => call.split(' ')[0])
  expect([...byEndpoint].map(([endpoint, keys]) => [endpoint, keys.length])).toEqual([
    ['APP_PROGRESS', 20],
    ['CITE_DOC_INFO', 20],
    ['REGISTRATION_INFO', 14],
  ])
})

test('a restart does not begin the minute anew, and two servers on one file share it', async () => {
  const clock = manualClock(noon)
  const env = { JPO_REQUESTS_PER_MINUTE: '10', STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}` }
  const first = await startAt(clock, env)
  await first.query(titles, { numbers: numbersOf(6) })
  expect(first.calls()).toHaveLength(6)
  await first.close()
  const [second, third] = [await startAt(clock, env), await startAt(clock, env)]
  const answers = await Promise.all([
    second.query(titles, { numbers: numbersOf(20).slice(6, 13) }),
    third.query(titles, { numbers: numbersOf(20).slice(13) }),
  ])
  expect(second.calls().length + third.calls().length).toBe(4)
  expect(answers.flatMap(codesOf)).toEqual(Array.from({ length: 10 }, () => 'RATE_LIMITED'))
})

test('an endpoint with the limit 0 is never asked: another brings the facts, or the field says QUOTA_EXHAUSTED', async () => {
  const graph = await startAt(manualClock(noon), {
    JPO_DAILY_LIMITS: 'APP_PROGRESS_SIMPLE=0,REGISTRATION_INFO=0,APP_DOC_CONT_REFUSAL_REASON=0',
  })
  const answer = await graph.query(`{ application(number: "2021000001") {
    inventionTitle
    registration { id }
    documents(filter: { codes: ["A131"] }) { nodes { ... on DocumentWithBody { text } } }
  } }`)
  expect(answer.errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
    [['application', 'registration'], 'QUOTA_EXHAUSTED'],
  ])
  expect(answer.data.application.documents.nodes[0].text).toContain('拒絶理由通知書')
  expect(graph.calls()).toEqual(['APP_DOC_CONT_REFUSAL_REASON_DECISION 2021000001', 'APP_PROGRESS 2021000001'])
})

test("the office's own count is learnt: what others spent with the same ID is not tried", async () => {
  const graph = await startAt(manualClock(noon), { JPO_DAILY_LIMITS: 'CITE_DOC_INFO=5' })
  const citations = 'query ($n: ApplicationNumber!) { application(number: $n) { citations { order } } }'
  const row = async () => {
    const { data } = await graph.query('{ quota { endpoints { endpoint limit used remaining reportedByJpo } } }')
    return (data.quota.endpoints as { endpoint: string }[]).find(({ endpoint }) => endpoint === 'CITE_DOC_INFO')
  }
  expect(await row()).toMatchObject({ limit: 5, used: 0, remaining: 5, reportedByJpo: null })
  graph.sandbox.spend('CITE_DOC_INFO', 3)
  const first = await graph.query(citations, { n: '2021000001' })
  expect(first.errors).toEqual([])
  expect(first.quota.spent).toEqual([{ endpoint: 'CITE_DOC_INFO', calls: 1, remaining: 1 }])
  expect(await row()).toMatchObject({ used: 4, remaining: 1, reportedByJpo: 1 })
  await graph.query(citations, { n: '2021000002' })
  const third = await graph.query(citations, { n: '2021000003' })
  expect(codesOf(third)).toEqual(['QUOTA_EXHAUSTED'])
  expect(graph.calls().filter((call) => call.startsWith('CITE'))).toHaveLength(2)
  expect(await row()).toMatchObject({ used: 5, remaining: 0, reportedByJpo: 0 })
})

test('a limit larger than configured is learnt from the first answer, and shown', async () => {
  const graph = await startAt(manualClock(noon), { JPO_DAILY_LIMITS: 'handbook' })
  graph.sandbox.setLimit('CITE_DOC_INFO', 100)
  await graph.query('{ application(number: "2021000001") { citations { order } } }')
  const { data } = await graph.query(
    '{ quota { endpoints { endpoint limit configuredLimit used usedElsewhere remaining reportedByJpo } } }',
  )
  expect(data.quota.endpoints).toContainEqual({
    endpoint: 'CITE_DOC_INFO',
    limit: 100,
    configuredLimit: 50,
    used: 1,
    usedElsewhere: 0,
    remaining: 99,
    reportedByJpo: 99,
  })
})

test('an answer that has nothing counts too, and tells what is left', async () => {
  const graph = await startAt(manualClock(noon), { JPO_DAILY_LIMITS: 'CITE_DOC_INFO=5' })
  graph.sandbox.setPortfolio({ cases: manyCases(1).cases })
  const { data } = await graph.query('{ application(number: "2021000001") { inventionTitle citations { order } } }')
  expect(data.application.citations).toEqual([])
  const { data: left } = await graph.query('{ quota { endpoints { endpoint used remaining reportedByJpo } } }')
  expect(left.quota.endpoints).toContainEqual({ endpoint: 'CITE_DOC_INFO', used: 1, remaining: 4, reportedByJpo: 4 })
})

test('a day that others have spent is found out by one call, and the endpoint then rests', async () => {
  const graph = await startAt(manualClock(noon), { JPO_DAILY_LIMITS: 'CITE_DOC_INFO=5' })
  const citations = 'query ($n: ApplicationNumber!) { application(number: $n) { citations { order } } }'
  graph.sandbox.spend('CITE_DOC_INFO', 5)
  for (const n of ['2021000001', '2021000002', '2021000003']) {
    const answer = await graph.query(citations, { n })
    expect(answer.data.application.citations).toBeNull()
    expect(codesOf(answer)).toEqual(['QUOTA_EXHAUSTED'])
  }
  expect(graph.calls().filter((call) => call.startsWith('CITE'))).toEqual(['CITE_DOC_INFO 2021000001'])
})

test('at midnight in Japan the counts, what is fresh and what is exhausted begin anew', async () => {
  const clock = manualClock(noon + 12 * hour - 60 * second)
  const graph = await startAt(clock, { JPO_DAILY_LIMITS: 'APP_PROGRESS_SIMPLE=2,APP_PROGRESS=0,CITE_DOC_INFO=1' })
  const query = `{
    quota { day resetsAt endpoints { endpoint used } }
    applications(numbers: ["2021000001", "2021000002", "2021000003"]) {
      inventionTitle
      freshness { retrievedAt state validUntil source }
    }
  }`
  const used = ({ data }: GraphAnswer) =>
    (data.quota.endpoints as { endpoint: string; used: number }[]).find(
      ({ endpoint }) => endpoint === 'APP_PROGRESS_SIMPLE',
    )?.used

  const evening = await graph.query(query)
  expect(evening.data.quota).toMatchObject({ day: '2026-11-20', resetsAt: '2026-11-21T00:00:00+09:00' })
  expect(evening.data.applications[0].freshness).toEqual({
    retrievedAt: '2026-11-20T23:59:00+09:00',
    state: 'FRESH',
    validUntil: '2026-11-21T00:00:00+09:00',
    source: 'APP_PROGRESS_SIMPLE',
  })
  expect(graph.calls()).toHaveLength(2)
  expect(new Set(codesOf(evening))).toEqual(new Set(['QUOTA_EXHAUSTED']))

  await clock.advance(60 * second - 1)
  const lastMoment = await graph.query(query)
  expect(used(lastMoment)).toBe(2)
  expect(new Set(codesOf(lastMoment))).toEqual(new Set(['QUOTA_EXHAUSTED']))
  expect(graph.calls()).toEqual([])

  await clock.advance(1)
  const { data } = await graph.query('{ quota { day resetsAt endpoints { used remaining } } }')
  expect(data.quota).toMatchObject({ day: '2026-11-21', resetsAt: '2026-11-22T00:00:00+09:00' })
  expect((data.quota.endpoints as { used: number }[]).every((endpoint) => endpoint.used === 0)).toBe(true)
  const morning = await graph.query(query)
  expect(graph.calls()).toHaveLength(2)
  expect(morning.quota.spent).toEqual([{ endpoint: 'APP_PROGRESS_SIMPLE', calls: 2, remaining: 0 }])
  expect(morning.data.applications[0].freshness).toMatchObject({
    retrievedAt: '2026-11-21T00:00:00+09:00',
    state: 'FRESH',
  })
})

test('a link learnt yesterday holds, a name learnt yesterday may have changed', async () => {
  const clock = manualClock(noon + 11 * hour)
  const graph = await startAt(clock)
  const first = '{ application(number: "2021000001") { inventionTitle } }'
  const learnt =
    '{ applicationByPublicationNumber(number: "2022000001") { number } applicant(code: "900000102") { name } }'
  await graph.query(first)
  const today = await graph.query(learnt)
  expect(graph.calls()).toEqual(['APP_PROGRESS_SIMPLE 2021000001'])
  await clock.advance(hour)
  expect((await graph.query(learnt)).data).toEqual(today.data)
  expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY_CD 900000102'])
})

test('an answer that crosses midnight is of the day in which it was asked for', async () => {
  const clock = manualClock(noon + 12 * hour - second)
  const graph = await startAt(clock)
  const query = '{ application(number: "2021000001") { freshness { retrievedAt state } } }'
  graph.sandbox.misbehave({ kind: 'latency', ms: 100 })
  const asked = graph.query(query)
  while (graph.sandbox.calls.length === 0) await delay(2)
  await clock.advance(2 * second)
  expect((await asked).data.application.freshness).toEqual({
    retrievedAt: '2026-11-20T23:59:59+09:00',
    state: 'STALE',
  })
  const again = await graph.query(query)
  expect(again.data.application.freshness).toEqual({
    retrievedAt: '2026-11-21T00:00:01+09:00',
    state: 'FRESH',
  })
  // A call that lasts over midnight is counted in both days, so the other endpoint has more left in the new one.
  expect(graph.calls()).toEqual(['APP_PROGRESS 2021000001', 'APP_PROGRESS_SIMPLE 2021000001'])
})

test('a 203 that arrives after midnight is of the day in which it was asked for', async () => {
  const clock = manualClock(noon + 12 * hour - second)
  const graph = await startAt(clock)
  graph.sandbox.misbehave({ kind: 'latency', ms: 100 })
  graph.sandbox.setLimit('CITE_DOC_INFO', 0)
  const asked = graph.query('{ application(number: "2021000001") { citations { order } } }')
  while (graph.sandbox.calls.length === 0) await delay(2)
  await clock.advance(2 * second)
  expect((await asked).errors[0]?.extensions).toMatchObject({
    code: 'QUOTA_EXHAUSTED',
    resetsAt: '2026-11-21T00:00:00+09:00',
  })
})

test('a 203 of yesterday ends by itself', async () => {
  const clock = manualClock(noon + 11 * hour)
  const graph = await startAt(clock)
  const query = '{ application(number: "2021000001") { citations { order } } }'
  graph.sandbox.misbehave({ kind: 'status', statusCode: '203', endpoint: 'CITE_DOC_INFO' })
  expect(codesOf(await graph.query(query))).toEqual(['QUOTA_EXHAUSTED'])
  await clock.advance(hour - 1)
  expect(codesOf(await graph.query(query))).toEqual(['QUOTA_EXHAUSTED'])
  graph.calls()
  await clock.advance(1)
  const answer = await graph.query(query)
  expect(answer.errors).toEqual([])
  expect(graph.calls()).toEqual(['CITE_DOC_INFO 2021000001'])
})
