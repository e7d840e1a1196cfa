import { expect, test } from 'vitest'
import { composedPortfolio } from '../../src/sandbox/portfolio/index.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'
import { askPlan } from '../support/plans.ts'

const numbers = composedPortfolio.cases.map(({ number }) => number)

/** One call for each case; `from` others were asked before. */
function basicsOf(count: number, wait: number, from = 0): string {
  const chosen = JSON.stringify(numbers.slice(from, from + count))
  return `query @upstream(wait: ${wait}) { applications(numbers: ${chosen}) { status } }`
}

interface Started {
  readonly graph: Graph
  readonly clock: ManualClock
}

async function start(): Promise<Started> {
  const clock = manualClock(Date.parse('2026-11-23T10:00:00+09:00'))
  const graph = await startGraph({ clock, env: { JPO_REQUESTS_PER_MINUTE: '10' } })
  return { graph, clock }
}

/** Lets time pass only while all calls that have their turn have arrived: each leaves and arrives at the same moment. */
async function pass({ graph, clock }: Started, calls: number, answer: Promise<unknown>): Promise<void> {
  const working = new Set([answer])
  void answer.finally(() => working.delete(answer))
  while (working.size > 0) {
    await new Promise(setImmediate)
    const { waiting } = graph.services.turns
    if (waiting > 0 && graph.sandbox.calls.length + waiting === calls) await clock.advance(250)
  }
}

/** How long the operation took until its last call arrived, and what was refused. */
async function run(started: Started, document: string, calls: number) {
  const { graph, clock } = started
  const startedAt = clock.now()
  const answer = graph.query(document)
  await pass(started, calls, answer)
  const last = Math.max(startedAt, ...graph.sandbox.calls.map(({ at }) => at))
  return {
    seconds: Math.round((last - startedAt) / 100) / 10,
    refused: (await answer).errors.map(({ extensions }) => extensions['code']),
    calls: graph.calls().length,
  }
}

test.each([
  { calls: 1, wait: 25, seconds: 0 },
  { calls: 10, wait: 0, seconds: 0 },
  { calls: 11, wait: 61, seconds: 60.3 },
  { calls: 20, wait: 120, seconds: 60.3 },
])('$calls calls at ten a minute take the $seconds s that were planned', async ({ calls, wait, seconds }) => {
  const started = await start()
  const document = basicsOf(calls, wait)
  const plan = await askPlan(started.graph, document)
  expect(plan).toMatchObject({ feasible: true, estimatedWaitSeconds: seconds })
  expect(await run(started, document, calls)).toEqual({ seconds, calls, refused: [] })
})

test('what cannot start within the wait is not feasible, and is refused', async () => {
  const started = await start()
  const document = basicsOf(14, 60)
  const plan = await askPlan(started.graph, document)
  expect(plan).toMatchObject({ feasible: false, estimatedWaitSeconds: 60.3 })
  expect(plan.calls.map(({ atLeast, atMost }) => [atLeast, atMost])).toEqual([
    [3, 7],
    [3, 7],
  ])
  const { calls, refused } = await run(started, document, 14)
  expect(calls).toBe(10)
  expect(refused).toEqual(['RATE_LIMITED', 'RATE_LIMITED', 'RATE_LIMITED', 'RATE_LIMITED'])
})

test('a minute that is partly used gives its places back as they pass', async () => {
  const started = await start()
  await run(started, basicsOf(8, 0), 8)
  await started.clock.advance(40_000)
  const document = basicsOf(5, 25, 8)
  expect(await askPlan(started.graph, document)).toMatchObject({ feasible: true, estimatedWaitSeconds: 20.3 })
  expect(await run(started, document, 5)).toEqual({ seconds: 20.3, calls: 5, refused: [] })
})

test('those who wait already come first', async () => {
  const started = await start()
  const { graph, clock } = started
  const startedAt = clock.now()
  const others = graph.query(basicsOf(18, 120))
  while (graph.services.turns.waiting < 8 || graph.sandbox.calls.length < 10) await new Promise(setImmediate)
  expect(await askPlan(graph, basicsOf(3, 120, 18))).toMatchObject({ feasible: false, estimatedWaitSeconds: 120.5 })
  const pair = basicsOf(2, 61, 18)
  expect(await askPlan(graph, pair)).toMatchObject({ feasible: true, estimatedWaitSeconds: 60.3 })
  const answers = Promise.all([others, graph.query(pair)])
  await pass(started, 20, answers)
  expect((await answers).flatMap(({ errors }) => errors)).toEqual([])
  expect(Math.max(...graph.sandbox.calls.map(({ at }) => at)) - startedAt).toBe(60_250)
})
