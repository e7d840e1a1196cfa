import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql'
import { expect, test } from 'vitest'
import { type LimitName, limitTable } from '../../src/limits/limits.ts'
import { type Graph, type GraphAnswer, startGraph } from '../support/graph.ts'
import { request } from '../support/request.ts'

const application = 'application(number: "2020000101")'
const repeated = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ')
/** Fields within fields and no list: a case leads to its registration, and that to its case. */
const deep = (depth: number) => {
  const pairs = Math.floor((depth - 2) / 2)
  const innermost = depth % 2 === 0 ? 'number' : 'registration { id }'
  return `{ ${application} { ${'registration { application { '.repeat(pairs)}${innermost}${' } }'.repeat(pairs)} } }`
}
const aliased = (count: number) => `{ ${application} { ${repeated(count, (i) => `a${i}: number`)} } }`

function expectRefused(graph: Graph, answer: GraphAnswer, extensions: object): void {
  expect(answer.errors.map((error) => error.extensions)).toEqual([extensions])
  expect(answer.errors[0]?.path).toBeUndefined()
  expect(answer.data).toBeUndefined()
  expect(answer.status).toBe(400)
  expect(answer.quota.spent).toEqual([])
  expect(graph.calls()).toEqual([])
}

const beyond = (limit: LimitName, asked: number) => ({
  code: 'QUERY_TOO_COMPLEX',
  limit,
  asked,
  allowed: limitTable[limit].byDefault,
})

const filtered = (codes: number) =>
  `{ ${application} { documents(filter: { codes: [${repeated(codes, () => '"A131"')}] }) { totalCount } } }`
const withDirectives = (count: number) => `{ quota { ${repeated(count, () => '... @include(if: true) { day }')} } }`
const roots = (count: number) => `{ ${repeated(count, (i) => `a${i}: quota { day }`)} }`

test.each<[LimitName, string, string, number]>([
  ['depth', deep(15), deep(16), 16],
  ['aliases', aliased(50), aliased(51), 51],
  ['directives', withDirectives(50), withDirectives(51), 51],
  ['rootFields', roots(30), roots(31), 31],
  ['tokens', filtered(1_976), filtered(1_977), 2_001],
])('%s: what is within passes, one more is refused before anything is spent', async (limit, within, above, asked) => {
  const graph = await startGraph()
  expect((await graph.query(within)).errors).toEqual([])
  graph.calls()
  expectRefused(graph, await graph.query(above), beyond(limit, asked))
})

test('lists within lists are refused as a whole, and the answer says by how much', async () => {
  const graph = await startGraph()
  const lists = `{ ${application} { ${'documents { nodes { application { '.repeat(4)}number${' } } }'.repeat(4)} } }`
  expectRefused(graph, await graph.query(lists), beyond('complexity', 345_263))
})

test.each([
  [
    'numbers of applications',
    'query ($all: [ApplicationNumber!]!) { applications(numbers: $all) { number } }',
    '2020000101',
  ],
  ['ids of nodes', 'query ($all: [ID!]!) { nodes(ids: $all) { id } }', 'QXBwbGljYXRpb246MjAyMDAwMDEwMQ'],
])('two hundred %s pass, one more is refused', async (_of, query, element) => {
  const graph = await startGraph()
  const all = (count: number) => ({ all: Array.from({ length: count }, () => element) })
  expect((await graph.query(query, all(200))).errors).toEqual([])
  graph.calls()
  expectRefused(graph, await graph.query(query, all(201)), {
    code: 'BAD_USER_INPUT',
    limit: 'listLength',
    asked: 201,
    allowed: 200,
  })
})

test.each(['first', 'last'])('%s may be 100 and no more', async (argument) => {
  const graph = await startGraph()
  const page = 'query ($count: Int) { ' + application + ' { documents(' + argument + ': $count) { totalCount } } }'
  expect((await graph.query(page, { count: 100 })).errors).toEqual([])
  graph.calls()
  expectRefused(graph, await graph.query(page, { count: 101 }), {
    code: 'BAD_USER_INPUT',
    limit: 'pageSize',
    asked: 101,
    allowed: 100,
  })
})

/** What goes round limits that are counted on the document as it is written. */
const detours: readonly [string, string, LimitName, number][] = [
  [
    'fragments that lead one into another',
    `{ ${application} { ...F0 } } ${repeated(
      14,
      (i) => `fragment F${i} on Application { registration { application { ...F${i + 1} } } }`,
    )} fragment F14 on Application { number }`,
    'depth',
    30,
  ],
  [
    'inline fragments between the fields',
    `{ ... { ${application} { ${'... { registration { ... on Registration { application { '.repeat(7)}number${' } } } }'.repeat(7)} } } }`,
    'depth',
    16,
  ],
  [
    'a fragment of aliases that is spread often',
    `{ ${repeated(11, (i) => `a${i}: quota { ...F }`)} } fragment F on Quota { ${repeated(4, (i) => `b${i}: day`)} }`,
    'aliases',
    55,
  ],
  [
    'aliases of __typename, and aliases that begin like it',
    `{ ${application} { ${repeated(26, (i) => `a${i}: __typename`)} ${repeated(25, (i) => `__typename${i}: number`)} } }`,
    'aliases',
    51,
  ],
  [
    'root fields in fragments',
    `{ ...F ... { ...G } } fragment F on Query { ${repeated(16, (i) => `a${i}: quota { day }`)} } fragment G on Query { ... { ${repeated(16, (i) => `b${i}: quota { day }`)} } }`,
    'rootFields',
    32,
  ],
  [
    'directives at variables, operations and spreads, and the same one again and again',
    `query ($v: Int ${'@d '.repeat(20)}) ${'@d '.repeat(20)} { quota { ...F ${'@d '.repeat(20)} } } fragment F on Quota { day }`,
    'directives',
    60,
  ],
  ['introspection', `{ __schema { types { ${'fields { type { '.repeat(8)}name${' } }'.repeat(8)} } } }`, 'depth', 19],
  [
    'comments, commas and blanks',
    `{ ${application} { ${repeated(51, (i) => `a${i}:#\n\n,,number`)} } }`,
    'aliases',
    51,
  ],
]

test.each(detours)('round the limits does not lead: %s', async (_name, query, limit, asked) => {
  const graph = await startGraph()
  expectRefused(graph, await graph.query(query), beyond(limit, asked))
})

test('an operation that is too deep is refused also where operationName picks another one, and within a plan', async () => {
  const graph = await startGraph()
  const document = `query A { quota { day } } query B ${deep(16)}`
  const picked = await request(graph.url, document, { operationName: 'A' })
  expect(picked.errors.map(({ extensions }) => extensions)).toEqual([beyond('depth', 16)])
  const plan = 'query ($document: String!) { quotaPlan(document: $document) { feasible } }'
  const refused: [string, object][] = [
    [deep(16), beyond('depth', 16)],
    [filtered(1_977), beyond('tokens', 2_001)],
    [roots(31), beyond('rootFields', 31)],
    [
      `{ ${application} { ${'documents { nodes { application { '.repeat(4)}number${' } } }'.repeat(4)} } }`,
      beyond('complexity', 345_263),
    ],
  ]
  for (const [text, extensions] of refused) {
    const { errors, data } = await graph.query(plan, { document: text })
    expect([data, errors.map((error) => error.extensions)]).toEqual([null, [extensions]])
  }
  expect(graph.calls()).toEqual([])
})

test('fragments in circles are refused in GraphQL’s own words', async () => {
  const graph = await startGraph()
  const answer = await graph.query('{ quota { ...F } } fragment F on Quota { ...G } fragment G on Quota { ...F }')
  expect([answer.status, answer.errors.map(({ message }) => message)]).toEqual([
    400,
    ['Cannot spread fragment "F" within itself via "G".'],
  ])
})

test('a refusal is a 400 for those who accept application/json too, where a document that is not valid is a 200', async () => {
  const graph = await startGraph()
  const statusOf = async (query: string) =>
    (await request(graph.url, query, { headers: { accept: 'application/json' } })).status
  for (const query of [deep(16), filtered(1_977), `{ ${application} { documents(first: 101) { totalCount } } }`])
    expect(await statusOf(query)).toBe(400)
  expect(await statusOf('{ nope }')).toBe(200)
})

test('the introspection of tools passes with all of its options', async () => {
  const graph = await startGraph()
  const query = getIntrospectionQuery({
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  })
  const answer = await graph.query(query)
  expect(answer.errors).toEqual([])
  expect(() => buildClientSchema(answer.data as IntrospectionQuery)).not.toThrow()
})

test('each limit is what the operator says it is', async () => {
  const graph = await startGraph({
    env: { LIMITS: 'depth=3,aliases=1,directives=1,rootFields=1,tokens=200,complexity=100,pageSize=5,listLength=2' },
  })
  const refused: [string, LimitName][] = [
    [deep(4), 'depth'],
    [`{ ${application} { a: number b: number } }`, 'aliases'],
    [withDirectives(2), 'directives'],
    ['{ quota { day } __typename }', 'rootFields'],
    [filtered(200), 'tokens'],
    [`{ ${application} { ${'number '.repeat(120)} } }`, 'complexity'],
    [`{ ${application} { documents(first: 6) { totalCount } } }`, 'pageSize'],
    [`{ applications(numbers: ["2020000101", "2020000101", "2020000101"]) { number } }`, 'listLength'],
  ]
  for (const [query, limit] of refused)
    expect([(await graph.query(query)).errors.map(({ extensions }) => extensions['limit'])]).toEqual([[limit]])
})
