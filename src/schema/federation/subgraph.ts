import { MapperKind, mapSchema, printSchemaWithDirectives, pruneSchema } from '@graphql-tools/utils'
import { GraphQLSchema, isInterfaceType, isIntrospectionType, isObjectType, lexicographicSortSchema } from 'graphql'
import { deliveryDirectives } from '../delivery/directives.ts'
import { cacheControlDirective } from './cache-hints.ts'
import { directivesOf, fieldDirectivesOf } from './directives.ts'

/** Asked by gateways alone; the specification of subgraphs adds them to each by itself. */
const machinery: readonly string[] = ['_entities', '_service']

/**
 * What stays outside when this graph is composed with others, their types with them: each graph may have a `node` and a
 * `quota` of its own, and an id is found again only by the one that gave it out.
 */
const ownAlone: readonly string[] = ['node', 'nodes', 'quota', 'quotaPlan']

/** In what parts an answer comes is between a client and its gateway, which asks here for whole ones. */
const delivery = deliveryDirectives.map(({ name }) => name)

const link = {
  url: 'https://specs.apollo.dev/federation/v2.9',
  import: ['@cost', '@key', '@listSize', '@shareable'],
}

/** The graph without what only gateways ask: what clients generate their code from. */
export function clientSchema(schema: GraphQLSchema): GraphQLSchema {
  return without(machinery, schema)
}

/** Printed once: it takes longer than any operation, and anybody may ask. */
const printed = new WeakMap<GraphQLSchema, string>()

/** The graph as gateways compose it, in GraphQL's own language. */
export function subgraphSdl(schema: GraphQLSchema): string {
  const sdl = printed.get(schema) ?? print(schema)
  printed.set(schema, sdl)
  return sdl
}

function print(schema: GraphQLSchema): string {
  const withoutNode = mapSchema(schema, {
    [MapperKind.INTERFACE_TYPE]: (type) => (type.name === 'Node' ? null : undefined),
  })
  const { directives, ...config } = without([...machinery, ...ownAlone], withoutNode).toConfig()
  const composed = new GraphQLSchema({
    ...config,
    directives: [...directives.filter(({ name }) => !delivery.includes(name)), cacheControlDirective],
    extensions: { directives: { link } },
  })
  for (const type of Object.values(composed.getTypeMap())) {
    if (isIntrospectionType(type) || !(isObjectType(type) || isInterfaceType(type))) continue
    type.extensions = { ...type.extensions, directives: directivesOf(type) }
    for (const field of Object.values(type.getFields()))
      field.extensions = { ...field.extensions, directives: fieldDirectivesOf(type, field) }
  }
  return printSchemaWithDirectives(lexicographicSortSchema(composed))
}

function without(fields: readonly string[], schema: GraphQLSchema): GraphQLSchema {
  return pruneSchema(
    mapSchema(schema, { [MapperKind.QUERY_ROOT_FIELD]: (_field, name) => (fields.includes(name) ? null : undefined) }),
  )
}
