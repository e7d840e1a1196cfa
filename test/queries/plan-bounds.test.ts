import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Plan } from '../../src/quota/plan.ts'
import { schema } from '../../src/schema/index.ts'
import { endpointNames } from '../../src/sources/jpo/endpoints.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'
import { whilePassing } from '../support/passing-time.ts'
import { tryPlan } from '../support/plans.ts'
import { randomFrom } from '../../scripts/fuzz/random.ts'
import { portfolioLiterals as literals } from '../support/portfolio-literals.ts'
import { randomOperation } from '../support/random-operations.ts'

const DAY = 24 * 3_600_000
const pauses = [0, 0, 20_000, 3_600_000, DAY, 40 * DAY]
const paces = [10_000, 10, 4]

/** What the operations were like, all together: a sample in which nothing is refused or unknown would prove little. */
const seen = { calls: 0, free: 0, refused: 0, tooComplex: 0, open: 0, exact: 0 }

test.each([1, 2, 3, 4, 5, 105, 108, 115, 221, 555])(
  'whatever is asked, whenever: at least ≤ calls ≤ at most (seed %i)',
  async (seed) => {
    const random = randomFrom(seed)
    const clock = manualClock(Date.parse('2026-11-23T10:00:00+09:00'))
    const largest = 2 + random(14)
    const limits = endpointNames.map((endpoint) => `${endpoint}=${random(3) === 0 ? 300 : random(largest)}`).join(',')
    const pace = String(paces[seed % paces.length])
    const graph = await startGraph({ clock, env: { JPO_DAILY_LIMITS: limits, JPO_REQUESTS_PER_MINUTE: pace } })
    for (let i = 0; i < 40; i++) {
      clock.jump(pauses[random(pauses.length)] ?? 0)
      const document = randomOperation({
        schema,
        random,
        literals,
        depth: 3 + random(4),
        without: ['quota', 'quotaPlan', '_service'],
      })
      expect(await outside(graph, clock, document), `${limits} at ${pace}, operation ${i}:\n${document}`).toEqual([])
    }
  },
)

test('the operations were of all sorts', ({ annotate }) => {
  void annotate(JSON.stringify(seen))
  expect(seen.calls).toBeGreaterThan(300)
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0)
})

/** What the plan did not foresee. */
async function outside(graph: Graph, clock: ManualClock, document: string): Promise<string[]> {
  const planned = await tryPlan(graph, document)
  const costs = graph.calls().map((call) => `the plan itself cost ${call}`)
  const { data, errors } = await whilePassing(clock, graph.query(document), 2_000)
  // A failed field that is never null ends the answer, not the fields beside it: theirs may still be on their way.
  if (data === null) await whilePassing(clock, delay(100), 2_000).then(() => graph.services.source.idle())
  const calls = graph.calls()
  const codes = new Set(errors.map(({ extensions }) => extensions['code']))
  if (planned.errors.length > 0) {
    seen.tooComplex++
    const isTooComplex = [...codes, planned.errors[0]?.extensions['code']].every((code) => code === 'QUERY_TOO_COMPLEX')
    return isTooComplex ? [...costs, ...calls] : planned.errors.map(({ message }) => message)
  }
  const { calls: rows } = (planned.data as { quotaPlan: Plan }).quotaPlan
  seen.calls += calls.length
  if (calls.length === 0) seen.free++
  if (codes.has('RATE_LIMITED') || codes.has('QUOTA_EXHAUSTED') || codes.has('CALLS_EXCEEDED')) seen.refused++
  if (rows.some(({ atMost }) => atMost > 50)) seen.open++
  if (calls.length > 0 && rows.every(({ atLeast, atMost }) => atLeast === atMost)) seen.exact++
  return endpointNames.flatMap((endpoint) => {
    const made = calls.filter((call) => call.startsWith(`${endpoint} `)).length
    const { atLeast, atMost } = rows.find((row) => row.endpoint === endpoint) ?? { atLeast: 0, atMost: 0 }
    return atLeast <= made && made <= atMost ? costs : [`${endpoint}: ${atLeast} ≤ ${made} ≤ ${atMost}`, ...calls]
  })
}
