import { expect, test } from 'vitest'
import { lentFrom } from '../../src/quota/day.ts'
import { Spending } from '../../src/quota/spending.ts'
import { type Entry, keysFile } from '../support/callers.ts'
import { startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { request, type RequestAnswer, type RequestOptions } from '../support/request.ts'

const noon = Date.UTC(2026, 10, 23, 3)
const evening = lentFrom(noon)
const day = 24 * 3_600_000

const named = (...codes: number[]) =>
  `{ ${codes.map((code) => `a${code}: applicant(code: "${900000000 + code}") { name }`).join(' ')} }`

/** Of the six look-ups of a code three are batch's, one portal's, one is in reserve for people, one in common. */
const callersOfSix: readonly Entry[] = [
  { name: 'batch', shares: { APPLICANT_ATTORNEY_CD: 3 } },
  { name: 'portal', shares: { APPLICANT_ATTORNEY_CD: 1 }, interactive: true },
  { name: 'stranger' },
]
const reserveOfSix: Record<string, number> = { APPLICANT_ATTORNEY_CD: 1 }
const six = { callers: callersOfSix, reserve: reserveOfSix, limits: 'APPLICANT_ATTORNEY_CD=6', at: noon }

async function open({ callers, reserve, limits, at }: typeof six = six) {
  const keys = keysFile(callers, { reserve })
  const clock = manualClock(at)
  const env = { ...keys.env, JPO_DAILY_LIMITS: limits, JPO_REQUESTS_PER_MINUTE: '600' }
  const graph = await startGraph({ clock, env })
  const ask = (name: string, query: string, options: RequestOptions = {}) =>
    request(graph.url, query, { ...options, headers: { ...keys.headers(name), ...options.headers } })
  return { keys, clock, graph, ask }
}

const codesOf = ({ errors }: RequestAnswer) => errors.map(({ extensions }) => extensions['code'])

test('a caller over its share is told so, from when it may have more, and it costs nothing; others go on', async () => {
  const { graph, ask, clock, keys } = await open()
  const greedy = await ask('batch', named(101, 102, 103, 104, 105))
  expect(codesOf(greedy)).toEqual(['QUOTA_EXHAUSTED'])
  expect(greedy.errors[0]).toMatchObject({
    message:
      "Your share of today's calls to APPLICANT_ATTORNEY_CD is spent (share 3, used 4), and what is left is kept for others. " +
      'What is unused is lent to everybody from 2026-11-23T20:00:00+09:00; the office counts anew from 2026-11-24T00:00:00+09:00.',
    extensions: {
      code: 'QUOTA_EXHAUSTED',
      endpoint: 'APPLICANT_ATTORNEY_CD',
      resetsAt: '2026-11-24T00:00:00+09:00',
      share: { limit: 3, used: 4, lentFrom: '2026-11-23T20:00:00+09:00' },
    },
  })
  expect(greedy.quota.spent).toEqual([{ endpoint: 'APPLICANT_ATTORNEY_CD', calls: 4, remaining: 0 }])
  expect(graph.calls()).toHaveLength(4)
  const metrics = await fetch(`${graph.url}/metrics`, { headers: keys.headers('portal') })
  expect(await metrics.text()).toMatch(/\{[^}]*endpoint="APPLICANT_ATTORNEY_CD"[^}]*because="share"[^}]*\} 1$/m)
  expect(codesOf(await ask('stranger', named(106)))).toEqual(['QUOTA_EXHAUSTED'])
  const person = await ask('portal', named(106, 107))
  expect(person.errors).toEqual([])
  expect(person.quota.spent).toEqual([{ endpoint: 'APPLICANT_ATTORNEY_CD', calls: 2, remaining: 0 }])
  expect(graph.calls()).toHaveLength(2)
  // Nothing is left for anybody: that it was the share is no longer why.
  await clock.advance(evening - clock.now())
  const late = await ask('stranger', named(108))
  expect(late.errors.map(({ message }) => message)).toEqual([
    "Today's calls to APPLICANT_ATTORNEY_CD are spent; the office counts anew from 2026-11-24T00:00:00+09:00.",
  ])
})

test('from 20:00 Japan time what is unused is lent to whoever asks', async () => {
  const { graph, ask, clock } = await open({ ...six, at: evening - 60_000 })
  expect(codesOf(await ask('stranger', named(101, 102)))).toEqual(['QUOTA_EXHAUSTED'])
  await clock.advance(60_000)
  expect((await ask('stranger', named(102, 103, 104, 105, 106))).errors).toEqual([])
  expect(graph.calls()).toHaveLength(6)
})

test('an older answer is served, marked stale, where a fresh one is beyond the share', async () => {
  const query = '{ application(number: "2020000101") { inventionTitle freshness { state } } }'
  const { graph, ask, clock } = await open({
    callers: [{ name: 'batch', shares: { APP_PROGRESS: 5, APP_PROGRESS_SIMPLE: 5 } }, { name: 'stranger' }],
    reserve: {},
    at: noon,
    limits: 'APP_PROGRESS=6,APP_PROGRESS_SIMPLE=6',
  })
  expect((await ask('batch', query)).errors).toEqual([])
  await clock.advance(day)
  const numbers = ['2017000103', '2018000122']
  await ask('stranger', `{ applications(numbers: ${JSON.stringify(numbers)}) { inventionTitle } }`)
  expect(graph.calls()).toHaveLength(3)
  const { data, errors, quota } = await ask('stranger', query)
  expect(errors).toEqual([])
  expect(data).toMatchObject({ application: { freshness: { state: 'STALE' } } })
  expect(quota.stale).toBe(1)
  expect((await ask('batch', query)).data).toMatchObject({ application: { freshness: { state: 'FRESH' } } })
  expect(graph.calls()).toHaveLength(1)
})

test('between endpoints that bring the same the one is asked of which the caller has more', async () => {
  const shareOf = (simple: number, full: number) => ({ APP_PROGRESS_SIMPLE: simple, APP_PROGRESS: full })
  const { graph, ask } = await open({
    callers: [
      { name: 'one', shares: shareOf(40, 10) },
      { name: 'other', shares: shareOf(10, 40) },
    ],
    reserve: {},
    at: noon,
    limits: 'APP_PROGRESS=50,APP_PROGRESS_SIMPLE=50',
  })
  const title = (number: string) => `{ application(number: "${number}") { inventionTitle } }`
  await ask('other', title('2017000103'))
  await ask('one', title('2020000101'))
  expect(graph.calls()).toEqual(['APP_PROGRESS 2017000103', 'APP_PROGRESS_SIMPLE 2020000101'])
})

test('a plan, the bill and the list of questions count what is left for who asks', async () => {
  const { graph, ask } = await open()
  const planOf = async (name: string, ...codes: number[]) => {
    const query = `query ($document: String!) { quotaPlan(document: $document) { feasible calls { atLeast atMost remaining } } }`
    const { data } = await ask(name, query, { variables: { document: named(...codes) } })
    return (data as { quotaPlan: unknown }).quotaPlan
  }
  expect(await planOf('batch', 101, 102, 103, 104, 105, 106)).toEqual({
    feasible: false,
    calls: [{ atLeast: 4, atMost: 4, remaining: 4 }],
  })
  expect(await planOf('portal', 101, 102, 103)).toMatchObject({ feasible: true, calls: [{ atMost: 3, remaining: 3 }] })
  expect(await planOf('stranger', 101)).toMatchObject({ feasible: true, calls: [{ remaining: 1 }] })
  const { upstream, quota } = await ask('batch', named(101), { search: 'explain' })
  expect([upstream?.map(({ remaining }) => remaining), quota.spent.map(({ remaining }) => remaining)]).toEqual([
    [3],
    [3],
  ])
  expect(graph.calls()).toHaveLength(1)
})

const mine =
  '{ quota { mine { caller isInteractive lentFrom endpoints { endpoint share used guaranteed remaining } } } }'

async function mineOf({ ask }: Awaited<ReturnType<typeof open>>, name: string) {
  const { data, errors } = await ask(name, mine)
  expect(errors).toEqual([])
  const own = (data as { quota: { mine: { endpoints: Record<string, unknown>[] } } }).quota.mine
  return { ...own, endpoints: own.endpoints.filter(({ endpoint }) => endpoint === 'APPLICANT_ATTORNEY_CD') }
}

test('everybody sees what of the day is its own, and only that', async () => {
  const world = await open()
  await world.ask('batch', named(101, 102))
  expect(await mineOf(world, 'batch')).toEqual({
    caller: 'batch',
    isInteractive: false,
    lentFrom: '2026-11-23T20:00:00+09:00',
    endpoints: [{ endpoint: 'APPLICANT_ATTORNEY_CD', share: 3, used: 2, guaranteed: 1, remaining: 2 }],
  })
  expect(await mineOf(world, 'portal')).toMatchObject({
    caller: 'portal',
    isInteractive: true,
    endpoints: [{ share: 1, used: 0, guaranteed: 1, remaining: 3 }],
  })
  await world.clock.advance(evening - world.clock.now())
  expect(await mineOf(world, 'stranger')).toMatchObject({
    endpoints: [{ share: 0, used: 0, guaranteed: 0, remaining: 4 }],
  })
})

test('where no callers are known all are one, and have the whole day', async () => {
  const graph = await startGraph({ env: { JPO_DAILY_LIMITS: 'APPLICANT_ATTORNEY_CD=6' } })
  await graph.query(named(101, 102))
  const { data } = await graph.query(mine)
  expect(data.quota.mine).toMatchObject({ caller: 'anybody', isInteractive: true })
  expect(data.quota.mine.endpoints.slice(3, 6)).toEqual([
    { endpoint: 'PRIORITY_RIGHT_APP_INFO', share: 0, used: 0, guaranteed: 0, remaining: 30 },
    { endpoint: 'APPLICANT_ATTORNEY_CD', share: 0, used: 2, guaranteed: 0, remaining: 4 },
    { endpoint: 'APPLICANT_ATTORNEY', share: 0, used: 0, guaranteed: 0, remaining: 200 },
  ])
})

test('who waits for a call for which its payer has no share left makes it himself; the payer’s own others do not', async () => {
  const { graph, clock } = await open()
  const spendingOf = (name: string) => new Spending({ startedAt: clock.now(), caller: { name, isInteractive: false } })
  const asking = ['stranger', 'stranger', 'batch'].map(spendingOf)
  await graph.services.source.ask('APPLICANT_ATTORNEY_CD', '900000101', spendingOf('stranger'))
  graph.calls()
  const answers = await Promise.allSettled(
    asking.map((spending) => graph.services.source.ask('APPLICANT_ATTORNEY_CD', '900000102', spending)),
  )
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  expect(graph.calls()).toEqual(['APPLICANT_ATTORNEY_CD 900000102'])
  expect(asking.map(({ calls }) => calls.size)).toEqual([0, 0, 1])
})

test('a file that gives away more than there is does not start a server, and is not taken by one that runs', async () => {
  const tooMuch = [{ name: 'batch', shares: { APPLICANT_ATTORNEY_CD: 6 } }]
  await expect(open({ ...six, callers: tooMuch })).rejects.toThrow(
    /keys\.json cannot be used: APPLICANT_ATTORNEY_CD has 6 calls a day; what is given away comes to 7 \(batch 6, reserve 1\)$/,
  )
  const world = await open()
  world.keys.write(tooMuch, { reserve: reserveOfSix })
  await world.clock.advance(2_000)
  expect(await mineOf(world, 'batch')).toMatchObject({ endpoints: [{ share: 3 }] })
  world.keys.write([{ name: 'batch', shares: { APPLICANT_ATTORNEY_CD: 5 } }], { reserve: reserveOfSix })
  await world.clock.advance(2_000)
  expect(await mineOf(world, 'batch')).toMatchObject({ endpoints: [{ share: 5 }] })
})

test('a share that is lowered in the day below what is used, and a caller that is taken out, leave the rest to all', async () => {
  const world = await open()
  const { graph, ask, keys, clock } = world
  await ask('batch', named(101, 102, 103))
  keys.write([{ name: 'batch', shares: { APPLICANT_ATTORNEY_CD: 1 } }, { name: 'stranger' }], {})
  await clock.advance(2_000)
  expect(await mineOf(world, 'batch')).toMatchObject({
    endpoints: [{ share: 1, used: 3, guaranteed: 0, remaining: 3 }],
  })
  expect((await ask('stranger', named(104, 105, 106))).errors).toEqual([])
  expect(graph.calls()).toHaveLength(6)
})
