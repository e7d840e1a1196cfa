import { expect, test } from 'vitest'
import { type Graph, type GraphAnswer, startGraph } from '../support/graph.ts'
import { askPlan, tryPlan } from '../support/plans.ts'

interface Refused {
  readonly code: string
  readonly message: string
  /** GraphQL's own errors about the inner document. */
  readonly errors: readonly { message: string; locations?: readonly { line: number; column: number }[] }[]
}

/** The one error of a plan that there cannot be: it is the field's own, and nothing was asked. */
function refusalOf(graph: Graph, { status, data, errors, quota }: GraphAnswer): Refused {
  expect({ status, data, count: errors.length }).toEqual({ status: 200, data: null, count: 1 })
  expect(errors[0]?.path).toEqual(['quotaPlan'])
  expect(graph.calls()).toEqual([])
  expect(quota.spent).toEqual([])
  const { code, errors: inner } = (errors[0]?.extensions ?? {}) as Partial<Refused>
  return { code: code ?? '', message: errors[0]?.message ?? '', errors: inner ?? [] }
}

const bad = 'BAD_USER_INPUT'

test.each([
  ['does not parse', '{ application(number: "2020000101") {\n  inventionTitle', [{ line: 2, column: 17 }]],
  ['does not parse', '', [{ line: 1, column: 1 }]],
  ['does not parse', 'これは何ですか', [{ line: 1, column: 1 }]],
  ['is not valid', '{\n  application(number: "2020000101") { color }\n}', [{ line: 2, column: 39 }]],
  ['is not valid', '{ application { number } }', [{ line: 1, column: 3 }]],
  ['is not valid', '{ application(number: "x") { number } }', [{ line: 1, column: 23 }]],
  ['is not valid', 'fragment A on Application { number }', [{ line: 1, column: 1 }]],
  ['is not valid', '{ ...A } fragment A on Query { ...A }', [{ line: 1, column: 32 }]],
])('a document that %s: %j', async (what, document, locations) => {
  const graph = await startGraph()
  const { code, message, errors } = refusalOf(graph, await tryPlan(graph, document))
  expect(code).toBe(bad)
  expect(message).toContain(`The document ${what}: `)
  expect(errors[0]?.locations).toEqual(locations)
  expect(message).toContain(errors[0]?.message)
})

test('all errors of validation are told, not the first alone', async () => {
  const graph = await startGraph()
  const { errors } = refusalOf(graph, await tryPlan(graph, '{ one two quota { day } three }'))
  expect(errors.map(({ locations }) => locations?.[0]?.column)).toEqual([3, 7, 25])
})

const several = 'query A { quota { day } } query B { application(number: "2020000101") { inventionTitle } }'

test('of several operations one must be named', async () => {
  const graph = await startGraph()
  for (const name of [undefined, 'C', '']) {
    const { code, message } = refusalOf(graph, await tryPlan(graph, several, {}, name))
    expect([code, message]).toEqual([bad, 'operationName must say which operation of the document is meant: A, B.'])
  }
  expect((await tryPlan(graph, several, {}, 'A')).data.quotaPlan.calls).toEqual([])
  expect((await tryPlan(graph, several, {}, 'B')).data.quotaPlan.calls).toHaveLength(1)
})

const withVariables = `query ($number: ApplicationNumber!, $wait: Int = 5, $deep: Boolean = false) @upstream(wait: $wait) {
  application(number: $number) { number priorityClaims @include(if: $deep) { date } }
}`

test.each([
  ['missing', {}, 'Variable "$number" of required type "ApplicationNumber!" was not provided.'],
  ['null', { number: null }, 'Variable "$number" of non-null type "ApplicationNumber!" must not be null.'],
  ['no number', { number: 'x' }, 'Variable "$number" got invalid value "x"'],
  ['of the wrong type', { number: '2020000101', wait: 'soon' }, 'Variable "$wait" got invalid value "soon"'],
])('a variable that is %s', async (_name, variables, said) => {
  const graph = await startGraph()
  const { code, message, errors } = refusalOf(graph, await tryPlan(graph, withVariables, variables))
  expect(code).toBe(bad)
  expect(message).toContain('The document has wrong variables: ')
  expect(errors[0]?.message).toContain(said)
  expect(errors[0]?.locations?.[0]?.line).toBe(1)
})

test.each([[['2020000101']], ['{}'], [5], [true]])('variables that are no object: %j', async (variables) => {
  const graph = await startGraph()
  const { code, message } = refusalOf(graph, await tryPlan(graph, withVariables, variables))
  expect([code, message]).toEqual([bad, 'variables must be an object of values by name.'])
})

test('extra variables are nobody’s business, as everywhere in GraphQL; null stands for none', async () => {
  const graph = await startGraph()
  const { calls } = await askPlan(graph, withVariables, { number: '2020000101', deep: true, more: [{}] })
  expect(calls.map(({ endpoint }) => endpoint)).toEqual(['APP_PROGRESS'])
  expect((await tryPlan(graph, '{ quota { day } }', null)).errors).toEqual([])
})

test('arguments that cannot be meant are refused with their place in the inner document', async () => {
  const graph = await startGraph()
  const numbers = Array.from({ length: 201 }, (_, index) => `2021${String(index + 1).padStart(6, '0')}`)
  const document = '{ quota { day }\n applications(numbers: ' + JSON.stringify(numbers) + ') { status } }'
  const { code, message, errors } = refusalOf(graph, await tryPlan(graph, document))
  expect([code, message]).toEqual([
    bad,
    'The document has arguments that cannot be meant: numbers has 201 elements; at most 200 are accepted.',
  ])
  expect(errors[0]?.locations).toEqual([{ line: 2, column: 2 }])
})

test.each([
  ['@upstream(maxCalls: -1)', '@upstream(maxCalls: -1) is negative; accepted are whole numbers from 0.'],
  ['@upstream(wait: -5)', '@upstream(wait: -5) is negative; accepted are whole numbers from 0.'],
])('the inner %s is refused', async (directive, said) => {
  const graph = await startGraph()
  const document = `query ${directive} { application(number: "2020000101") { status } }`
  const { code, message } = refusalOf(graph, await tryPlan(graph, document))
  expect([code, message]).toEqual([bad, said])
})

test('what is too complex to be run is too complex to be planned', async () => {
  const graph = await startGraph()
  const nested = 'documents { nodes { application { '.repeat(5) + 'number' + ' } } }'.repeat(5)
  const answer = await tryPlan(graph, `{ application(number: "2020000101") { ${nested} } }`)
  expect(refusalOf(graph, answer).code).toBe('QUERY_TOO_COMPLEX')
})

test('a plan within a plan costs nothing; one that contains itself ends', async () => {
  const graph = await startGraph()
  const inner = '{ application(number: "2020000101") { status } }'
  const twice = `{ quotaPlan(document: ${JSON.stringify(inner)}) { calls { atMost } } application(number: "2020000101") { status } }`
  expect((await askPlan(graph, twice)).calls).toMatchObject([{ atLeast: 1, atMost: 1 }])
  const itself =
    'query ($document: String!, $variables: JSON) { quotaPlan(document: $document, variables: $variables) { feasible calls { atMost } } }'
  const variables = { document: itself, variables: { document: itself, variables: { document: itself } } }
  expect(await askPlan(graph, itself, variables)).toEqual({ feasible: true, estimatedWaitSeconds: 0, calls: [] })
  const wrong = await askPlan(graph, itself, { document: '{', variables: {} })
  expect(wrong.calls).toEqual([])
})

test.each(['mutation { spend }', 'subscription { quota }'])('the graph has only queries: %s', async (document) => {
  const graph = await startGraph()
  const { code, message } = refusalOf(graph, await tryPlan(graph, document))
  expect([code, message]).toEqual([bad, `This graph has no ${document.split(' ')[0]}.`])
})

/** An operator who lets longer documents in. */
const generous = { LIMITS: 'aliases=10000,tokens=100000,bodyBytes=1000000' }

test('a document of a hundred kilobytes is read, or refused where GraphQL itself gives up comparing its fields', async () => {
  const graph = await startGraph({ env: generous })
  const long = Array.from({ length: 3_500 }, (_, index) => `aQuiteLongName${index}: inventionTitle`).join(' ')
  const document = `{ application(number: "2020000101") { ${long} } }`
  expect(document.length).toBeGreaterThan(100_000)
  expect((await askPlan(graph, document)).calls).toMatchObject([{ endpoint: 'APP_PROGRESS_SIMPLE', atMost: 1 }])
  const same = `{ application(number: "2020000101") { ${'status inventionTitle '.repeat(4_600)}} }`
  expect(refusalOf(graph, await tryPlan(graph, same)).code).toBe(bad)
  const { errors } = await graph.query(same)
  expect(errors[0]?.message).toBe('Validation aborted.')
})

test('five thousand aliases of one question are one call', async () => {
  const graph = await startGraph({ env: generous })
  const aliases = Array.from({ length: 5_000 }, (_, index) => `a${index}: status`).join(' ')
  const { calls } = await askPlan(graph, `{ application(number: "2020000101") { ${aliases} } }`)
  expect(calls).toMatchObject([{ endpoint: 'APP_PROGRESS_SIMPLE', atLeast: 1, atMost: 1 }])
})

test('a document nested ten thousand deep is refused', async () => {
  const graph = await startGraph({ env: generous })
  const deep = '{ quota '.repeat(10_000) + '}'.repeat(10_000)
  expect(refusalOf(graph, await tryPlan(graph, deep)).code).toBe(bad)
})
