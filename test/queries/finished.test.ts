import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../scripts/fuzz/random.ts'
import { examplesFor } from '../../src/graphiql/examples.ts'
import { schema } from '../../src/schema/index.ts'
import { runNode } from '../support/command.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { folder } from '../support/files.ts'
import { manualClock } from '../support/manual-clock.ts'
import { startOffice } from '../support/office.ts'
import { portfolioLiterals } from '../support/portfolio-literals.ts'
import { randomOperation } from '../support/random-operations.ts'

const noon = Date.parse('2026-11-16T12:00:00+09:00')
const day = 24 * 3_600_000

/** Status, headers and bytes, as a client has them. */
async function raw({ url }: Graph, query: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })
  const told = new Headers(response.headers)
  // Of each answer its own.
  for (const name of ['date', 'x-request-id']) told.delete(name)
  return { status: response.status, headers: Object.fromEntries(told), body: await response.text() }
}

/** Asked once more when it costs nothing, an operation has its finished answer; with a comment it is another question. */
async function sameBothWays(graph: Graph, query: string, headers: Record<string, string> = {}) {
  do await raw(graph, query, headers)
  while (graph.calls().length > 0)
  await raw(graph, query, headers)
  const finished = await raw(graph, query, headers)
  const executed = await raw(graph, `${query} # once more`, headers)
  expect(finished).toEqual(executed)
  expect(graph.calls()).toEqual([])
  return finished
}

describe('a finished answer is what the operation would answer anew', () => {
  test.each(examplesFor({ kind: 'sandbox', recordings: null }))(
    'the worked example $operationName',
    async ({ text: { en: query } }) => {
      const graph = await startGraph({ clock: manualClock(noon) })
      await sameBothWays(graph, query)
      await sameBothWays(graph, query, { prefer: 'explain, wait=3' })
      await sameBothWays(graph, query, { accept: 'application/graphql-response+json' })
      await sameBothWays(graph, query, { 'cache-control': 'only-if-cached' })
    },
  )

  test.each([1, 2, 3, 4])('whatever is asked (seed %i)', async (seed) => {
    const clock = manualClock(noon)
    const graph = await startGraph({ clock, env: { JPO_REQUESTS_PER_MINUTE: '100000' } })
    const random = randomFrom(seed)
    let answered = 0
    for (let count = 0; count < 25; count++) {
      const without = ['quota', 'quotaPlan']
      const query = randomOperation({ schema, random, literals: portfolioLiterals, depth: 5, without })
      // What may be asked anew each time has no finished answer, and what fails each time neither.
      if (/@upstream\([^)]*maxAge/.test(query)) continue
      const { body } = await sameBothWays(graph, query)
      if (body.startsWith('{"data"')) answered++
    }
    expect(answered).toBeGreaterThan(5)
  })
})

const number = '2022000111'

describe('a finished answer goes', () => {
  test('at midnight in Japan, when the case must be asked for anew', async () => {
    const clock = manualClock(noon)
    const graph = await startGraph({ clock })
    const query = `{ application(number: "${number}") { inventionTitle } }`
    await sameBothWays(graph, query)
    await clock.advance(12 * 3_600_000 - 1)
    await graph.query(query)
    expect(graph.calls()).toEqual([])
    await clock.advance(1)
    await graph.query(query)
    expect(graph.calls()).toEqual([`APP_PROGRESS_SIMPLE ${number}`])
  })

  test('as soon as another operation pays for what it would show', async () => {
    const graph = await startGraph({ clock: manualClock(noon) })
    const unlisted = `{ application(number: "${number}") { unlistedDocuments { code } } }`
    expect((await sameBothWays(graph, unlisted)).body).toContain('"unlistedDocuments":[]')
    const notices = `documents(filter: { codes: ["A131"] }) { nodes { ... on DocumentWithBody { text } } }`
    await graph.query(`{ application(number: "${number}") { ${notices} } }`)
    expect(graph.calls()).toEqual([`APP_DOC_CONT_REFUSAL_REASON ${number}`])
    expect((await sameBothWays(graph, unlisted)).body).toContain('"unlistedDocuments":[{"code":"A131"}]')
  })

  test('when another server on the same file pays for something newer, and when an operator purges', async () => {
    const file = `sqlite:${join(folder(), 'jpo.sqlite')}`
    const office = await startOffice()
    const clock = manualClock(noon)
    const start = () => startGraph({ office, clock, env: { STORE_URL: file } })
    const [one, two] = [await start(), await start()]
    const query = `{ application(number: "${number}") { freshness { retrievedAt } } }`
    const before = await sameBothWays(one, query)
    await clock.advance(1_000)
    await two.query(query.replace('{', 'query @upstream(maxAge: 0) {'))
    const after = await raw(one, query)
    expect(after.body).not.toBe(before.body)
    expect(after.body).toContain('12:00:01')
    one.calls()
    const env = { ...office.env, STORE_URL: file }
    expect(await runNode('scripts/purge.ts', ['--application', number], { env }).ended).toBe(0)
    await one.query(query)
    expect(one.calls()).toEqual([`APP_PROGRESS_SIMPLE ${number}`])
  })
})

test('what is of this moment is never finished: the quota and a plan', async () => {
  const graph = await startGraph()
  const query = '{ quota { startsLeftThisMinute endpoints { endpoint used asked saved } } }'
  const before = await raw(graph, query)
  await raw(graph, query)
  await graph.query('{ application(number: "2020000101") { inventionTitle } }')
  expect((await raw(graph, query)).body).not.toBe(before.body)
  const plan =
    '{ quotaPlan(document: "{ applicant(code: \\"900000103\\") { name } }") { calls { endpoint remaining } } }'
  const planned = await raw(graph, plan)
  await graph.query('{ applicant(code: "900000103") { name } }')
  expect((await raw(graph, plan)).body).not.toBe(planned.body)
})

test('what a finished answer saves is counted each time', async () => {
  const graph = await startGraph()
  const saved = async () => {
    const { data } = await graph.query('{ quota { endpoints { endpoint saved } } }')
    const { endpoints } = data.quota as { endpoints: { endpoint: string; saved: number }[] }
    return endpoints.find(({ endpoint }) => endpoint === 'APP_PROGRESS_SIMPLE')?.saved
  }
  const query = '{ application(number: "2020000101") { inventionTitle } }'
  for (let time = 0; time < 5; time++) await graph.query(query)
  expect(await saved()).toBe(4)
})

test('days later it is as fresh as then', async () => {
  const clock = manualClock(noon)
  const graph = await startGraph({ clock })
  const query = `{ application(number: "${number}") { freshness { state retrievedAt } } }`
  await sameBothWays(graph, query)
  await clock.advance(3 * day)
  const { body } = await raw(graph, query)
  expect(body).toContain('2026-11-19')
})
