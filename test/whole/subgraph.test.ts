import { buildSchema, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { printedSubgraph } from '../../scripts/print-schema.ts'
import { schema } from '../../src/schema/index.ts'
import { subgraphSdl } from '../../src/schema/federation/subgraph.ts'
import { compose } from '../support/composing.ts'
import { startGraph } from '../support/graph.ts'

const sdl = subgraphSdl(schema)

const number = 'number: ApplicationNumber!'
const scalar = 'scalar ApplicationNumber'

/** All that stands as `directive` on a type, by the names of the types: `(…)` of each. */
function onTypes(directive: string): Record<string, string[]> {
  const lines = sdl.split('\n').filter((line) => /^(type|interface) /.test(line) && line.includes(`@${directive}`))
  return Object.fromEntries(
    lines.map((line) => [
      line.split(' ')[1] ?? '',
      [...line.matchAll(new RegExp(`@${directive}(\\([^)]*\\))?`, 'g'))].map(([, said = '']) => said),
    ]),
  )
}

function fieldsOf(graph: GraphQLSchema, name: string): string[] {
  const type = graph.getType(name)
  return isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : []
}

test('_service: the running server says what subgraph.graphql says', async () => {
  const graph = await startGraph()
  const { data } = await graph.query('{ _service { sdl } }')
  expect(printedSubgraph()).toBe(
    `# Printed from src/schema by 'npm run schema', never edited.\n\n${String(data._service.sdl)}\n`,
  )
  expect(graph.calls()).toEqual([])
})

test('@link: the directives that it uses are imported, and no others', () => {
  const imported = /@link\(url: "[^"]+\/federation\/v2\.9", import: \[([^\]]*)\]/.exec(sdl)?.[1]
  const defined = [...sdl.matchAll(/^directive @(\w+)/gm)].map(([, name]) => name)
  const used = [...sdl.matchAll(/ @(\w+)/g)].map(([, name]) => name)
  const foreign = new Set(used.filter((name) => !['link', 'deprecated', ...defined].includes(name)))
  expect(JSON.parse(`[${imported ?? ''}]`)).toEqual([...foreign].map((name) => `@${name ?? ''}`).toSorted())
  expect(defined).toEqual(['cacheControl', 'upstream'])
})

test('@key: an Application by number alone, two single keys where other numbers enter, every document by id', () => {
  const { Application, Applicant, NumberReference, Registration, ...others } = onTypes('key')
  expect({ Application, Applicant, NumberReference, Registration }).toEqual({
    Application: ['(fields: "number")'],
    Applicant: ['(fields: "code")'],
    NumberReference: ['(fields: "publicationNumber")', '(fields: "registrationNumber")'],
    Registration: ['(fields: "id")'],
  })
  const documents = schema.getPossibleTypes(buildsOn('Document')).map(({ name }) => name)
  expect(documents.length).toBeGreaterThan(7)
  expect(Object.keys(others).toSorted()).toEqual(['Document', 'DocumentWithBody', ...documents].toSorted())
  expect(new Set(Object.values(others).flat())).toEqual(new Set(['(fields: "id")']))
})

function buildsOn(name: string) {
  const type = schema.getType(name)
  if (!isInterfaceType(type)) throw new Error(`${name} is no interface`)
  return type
}

test('@shareable: what all graphs with pages have alike, and nothing else', () => {
  expect(Object.keys(onTypes('shareable'))).toEqual(['PageInfo'])
  const page = 'hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String'
  const { errors } = compose(`type PageInfo @shareable { ${page} } type Query { page: PageInfo }`)
  expect(errors).toEqual([])
})

/** A graph with a node, a quota and their types of its own, all of them otherwise than ours. */
const withItsOwn = `
  interface Node { id: ID! createdAt: String! }
  type Quota { seats: Int }
  type QuotaPlan { price: Int }
  type Matter implements Node @key(fields: "id") { id: ID! createdAt: String! application: Application }
  type Application @key(fields: "number") { ${number} matters: [Matter!]! }
  ${scalar}
  type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! quota: Quota quotaPlan: QuotaPlan matters: [Matter!]! }`

test('node, nodes, quota and their types do not collide with those of other graphs', () => {
  const { errors, graph } = compose(withItsOwn)
  expect(errors).toEqual([])
  const composed = buildSchema(graph)
  const roots = fieldsOf(composed, 'Query')
  expect(roots).toEqual(expect.arrayContaining(['node', 'nodes', 'quota', 'quotaPlan', 'application', 'applicant']))
  expect(fieldsOf(composed, 'Quota')).toEqual(['seats'])
  expect(fieldsOf(composed, 'Node')).toEqual(['id', 'createdAt'])
  expect(fieldsOf(composed, 'Application')).toEqual(expect.arrayContaining(['inventionTitle', 'matters']))
})

test('they would, were they told', () => {
  const telling = sdl.replace('type Query {', 'type Query {\n  node(id: ID!): ID\n  quota: Int')
  expect(compose(withItsOwn, telling).errors.join(' ')).toMatch(/Query\.node.*Query\.quota/s)
})

test.each([
  [
    '@external and @requires: a field of ours may be what one of theirs needs',
    `type Application @key(fields: "number") {
      ${number} inventionTitle: String @external label: String @requires(fields: "inventionTitle")
    } ${scalar} type Query { a: Application }`,
  ],
  [
    '@external and @provides: a field of ours may be at hand where theirs leads to it',
    `type Application @key(fields: "number") { ${number} inventionTitle: String @external } ${scalar}
     type Matter { application: Application @provides(fields: "inventionTitle") } type Query { a: Matter }`,
  ],
  [
    '@override: a field may move to another graph',
    `type Application @key(fields: "number") { ${number} inventionTitle: String @override(from: "patents") } ${scalar}
     type Query { a: Application }`,
  ],
  [
    '@interfaceObject: a field may be added to all documents at once',
    `type Document @key(fields: "id") @interfaceObject { id: ID! notes: [String!]! } type Query { a: Document }`,
  ],
  ['@tag: fields of theirs may be tagged', `type Query { a: Int @tag(name: "inside") }`],
])('%s', (_, company) => {
  expect(compose(company).errors).toEqual([])
})

test('@interfaceObject: what is added to Document is there on each of its types', () => {
  const { graph } = compose(
    'type Document @key(fields: "id") @interfaceObject { id: ID! notes: [String!]! } type Query { a: Int }',
  )
  const composed = buildSchema(graph)
  for (const name of ['NoticeOfReasonsForRefusal', 'OtherDocument']) expect(fieldsOf(composed, name)).toContain('notes')
})

test('traces: a gateway that asks for them is answered without', async () => {
  const graph = await startGraph()
  const response = await fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'apollo-federation-include-trace': 'ftv1' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  })
  const { extensions } = (await response.json()) as { extensions: object }
  expect(Object.keys(extensions)).toEqual(['quota'])
})
