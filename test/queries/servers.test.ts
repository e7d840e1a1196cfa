import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { LEASE } from '../../src/store/leases.ts'
import { runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { ask, type Graph, type GraphAnswer, startGraph } from '../support/graph.ts'
import { type Office, startOffice } from '../support/office.ts'
import { connect, describeWithRedis, type RedisServer, startRedis } from '../support/redis.ts'

const register = '{ application(number: "2020000101") { registration { claimCount } } }'
const registered = { application: { registration: { claimCount: 7 } } }
const named = (code: number) => `{ applicant(code: "${900000000 + code}") { name } }`

/** Two servers that share nothing but the office's account and the store. */
async function twoServers(STORE_URL: string, env: Record<string, string> = {}) {
  const office = await startOffice()
  const start = () => startGraph({ office, env: { STORE_URL, ...env } })
  return { office, one: await start(), two: await start() }
}

async function onRedis(env: Record<string, string> = {}) {
  const redis = await startRedis({ isPersistent: true })
  return { redis, ...(await twoServers(redis.url, env)) }
}

/** Another server on the same store, as its own process. */
async function startProcess({ env }: Office, { url }: RedisServer) {
  const command = runNode('src/main.ts', [], { env: { ...env, PORT: '0', STORE_URL: url } })
  return { command, url: await command.printed(/the graph: (http:\S+)\/graphql/) }
}

async function arrival({ sandbox }: Office, count = 1): Promise<void> {
  while (sandbox.calls.length < count) await delay(5)
}

async function ready({ url }: Graph) {
  const response = await fetch(`${url}/ready`)
  return { status: response.status, parts: (await response.json()) as object }
}

const codesOf = ({ errors }: GraphAnswer) => errors.map(({ extensions }) => extensions['code'])

/** How often the servers were at it, and how often the office was. */
async function sharesAFlight(servers: { office: Office; one: Graph; two: Graph }) {
  const { office, one, two } = servers
  await Promise.all([one.query(named(101)), two.query(named(102))])
  one.calls()
  office.sandbox.misbehave({ kind: 'latency', ms: 500 })
  const answers = await Promise.all([one.query(register), two.query(register)])
  for (const { data, errors } of answers)
    expect({ data: data as unknown, errors }).toEqual({ data: registered, errors: [] })
  expect(one.calls()).toEqual(['REGISTRATION_INFO 2020000101'])
  expect(answers.map(({ quota }) => quota.spent.length).sort()).toEqual([0, 1])
}

describeWithRedis('two servers on one Redis', () => {
  test('asked the same at the same moment pay for it once, and both answer', async () => {
    await sharesAFlight(await onRedis())
  })

  test('asked for a nested thing at the same moment pay for each part once', async () => {
    const { office, one, two } = await onRedis()
    const query = `{ applications(numbers: ["2020000101", "2017000103", "2018000122"]) {
      inventionTitle priorityClaims { number } citations { order } registration { claimCount }
      documents { nodes { ... on DocumentWithBody { text } } }
    } }`
    for (let calls = 0; calls < 20; calls++) office.sandbox.misbehave({ kind: 'latency', ms: 50 })
    const [first, second] = await Promise.all([one.query(query), two.query(query)])
    expect(first.errors).toEqual([])
    expect(second.data).toEqual(first.data)
    const calls = one.calls()
    expect(new Set(calls).size).toBe(calls.length)
    const paid = [first, second].flatMap(({ quota }) => quota.spent.map((row) => row.calls))
    expect(paid.reduce((sum, count) => sum + count, 0)).toBe(calls.length)
  })

  test('do not ask a second endpoint for what the other one is asking the first', async () => {
    const { office, one, two } = await onRedis()
    const titled = '{ application(number: "2020000101") { inventionTitle } }'
    await Promise.all([one.query(named(101)), two.query(named(102))])
    one.calls()
    office.sandbox.misbehave({ kind: 'latency', ms: 500 })
    const first = one.query(titled)
    await arrival(office, 1)
    // The day of the endpoint that is being asked is the smaller one now.
    expect((await two.query(titled)).data).toEqual((await first).data)
    expect(one.calls()).toEqual(['APP_PROGRESS_SIMPLE 2020000101'])
  })

  test('serve and count what the other one asked', async () => {
    const { one, two } = await onRedis()
    await one.query(register)
    one.calls()
    expect((await two.query(register)).quota).toMatchObject({ spent: [], cached: 1 })
    const { data } = await two.query('{ quota { endpoints { endpoint used } startsLeftThisMinute } }')
    expect(data.quota.endpoints).toContainEqual({ endpoint: 'REGISTRATION_INFO', used: 1 })
    expect(data.quota.startsLeftThisMinute).toBe(599)
    expect(two.calls()).toEqual([])
  })

  test('each try where the call of one fails', async () => {
    const { office, one, two } = await onRedis()
    await Promise.all([one.query(named(101)), two.query(named(102))])
    one.calls()
    office.sandbox.misbehave({ kind: 'drop' })
    const answers = await Promise.all([one.query(named(103)), two.query(named(103))])
    expect(answers.map(codesOf).sort()).toEqual([[], ['UPSTREAM_UNAVAILABLE']])
    expect(one.calls()).toEqual(['APPLICANT_ATTORNEY_CD 900000103', 'APPLICANT_ATTORNEY_CD 900000103'])
  })

  test('wait no longer for the other than the operation may', async () => {
    const { office, one, two } = await onRedis()
    await one.query(named(101))
    office.sandbox.misbehave({ kind: 'latency', ms: 28_000 })
    const first = one.query(named(102))
    await arrival(office, 2)
    const second = await two.query(named(102))
    expect(second.errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'RATE_LIMITED', endpoint: 'APPLICANT_ATTORNEY_CD', retryAfterSeconds: 5 },
    ])
    expect(second.errors[0]?.message).toMatch(/^Another server is asking/)
    expect((await two.query(named(102))).data).toEqual((await first).data)
    expect(office.sandbox.calls).toHaveLength(2)
  }, 60_000)

  test('say when the call that the other one waits to start will have its turn', async () => {
    const { redis, one, two } = await onRedis({ JPO_REQUESTS_PER_MINUTE: '1' })
    await one.query(named(101))
    const free = Date.now() + 60_250
    void one.query(`query @upstream(wait: 120) ${named(102)}`).catch(() => undefined)
    const told = await connect(redis)
    while ((await told.run((client) => client.keys('*:lease-turn-v1:*'))).length === 0) await delay(5)
    const { errors } = await two.query(named(102))
    expect(errors[0]?.message).toMatch(/^Another server is asking .* ask again in \d+ s\.$/)
    const seconds = Number(errors[0]?.extensions['retryAfterSeconds'])
    expect(Math.abs(Date.now() + seconds * 1000 - free)).toBeLessThan(2_000)
    // Refused at once, and nothing was sent for it.
    expect(free - Date.now()).toBeGreaterThan(30_000)
    expect(two.calls()).toEqual(['APPLICANT_ATTORNEY_CD 900000101'])
  })

  test('keep to one minute together', async () => {
    const { office, one, two } = await onRedis({ JPO_REQUESTS_PER_MINUTE: '8' })
    const codes = Array.from({ length: 12 }, (_, index) => 101 + index)
    const answers = await Promise.all(codes.map((code) => (code % 2 ? one : two).query(named(code))))
    expect(answers.flatMap(codesOf)).toEqual(['RATE_LIMITED', 'RATE_LIMITED', 'RATE_LIMITED', 'RATE_LIMITED'])
    expect(office.sandbox.calls).toHaveLength(8)
    for (const graph of [one, two]) {
      const { data } = await graph.query('{ quota { waiting startsLeftThisMinute } }')
      expect(data.quota).toEqual({ waiting: 0, startsLeftThisMinute: 0 })
    }
  })

  test('one of which dies while it asks: the other asks in its place within seconds', async () => {
    const { office, redis, one } = await onRedis()
    await one.query(named(101))
    const dying = await startProcess(office, redis)
    await ask(dying.url, named(102))
    office.sandbox.misbehave({ kind: 'latency', ms: 30_000 })
    const lost = ask(dying.url, register).catch(() => 'lost')
    await arrival(office, 3)
    const waiting = one.query(register)
    await delay(200)
    const began = performance.now()
    dying.command.kill('SIGKILL')
    expect((await waiting).data).toEqual(registered)
    expect(performance.now() - began).toBeLessThan(LEASE + 2_000)
    expect(await lost).toBe('lost')
    expect(office.sandbox.calls.map(({ endpoint }) => endpoint).slice(2)).toEqual([
      'REGISTRATION_INFO',
      'REGISTRATION_INFO',
    ])
  })
})

describeWithRedis('while Redis is away', () => {
  test('what is in memory is served, nothing is asked, /ready says so, and all is well when it is back', async () => {
    const { office, redis, one, two } = await onRedis()
    await one.query(register)
    await two.query(named(111))
    await redis.stop()
    office.sandbox.forget()
    const served = await one.query(register)
    expect({ data: served.data as unknown, errors: served.errors }).toEqual({ data: registered, errors: [] })
    expect(codesOf(await one.query(named(110)))).toEqual(['UPSTREAM_UNAVAILABLE'])
    // The other one never had it.
    expect(codesOf(await two.query(register))).toContain('UPSTREAM_UNAVAILABLE')
    for (const graph of [one, two])
      expect(await ready(graph)).toMatchObject({ status: 503, parts: { store: 'not writable', storedIn: 'redis' } })
    expect(office.sandbox.calls).toEqual([])
    await redis.start()
    for (const graph of [one, two])
      await expect.poll(() => ready(graph), { timeout: 10_000 }).toMatchObject({ status: 200 })
    expect((await two.query(register)).data).toEqual(registered)
    expect((await one.query(named(110))).errors).toEqual([])
    expect(one.calls()).toEqual(['APPLICANT_ATTORNEY_CD 900000110'])
    const { data } = await two.query('{ quota { endpoints { endpoint used } } }')
    expect(data.quota.endpoints).toContainEqual({ endpoint: 'APPLICANT_ATTORNEY_CD', used: 2 })
  }, 60_000)

  test('an answer that was under way is given, and stored when Redis is back', async () => {
    const { office, redis, one, two } = await onRedis()
    await Promise.all([one.query(named(101)), two.query(named(102))])
    office.sandbox.misbehave({ kind: 'latency', ms: 1_500 })
    const paid = one.query(named(103))
    await arrival(office, 3)
    await redis.kill()
    expect((await paid).errors).toEqual([])
    expect((await one.query(named(103))).errors).toEqual([])
    await redis.start()
    await expect.poll(() => ready(two), { timeout: 10_000 }).toMatchObject({ status: 200 })
    await delay(2_500)
    expect((await two.query(named(103))).quota).toMatchObject({ spent: [], cached: 1 })
    expect(office.sandbox.calls).toHaveLength(3)
    const { data } = await two.query('{ quota { endpoints { endpoint used } } }')
    expect(data.quota.endpoints).toContainEqual({ endpoint: 'APPLICANT_ATTORNEY_CD', used: 3 })
  }, 60_000)
})

describe('two servers on one file', () => {
  test('asked the same at the same moment pay for it once, and both answer', async () => {
    await sharesAFlight(await twoServers(`sqlite:${join(folder(), 'jpo.sqlite')}`))
  })
})
