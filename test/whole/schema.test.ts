import { globSync, readFileSync } from 'node:fs'
import {
  buildSchema,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
} from 'graphql'
import { expect, test } from 'vitest'
import { printedSchema, printedSubgraph, schemaFile, subgraphFile } from '../../scripts/print-schema.ts'
import { schema } from '../../src/schema/index.ts'
import type { FieldCost } from '../../src/schema/selection.ts'
import { caseEndpoints, carries, type Fact } from '../../src/sources/jpo/choose.ts'
import { archiveKinds } from '../../src/sources/jpo/codes.ts'
import { endpointNames } from '../../src/sources/jpo/endpoints.ts'
import { projectFolder } from '../support/command.ts'

/** Something of the graph that a client can name, as `Type.field(argument)`. */
interface Part {
  readonly name: string
  readonly description?: string | null | undefined
  readonly extensions?: Readonly<Record<string, unknown>>
}

const ownTypes = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
)
const ownDirectives = schema.getDirectives().filter((directive) => !isSpecifiedDirective(directive))
const parts: readonly Part[] = [
  ...ownTypes.flatMap(partsOf),
  ...ownDirectives.flatMap(({ name, description, args }) => [
    { name: `@${name}`, description },
    ...args.map((arg) => ({ ...arg, name: `@${name}(${arg.name})` })),
  ]),
]

function partsOf(type: GraphQLNamedType): Part[] {
  const below: Part[] = []
  if (isObjectType(type) || isInterfaceType(type))
    for (const field of Object.values(type.getFields()))
      below.push(field, ...field.args.map((arg) => ({ ...arg, name: `${field.name}(${arg.name})` })))
  if (isInputObjectType(type)) below.push(...Object.values(type.getFields()))
  if (isEnumType(type)) below.push(...type.getValues())
  const { name, description } = type
  return [{ name, description }, ...below.map((part) => ({ ...part, name: `${name}.${part.name}` }))]
}

test.each([
  ['schema.graphql', schemaFile, printedSchema],
  ['subgraph.graphql', subgraphFile, printedSubgraph],
])('%s is what src/schema prints', (name, file, printed) => {
  expect(readFileSync(file, 'utf8') === printed(), `${name} is out of date: 'npm run schema'`).toBe(true)
})

test('schema.graphql has all that a client can name, and nothing that only gateways ask', () => {
  const printed = buildSchema(readFileSync(schemaFile, 'utf8'))
  const machinery = ['_Any', '_Entity', '_Service']
  expect(Object.keys(printed.getTypeMap()).toSorted()).toEqual(
    Object.keys(schema.getTypeMap())
      .filter((name) => !machinery.includes(name))
      .toSorted(),
  )
  const fields = Object.keys(schema.getQueryType()?.getFields() ?? {})
  expect(Object.keys(printed.getQueryType()?.getFields() ?? {})).toEqual(
    fields.filter((name) => name !== '_entities' && name !== '_service'),
  )
})

test('everything that a client can name is described', () => {
  expect(parts.length).toBeGreaterThan(200)
  expect(parts.filter(({ description }) => !description?.trim()).map(({ name }) => name)).toEqual([])
})

const endpointName = '(?:' + endpointNames.join('|') + ')'
const choice = `${endpointName}(?: or ${endpointName})*`
const price = new RegExp(`\n\nMay spend one call to (${choice}(?:, and one to ${choice})*)(?:, unless [^\n]+)?\\.$`)

test('every field that can lead to a call says what it may spend, and to whom; no other one does', () => {
  const isPriced = ({ extensions = {} }: Part) =>
    ['finds', 'fact', 'besides', 'body', 'asks'].some((cost) => extensions[cost] !== undefined)
  expect(parts.filter(isPriced).length).toBeGreaterThan(80)
  const speaks = ({ description }: Part) => (description ?? '').includes('May spend')
  expect(parts.filter((part) => isPriced(part) !== speaks(part)).map(({ name }) => name)).toEqual([])
  expect(parts.filter((part) => speaks(part) && !price.test(part.description ?? '')).map(({ name }) => name)).toEqual(
    [],
  )
})

test('a price names the very endpoints that its extension leads to', () => {
  const carriersOf = (facts: readonly Fact[]) => caseEndpoints.filter((it) => facts.some((fact) => carries(it, fact)))
  for (const { name, description, extensions = {} } of parts) {
    const { finds = [], fact, besides = [], body, asks } = extensions as FieldCost
    const named = price.exec(description ?? '')?.[1]?.split(', and one to ') ?? []
    const own = [...finds, ...(fact ? [fact] : []), ...(body ? archiveKinds : [])]
    const ofCase = [own, besides].filter((facts) => facts.length > 0).map(carriersOf)
    expect([name, ...named.map((text) => text.split(' or '))]).toEqual([name, ...ofCase, ...(asks ? [[asks]] : [])])
  }
})

test('the sentence of the price is written in one place', () => {
  const folder = `${projectFolder}/src/schema`
  const speaking = globSync('**/*.ts', { cwd: folder }).filter((file) =>
    /may spend (one|a) /i.test(readFileSync(`${folder}/${file}`, 'utf8')),
  )
  expect(speaking).toEqual(['selection.ts'])
})
