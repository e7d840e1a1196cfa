import { rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { endpoints } from '../../src/sources/jpo/endpoints.ts'
import { nobody } from '../http/servers.ts'
import { folder } from '../support/files.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { startOffice } from '../support/office.ts'
import { whilePassing } from '../support/passing-time.ts'
import { describeWithRedis, startRedis } from '../support/redis.ts'
import { request } from '../support/request.ts'
import { namesIn, risen, type Samples, scrape } from '../support/scrape.ts'

const register = '{ application(number: "2020000101") { registration { claimCount } } }'
/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)

/** The last of a request is counted when its connection has it. */
async function scrapeOnce(graph: Graph, isThere: (samples: Samples) => boolean): Promise<Samples> {
  for (;;) {
    const samples = await scrape(graph.url)
    if (isThere(samples)) return samples
    await delay(5)
  }
}

function day(samples: Samples, figure: string, endpoint: keyof typeof endpoints): number | undefined {
  const { handbookNumber } = endpoints[endpoint]
  return samples.get(`jpo_graph_day_${figure}{endpoint="${endpoint}",handbook_number="${handbookNumber}"}`)
}

describe('the figures of the day', () => {
  test('are those of the ledger when they are read, and reading them costs nothing', async () => {
    const clock = manualClock(noon)
    const graph = await startGraph({ clock, env: { JPO_REQUESTS_PER_MINUTE: '10' } })
    await graph.query(register)
    graph.calls()
    const samples = await scrape(graph.url)
    const figures = ['limit', 'used', 'remaining', 'learned', 'used_elsewhere', 'reported_remaining']
    expect(figures.map((figure) => day(samples, figure, 'REGISTRATION_INFO'))).toEqual([2000, 1, 1999, 0, 0, 1999])
    // No answer of this endpoint has said yet what is left.
    expect(figures.map((figure) => day(samples, figure, 'APP_PROGRESS'))).toEqual([4000, 0, 4000, 0, 0, undefined])
    expect(samples.get('jpo_graph_minute_limit')).toBe(10)
    expect(samples.get('jpo_graph_minute_starts_left')).toBe(9)
    expect(samples.get('jpo_graph_day_resets_timestamp_seconds')).toBe(Date.UTC(2026, 10, 20, 15) / 1000)
    expect(graph.calls()).toEqual([])
  })

  test('show what others use, and what the office allows beyond what is configured', async () => {
    const office = await startOffice()
    const graph = await startGraph({ office, env: { JPO_DAILY_LIMITS: 'handbook' } })
    office.sandbox.setLimit('REGISTRATION_INFO', 300)
    office.sandbox.spend('APPLICANT_ATTORNEY_CD', 250)
    await graph.query(register)
    await graph.query('{ applicant(code: "900000110") { name } }')
    const samples = await scrape(graph.url)
    expect([day(samples, 'limit', 'REGISTRATION_INFO'), day(samples, 'learned', 'REGISTRATION_INFO')]).toEqual([
      300, 100,
    ])
    expect(day(samples, 'used_elsewhere', 'APPLICANT_ATTORNEY_CD')).toBe(50)
  })

  test('are not shown while the store is away, which is said; everything else is', async () => {
    const file = join(folder(), 'jpo.sqlite')
    const graph = await startGraph({ env: { STORE_URL: `sqlite:${file}` } })
    await graph.query(register)
    expect((await scrape(graph.url)).get('jpo_graph_store_up')).toBe(1)
    rmSync(file)
    const samples = await scrape(graph.url)
    expect(samples.get('jpo_graph_store_up')).toBe(0)
    expect([...namesIn(samples)].filter((name) => /^jpo_graph_day_(?!resets)|starts_left/.test(name))).toEqual([])
    expect(risen(samples, 'jpo_graph_calls_total')).toEqual({
      '{endpoint="REGISTRATION_INFO",outcome="answered"}': 1,
    })
  })
})

describeWithRedis('with a Redis that is away', () => {
  test('the figures are read without it, and with it again once it is back', async () => {
    const redis = await startRedis()
    const graph = await startGraph({ env: { STORE_URL: redis.url } })
    await redis.kill()
    expect((await scrape(graph.url)).get('jpo_graph_store_up')).toBe(0)
    await redis.start()
    await scrapeOnce(graph, (samples) => samples.get('jpo_graph_store_up') === 1)
  })
})

describe('calls and questions', () => {
  test('are counted by what became of them', async () => {
    const graph = await startGraph()
    await graph.query(register)
    await graph.query(register)
    // The basics come from the register’s case; a publication number leads back for free.
    await graph.query('{ application(number: "2020000101") { inventionTitle } }')
    await graph.query('{ applicationByPublicationNumber(number: "特開2021-000101") { number } }')
    await graph.query('{ application(number: "2020999999") { inventionTitle } }')
    await request(graph.url, '{ applicant(code: "900000110") { name } }', {
      headers: { 'cache-control': 'only-if-cached' },
    })
    const samples = await scrape(graph.url)
    const asked = graph.calls()
    expect(risen(samples, 'jpo_graph_calls_total')).toEqual({
      '{endpoint="APP_PROGRESS",outcome="no-data"}': 1,
      '{endpoint="APP_PROGRESS_SIMPLE",outcome="answered"}': 1,
      '{endpoint="REGISTRATION_INFO",outcome="answered"}': 1,
    })
    expect(asked).toHaveLength(3)
    expect(risen(samples, 'jpo_graph_questions_total')).toEqual({
      '{endpoint="APP_PROGRESS",outcome="paid"}': 1,
      '{endpoint="APP_PROGRESS_SIMPLE",outcome="paid"}': 1,
      '{endpoint="APPLICANT_ATTORNEY_CD",outcome="refused"}': 1,
      '{endpoint="CASE_NUMBER_REFERENCE",outcome="fact"}': 1,
      '{endpoint="REGISTRATION_INFO",outcome="paid"}': 1,
      '{endpoint="REGISTRATION_INFO",outcome="stored"}': 1,
    })
    expect(risen(samples, 'jpo_graph_caller_calls_total')).toEqual({
      '{caller="anybody",endpoint="APP_PROGRESS"}': 1,
      '{caller="anybody",endpoint="APP_PROGRESS_SIMPLE"}': 1,
      '{caller="anybody",endpoint="REGISTRATION_INFO"}': 1,
    })
  })

  test('tell a day that the office says is spent from one that is spent by our own count', async () => {
    const graph = await startGraph({ env: { JPO_DAILY_LIMITS: 'APPLICANT_ATTORNEY_CD=1' } })
    graph.sandbox.misbehave({ kind: 'status', statusCode: '203', endpoint: 'REGISTRATION_INFO' })
    await graph.query(register)
    await graph.query('{ applicant(code: "900000110") { name } }')
    await graph.query('{ applicant(code: "900000111") { name } }')
    const samples = await scrape(graph.url)
    expect(risen(samples, 'jpo_graph_calls_total')).toEqual({
      '{endpoint="APPLICANT_ATTORNEY_CD",outcome="answered"}': 1,
      '{endpoint="APP_PROGRESS_SIMPLE",outcome="answered"}': 1,
      '{endpoint="REGISTRATION_INFO",outcome="refused-day"}': 1,
    })
    expect(risen(samples, 'jpo_graph_turns_refused_total')).toEqual({
      '{endpoint="APPLICANT_ATTORNEY_CD",because="day"}': 1,
    })
  })

  test.each([
    [{ kind: 'status', statusCode: '303', times: 5 }, 'busy', 5],
    [{ kind: 'status', statusCode: '999', times: 2 }, 'failed', 2],
    [{ kind: 'status', statusCode: '208' }, 'refused', 1],
    [{ kind: 'drop' }, 'failed', 1],
  ] as const)('count %j as %s', async (fault, outcome, times) => {
    const clock = manualClock(noon)
    const graph = await startGraph({ clock })
    graph.sandbox.misbehave(fault)
    await whilePassing(clock, graph.query('{ applicant(code: "900000101") { name } }'))
    expect(risen(await scrape(graph.url), 'jpo_graph_calls_total')).toEqual({
      [`{endpoint="APPLICANT_ATTORNEY_CD",outcome="${outcome}"}`]: times,
    })
  })

  test('count as not-sent what met no office', async () => {
    const office = await startOffice()
    const env = { JPO_BASE_URL: await nobody(), JPO_TOKEN_URL: `${office.sandbox.origin}/auth/token` }
    const graph = await startGraph({ office, env })
    await graph.query('{ applicant(code: "900000101") { name } }')
    expect(risen(await scrape(graph.url), 'jpo_graph_calls_total')).toEqual({
      '{endpoint="APPLICANT_ATTORNEY_CD",outcome="not-sent"}': 1,
    })
  })

  test('say how long turns were waited for, and who waits', async () => {
    const clock = manualClock(noon)
    const graph = await startGraph({ clock, env: { JPO_REQUESTS_PER_MINUTE: '1' } })
    await graph.query('{ applicant(code: "900000101") { name } }')
    const waiting = request(graph.url, '{ applicant(code: "900000102") { name } }', { headers: { prefer: 'wait=100' } })
    const during = await scrapeOnce(graph, (samples) => samples.get('jpo_graph_turns_waiting') === 1)
    expect(during.get('jpo_graph_operations_running')).toBe(1)
    await whilePassing(clock, waiting)
    const samples = await scrapeOnce(graph, (later) => later.get('jpo_graph_operations_running') === 0)
    expect(samples.get('jpo_graph_turns_waiting')).toBe(0)
    expect(samples.get('jpo_graph_turn_wait_seconds_count')).toBe(2)
    expect(samples.get('jpo_graph_turn_wait_seconds_bucket{le="0.1"}')).toBe(1)
    expect(samples.get('jpo_graph_turn_wait_seconds_bucket{le="25"}')).toBe(1)
    expect(samples.get('jpo_graph_turn_wait_seconds_bucket{le="120"}')).toBe(2)
  })

  test('count what the office added to its answers', async () => {
    const graph = await startGraph()
    graph.sandbox.misbehave({ kind: 'data', times: 2, edit: (data) => ({ ...data, novelty: '1' }) })
    await graph.query('{ applicant(code: "900000101") { name } }')
    await graph.query('{ applicant(code: "900000102") { name } }')
    expect(risen(await scrape(graph.url), 'jpo_graph_unknown_keys_total')).toEqual({
      '{path="APPLICANT_ATTORNEY_CD data.novelty"}': 2,
    })
  })
})

test('tokens are counted by how they were asked for and what came', async () => {
  const clock = manualClock(noon)
  const office = await startOffice({ clock })
  const graph = await startGraph({ clock, office })
  const named = (code: string) => graph.query(`{ applicant(code: "${code}") { name } }`)
  await named('900000101')
  office.sandbox.revokeTokens()
  await named('900000102')
  office.sandbox.refuse(true)
  await clock.advance(40_000_000)
  await named('900000103')
  const samples = await scrape(graph.url)
  expect(risen(samples, 'jpo_graph_token_requests_total')).toEqual({
    '{grant="password",outcome="refused"}': 1,
    '{grant="password",outcome="tokens"}': 1,
    '{grant="refresh_token",outcome="tokens"}': 1,
  })
  expect(samples.get('jpo_graph_token_refusals_total')).toBe(1)
  expect(risen(samples, 'jpo_graph_token_state')).toEqual({ '{state="refused"}': 1 })
})

describe('operations', () => {
  test('are counted by name, as far as they ran, and their errors by code', async () => {
    const graph = await startGraph()
    await graph.query('query Register { application(number: "2020000101") { registration { claimCount } } }')
    await graph.query('{ quota { day } }')
    await graph.query('query Wrong { application(number: "1") { number } }')
    await graph.query('query Invalid { nothing }')
    await graph.query('query {')
    await request(graph.url, 'query Strict { applicant(code: "900000109") { name } }', {
      headers: { 'cache-control': 'only-if-cached' },
    })
    const samples = await scrapeOnce(graph, (later) => later.get('jpo_graph_operations_running') === 0)
    expect(risen(samples, 'jpo_graph_operations_total')).toEqual({
      '{operation="Register"}': 1,
      '{operation="Strict"}': 1,
      '{operation="anonymous"}': 1,
      '{operation="refused"}': 3,
    })
    expect(risen(samples, 'jpo_graph_errors_total')).toEqual({
      '{code="BAD_USER_INPUT"}': 1,
      '{code="GRAPHQL_PARSE_FAILED"}': 1,
      '{code="GRAPHQL_VALIDATION_FAILED"}': 1,
      '{code="NOT_CACHED"}': 1,
    })
    expect(samples.get('jpo_graph_operation_duration_seconds_count')).toBe(6)
  })

  test('cannot make more than a hundred series with the names they think of', async () => {
    const graph = await startGraph()
    for (let index = 0; index < 103; index++) await graph.query(`query Name${index} { quota { day } }`)
    await graph.query(`query ${'N'.repeat(101)} { quota { day } }`)
    await graph.query('query Name7 { quota { day } }')
    const samples = await scrapeOnce(graph, (later) => later.get('jpo_graph_operations_running') === 0)
    const series = risen(samples, 'jpo_graph_operations_total')
    expect(Object.keys(series)).toHaveLength(101)
    expect([series['{operation="Name7"}'], series['{operation="other"}']]).toEqual([2, 4])
  })
})

describe('requests', () => {
  test('are counted by route and status, whatever is asked for', async () => {
    const graph = await startGraph()
    await graph.services.token.get()
    await graph.query('{ quota { day } }')
    await graph.query('{ nothing }')
    for (const path of ['/health', '/ready', '/metrics', '/images/none', '/wp-admin', '/toString', '/'])
      await fetch(graph.url + path, { redirect: 'manual' })
    await fetch(`${graph.url}/metrics`, { method: 'POST' })
    await new Promise((resolve) =>
      httpRequest(`${graph.url}/`, { method: 'PROPFIND' }, (response) => response.resume().on('end', resolve)).end(),
    )
    await new Promise((resolve) =>
      httpRequest(graph.url, { headers: { host: '[' } }, (response) => response.resume().on('end', resolve)).end(),
    )
    const samples = await scrapeOnce(
      graph,
      (later) => (later.get('jpo_graph_http_request_duration_seconds_count{route="/"}') ?? 0) >= 3,
    )
    expect(risen(samples, 'jpo_graph_http_requests_total')).toMatchObject({
      '{route="/",method="GET",status="200"}': 1,
      '{route="/",method="GET",status="400"}': 1,
      '{route="/",method="other",status="405"}': 1,
      '{route="/graphql",method="POST",status="200"}': 1,
      '{route="/graphql",method="POST",status="400"}': 1,
      '{route="/health",method="GET",status="200"}': 1,
      '{route="/images",method="GET",status="404"}': 1,
      '{route="/metrics",method="POST",status="405"}': 1,
      '{route="/ready",method="GET",status="200"}': 1,
      '{route="other",method="GET",status="404"}': 2,
    })
  })

  test('count a client that went away before its answer as such', async () => {
    const graph = await startGraph()
    graph.sandbox.misbehave({ kind: 'latency', ms: 300 })
    const leaving = new AbortController()
    const gone = fetch(`${graph.url}/graphql?query=${encodeURIComponent(register)}`, {
      headers: { 'graphql-require-preflight': '1' },
      signal: leaving.signal,
    })
    await expect.poll(() => graph.sandbox.calls).toHaveLength(1)
    leaving.abort()
    await expect(gone).rejects.toThrow()
    const samples = await scrapeOnce(graph, (later) => later.get('jpo_graph_operations_running') === 0)
    expect(risen(samples, 'jpo_graph_http_requests_total')).toMatchObject({
      '{route="/graphql",method="GET",status="499"}': 1,
    })
    // What was under way for it was paid all the same.
    expect(risen(samples, 'jpo_graph_caller_calls_total')).toEqual({
      '{caller="anybody",endpoint="REGISTRATION_INFO"}': 1,
    })
  })
})

test('two servers in one process keep figures of their own', async () => {
  const [one, other] = [await startGraph(), await startGraph()]
  await one.query(register)
  expect(risen(await scrape(other.url), 'jpo_graph_calls_total')).toEqual({})
  expect(Object.keys(risen(await scrape(one.url), 'jpo_graph_calls_total'))).toHaveLength(1)
})
