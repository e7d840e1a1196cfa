import { expect, test } from 'vitest'
import { composedPortfolio } from '../../src/sandbox/portfolio/index.ts'
import { startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'

const noon = Date.parse('2026-11-16T12:00:00+09:00')
const day = 24 * 3_600_000

/** Numbers as good as random, the same in each run. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Each with one answer, whoever asked before: unlistedDocuments shows what is stored by then. */
const fields = [
  'inventionTitle',
  'applicants { name registeredName }',
  'priorityClaims { number application { inventionTitle } }',
  'parent { application { status } }',
  'divisionalFamily { application { filingDate } }',
  'citations { ... on PatentCitation { citedApplication { number inventionTitle } } }',
  'registration { claimCount application { priorityClaims { number } } }',
  'documents { nodes { ... on DocumentWithBody { text } } }',
  'documents(filter: { codes: ["A131"] }) { nodes { ... on DocumentWithBody { text } application { citations { order } } } }',
]

const numbers = [...composedPortfolio.cases.map(({ number }) => number).slice(0, 14), '2020999999']

function randomQuery(random: (below: number) => number): string {
  const selected = fields.filter(() => random(3) === 0).map((field, index) => `f${index}: ${field}`)
  const asked = numbers.filter(() => random(3) === 0)
  return `{ applications(numbers: ${JSON.stringify(asked)}) { number ${selected.join(' ')} } }`
}

test.each([1, 2, 3])('operations at random side by side ask nothing twice in a day (%i)', async (seed) => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock, env: { JPO_REQUESTS_PER_MINUTE: '100000' } })
  const random = seeded(seed)
  const queries = Array.from({ length: 25 }, () => randomQuery(random))
  for (let morning = 1; morning <= 3; morning++) {
    const together = await Promise.all(queries.map((query) => graph.query(query)))
    expect(together.flatMap(({ errors }) => errors)).toEqual([])
    const calls = graph.calls()
    expect(calls).toEqual([...new Set(calls)])
    const spent = together.flatMap(({ quota }) => quota.spent).reduce((sum, one) => sum + one.calls, 0)
    expect(spent).toBe(calls.length)
    const oneByOne = []
    for (const query of queries) oneByOne.push((await graph.query(query)).data)
    expect(oneByOne).toEqual(together.map(({ data }) => data))
    expect(graph.calls()).toEqual([])
    await clock.advance(day)
  }
})
