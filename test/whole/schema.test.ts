import { readFileSync } from 'node:fs'
import {
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
import { printedSchema, schemaFile } from '../../scripts/print-schema.ts'
import { schema } from '../../src/schema/index.ts'

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

test('schema.graphql is what src/schema prints', () => {
  expect(readFileSync(schemaFile, 'utf8') === printedSchema(), "schema.graphql is out of date: 'npm run schema'").toBe(
    true,
  )
})

test('everything that a client can name is described', () => {
  expect(parts.length).toBeGreaterThan(200)
  expect(parts.filter(({ description }) => !description?.trim()).map(({ name }) => name)).toEqual([])
})

test('every field that needs a fact of the office says what it may spend, and to whom', () => {
  const priced = parts.filter(({ extensions }) => extensions?.['fact'] ?? extensions?.['body'])
  expect(priced.length).toBeGreaterThan(20)
  const silent = priced.filter(
    ({ description }) =>
      !/May spend one call to [A-Z_]+( or [A-Z_]+)*(, and one to [A-Z_]+( or [A-Z_]+)*)?\.$/.test(description ?? ''),
  )
  expect(silent.map(({ name }) => name)).toEqual([])
})
