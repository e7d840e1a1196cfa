import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { randomFrom } from '../../scripts/fuzz/random.ts'
import { anybody } from '../../src/auth/callers/caller.ts'
import { createAnswersAtOnce } from '../../src/graph/at-once/index.ts'
import { examplesFor } from '../../src/graphiql/examples.ts'
import { schema } from '../../src/schema/index.ts'
import type { Visit } from '../../src/web/visit.ts'
import { type Graph, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { portfolioLiterals } from '../support/portfolio-literals.ts'
import { randomOperation } from '../support/random-operations.ts'

const noon = Date.parse('2026-11-16T12:00:00+09:00')
const headers = { 'content-type': 'application/json', accept: 'application/json' }

function visit(more: Record<string, string> = {}): Visit {
  return {
    request: { method: 'POST', url: '/graphql', headers: { ...headers, ...more } } as unknown as IncomingMessage,
    response: new EventEmitter() as unknown as ServerResponse,
    path: '/graphql',
    search: new URLSearchParams(),
    caller: anybody,
    id: 'test',
  }
}

const bodyOf = (query: string, variables: object = {}) => Buffer.from(JSON.stringify({ query, variables }))

async function post({ url }: Graph, query: string, variables: object = {}): Promise<string> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: bodyOf(query, variables) })
  return response.text()
}

/** By the whole way, once nothing is left to ask: a comment makes it a question that was never answered. */
async function executed(graph: Graph, query: string, variables: object = {}): Promise<string> {
  do await post(graph, query, variables)
  while (graph.calls().length > 0)
  return post(graph, `${query} # once more`, variables)
}

/** What memory alone answers; null where it takes the whole way. */
function atOnce({ services }: Graph, query: string, variables: object = {}): string | null {
  const answers = createAnswersAtOnce(services)
  const kept = { status: 200, headers: {}, name: null, saved: [], freshUntil: null, body: Buffer.alloc(0) }
  answers.learn(visit(), bodyOf(query), kept)
  return answers.answer(visit(), bodyOf(query, variables))?.body.toString() ?? null
}

describe('an answer at once has the bytes of the whole way', () => {
  test.each(examplesFor({ kind: 'sandbox', recordings: null }))(
    'the worked example $operationName',
    async ({ text: { en: query } }) => {
      const graph = await startGraph({ clock: manualClock(noon) })
      const whole = await executed(graph, query)
      expect([whole, null]).toContain(atOnce(graph, query))
    },
  )

  test.each([1, 2, 3, 4])('whatever is asked (seed %i)', async (seed) => {
    const graph = await startGraph({ clock: manualClock(noon), env: { JPO_REQUESTS_PER_MINUTE: '100000' } })
    const random = randomFrom(seed + 100)
    let same = 0
    for (let count = 0; count < 40; count++) {
      const without = ['quota', 'quotaPlan']
      const query = randomOperation({ schema, random, literals: portfolioLiterals, depth: 3, without })
      const plain = query.replace(/@upstream\([^)]*\)/, '')
      const whole = await executed(graph, plain)
      const found = atOnce(graph, plain)
      if (found === null) continue
      expect(found).toBe(whole)
      same++
    }
    // Most of what is written at random fails somewhere, and is for the whole way.
    expect(same).toBeGreaterThan(0)
  })

  test('whatever its variables are', async () => {
    const graph = await startGraph({ clock: manualClock(noon) })
    const query = `query File($number: ApplicationNumber!, $first: Int = 3, $codes: [String!], $with: Boolean = true) {
      application(number: $number) {
        ...Case
        documents(first: $first, filter: { codes: $codes }) { totalCount nodes { __typename code ...Text } }
        citations @include(if: $with) { order type { label } ... on PatentCitation { citedApplication { number } } }
      }
    }
    fragment Case on Application { number status title: inventionTitle applicants { name } applicants { code } }
    fragment Text on NoticeOfReasonsForRefusal { text isFinal }`
    const all = [
      { number: '2020000101' },
      { number: '特願2020-000101', first: 2 },
      { number: '2020000101', codes: ['A131'] },
      { number: '2022000111', with: false },
    ]
    for (const variables of all) {
      const whole = await executed(graph, query, variables)
      expect(whole).toContain('"data":{"application":{')
      expect(atOnce(graph, query, variables)).toBe(whole)
    }
  })
})

describe('it takes the whole way', () => {
  const query = 'query ($number: ApplicationNumber!) { application(number: $number) { inventionTitle } }'
  const number = '2020000101'

  test('where memory lacks a fact, and nothing was spent or counted by then', async () => {
    const graph = await startGraph({ clock: manualClock(noon) })
    expect(atOnce(graph, query, { number })).toBeNull()
    expect(graph.calls()).toEqual([])
    await graph.query(query, { number })
    expect(atOnce(graph, query, { number })).toContain('inventionTitle')
    expect(atOnce(graph, query.replace('inventionTitle', 'citations { order }'), { number })).toBeNull()
  })

  test('where what memory has does not hold any more', async () => {
    const clock = manualClock(noon)
    const graph = await startGraph({ clock })
    const pending = '2022000111'
    await graph.query(query, { number: pending })
    await clock.advance(12 * 3_600_000 - 1)
    expect(atOnce(graph, query, { number: pending })).toContain('inventionTitle')
    await clock.advance(1)
    expect(atOnce(graph, query, { number: pending })).toBeNull()
  })

  test.each([
    ['a number that is none', { number: 'none' }],
    ['a variable that is missing', {}],
  ])('for %s', async (_what, variables) => {
    const graph = await startGraph({ clock: manualClock(noon) })
    await graph.query(query, { number })
    expect(atOnce(graph, query, variables)).toBeNull()
  })

  test.each([
    ['its spending is limited', { 'cache-control': 'max-age=0' }],
    ['it is to be explained', { prefer: 'explain' }],
  ])('where %s', async (_what, more) => {
    const graph = await startGraph({ clock: manualClock(noon) })
    await graph.query(query, { number })
    const answers = createAnswersAtOnce(graph.services)
    const body = bodyOf(query, { number })
    answers.learn(visit(more), body, {
      status: 200,
      headers: {},
      name: null,
      saved: [],
      freshUntil: null,
      body,
    })
    expect(answers.answer(visit(more), body)).toBeUndefined()
  })

  test('where a list that came as a variable asks for more than one answer gives', async () => {
    const graph = await startGraph({ clock: manualClock(noon) })
    const many = 'query ($numbers: [ApplicationNumber!]!) { applications(numbers: $numbers) { inventionTitle } }'
    await graph.query(many, { numbers: [number] })
    expect(atOnce(graph, many, { numbers: [number] })).toContain('inventionTitle')
    expect(atOnce(graph, many, { numbers: Array.from({ length: 201 }, () => number) })).toBeNull()
  })
})

test('an answer at once is counted like any other', async () => {
  const graph = await startGraph({ clock: manualClock(noon) })
  const query = 'query ($number: ApplicationNumber!) { application(number: $number) { inventionTitle } }'
  const saved = async () => {
    const { data } = await graph.query('{ quota { endpoints { endpoint saved } } }')
    const { endpoints } = data.quota as { endpoints: { endpoint: string; saved: number }[] }
    return endpoints.find(({ endpoint }) => endpoint === 'APP_PROGRESS_SIMPLE')?.saved
  }
  // The same case in four ways: four questions.
  for (const number of ['2020000101', '特願2020-000101', '2020-000101', '特願2020-101'])
    await post(graph, query, { number })
  expect(await saved()).toBe(3)
})
