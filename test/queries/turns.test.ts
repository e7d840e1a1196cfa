import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { manyCases } from '../../src/sandbox/portfolio/index.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'
import { whilePassing } from '../support/passing-time.ts'

/** 2026-11-20, noon in Japan. */
const noon = Date.UTC(2026, 10, 20, 3)
const second = 1_000

const titles = 'query ($numbers: [ApplicationNumber!]!) { applications(numbers: $numbers) { inventionTitle } }'
const numbers = manyCases(40).cases.map(({ number }) => number)

/** Ten calls left at noon; it is twenty seconds before the next ten. */
async function fullMinute(): Promise<{ graph: Graph; clock: ManualClock }> {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock, env: { JPO_REQUESTS_PER_MINUTE: '10' } })
  graph.sandbox.setPortfolio(manyCases(40))
  await graph.query(titles, { numbers: numbers.slice(0, 10) })
  expect(graph.calls()).toHaveLength(10)
  await clock.advance(40 * second)
  return { graph, clock }
}

async function untilWaiting({ services }: Graph, count: number): Promise<void> {
  while (services.turns.waiting !== count) await delay(2)
}

test('a query of one gets its turn among those of a query of many', async () => {
  const { graph, clock } = await fullMinute()
  const many = graph.query(titles, { numbers: numbers.slice(10, 20) })
  await untilWaiting(graph, 10)
  const one = graph.query(titles, { numbers: [numbers[30]] })
  const answers = await whilePassing(clock, Promise.all([many, one]), 50)
  expect(answers.map(({ errors }) => errors.map(({ extensions }) => extensions['code']))).toEqual([
    ['RATE_LIMITED'],
    [],
  ])
  // What it asks for in its turn is the first free place after the other nine and this one.
  expect(answers[0].errors[0]?.extensions['retryAfterSeconds']).toBe(81)
  expect(graph.calls()).toHaveLength(10)
})

test('a client that goes away gives its turns back at once; who waits for the same answer asks for himself', async () => {
  const { graph, clock } = await fullMinute()
  const leaving = new AbortController()
  const gone = fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: titles, variables: { numbers: numbers.slice(10, 18) } }),
    signal: leaving.signal,
  }).catch(() => 'gone')
  await untilWaiting(graph, 8)
  const staying = graph.query(titles, { numbers: numbers.slice(17, 19) })
  await untilWaiting(graph, 9)
  leaving.abort()
  expect(await gone).toBe('gone')
  // One of the two was the other's call until now.
  await untilWaiting(graph, 2)
  const { data: left } = await graph.query('{ quota { waiting startsLeftThisMinute } }')
  expect(left.quota).toEqual({ waiting: 2, startsLeftThisMinute: 0 })
  const { errors, data } = await whilePassing(clock, staying, 50)
  expect([errors, data.applications.length]).toEqual([[], 2])
  expect(graph.calls()).toHaveLength(2)
})

test('who waits for the call of another waits as long as he waits, not as long as the other', async () => {
  const { graph, clock } = await fullMinute()
  const first = graph.query(titles, { numbers: [numbers[10]] })
  await untilWaiting(graph, 1)
  await clock.advance(12 * second)
  const joined = graph.query(titles, { numbers: [numbers[10]] })
  // It waits for no turn of its own, so only its arrival can be waited for.
  await delay(100)
  const answers = await whilePassing(clock, Promise.all([first, joined]), 50)
  expect(answers.map(({ quota }) => [quota.spent.length, Math.round(quota.waitedMs / second)])).toEqual([
    [1, 20],
    [0, 8],
  ])
  expect(graph.calls()).toHaveLength(1)
})

test('a server that is being stopped says so', async () => {
  const { graph } = await fullMinute()
  const waiting = graph.query(titles, { numbers: [numbers[10]] })
  await untilWaiting(graph, 1)
  graph.services.turns.stop()
  const { errors } = await waiting
  expect(errors.map(({ message, extensions }) => [message, extensions])).toEqual([
    [
      'This server is being stopped and starts no more calls, as this one to APP_PROGRESS_SIMPLE. ' +
        'What was already started is remembered: ask again, of the server that comes after it.',
      { code: 'RATE_LIMITED', endpoint: 'APP_PROGRESS_SIMPLE', retryAfterSeconds: 1 },
    ],
  ])
})
