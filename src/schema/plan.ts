import {
  type DocumentNode,
  execute,
  type FieldNode,
  getArgumentValues,
  type GraphQLField,
  getNullableType,
  GraphQLObjectType,
  GraphQLSchema,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Need } from '../quota/needs.ts'
import type { Plan } from '../quota/plan.ts'
import type { Day } from '../sources/jpo/choose.ts'
import { NotAskedYet, type PlannedCall } from '../sources/jpo/planning.ts'
import { Below } from './below.ts'
import type { Context } from './builder.ts'
import { typeRepresented } from './federation/representation.ts'
import type { Operation } from './look-ahead.ts'

/** What a planned operation runs on: stored answers, and a note in place of each call. */
export interface Planning {
  readonly context: Context
  readonly day: Pick<Day, 'left'>
  calls(): readonly PlannedCall[]
  /** The needs within what the day, the pace and the operation's own policy allow. */
  bounded(needs: ReadonlyMap<string, Need>): Promise<Plan>
}

export interface PlannedOperation {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operationName: string | null
  /** As they were sent, and as the operation sees them. */
  readonly variableValues: Readonly<Record<string, unknown>>
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * What the operation would ask for. It is run as far as what is stored carries it; where it would have to call, what is
 * selected below is priced from the fields' own extensions, as far as anybody can know.
 */
export async function needsOf(operation: PlannedOperation, planning: Planning): Promise<ReadonlyMap<string, Need>> {
  const { schema, document, operationName, variableValues, variables } = operation
  const { errors = [] } = await execute({
    schema: withNullableRoots(schema),
    document,
    operationName,
    variableValues,
    contextValue: planning.context,
  })
  const fields = fieldsIn(schema, document)
  const fragments = fragmentsIn(document)
  const { scopes } = planning.context.caller
  const below = new Below({ schema, fragments, variableValues: variables }, planning.day, scopes)
  for (const { originalError, nodes, path } of errors) {
    if (!(originalError instanceof NotAskedYet)) continue
    const index = path?.at(-1)
    for (const node of (nodes ?? []) as readonly FieldNode[]) {
      const field = fields.get(node)
      if (!field) continue
      const isOneOfList = typeof index === 'number'
      const of = isOneOfList ? typeRepresented(getArgumentValues(field, node, variables), index) : undefined
      below.add({ node, field, question: originalError.question, isOneOfList, of })
    }
  }
  return below.together(planning.calls())
}

/** A field of Query that may not be null would end the run of all others where its call is not made. */
function withNullableRoots(schema: GraphQLSchema): GraphQLSchema {
  const { query, ...config } = schema.toConfig()
  if (!query) return schema
  const { fields, ...root } = query.toConfig()
  const nullable = Object.entries(fields).map(([name, field]) => [
    name,
    { ...field, type: getNullableType(field.type) },
  ])
  return new GraphQLSchema({
    ...config,
    query: new GraphQLObjectType({ ...root, fields: Object.fromEntries(nullable) as typeof fields }),
    types: config.types.filter((type) => type !== query),
    assumeValid: true,
  })
}

function fieldsIn(
  schema: GraphQLSchema,
  document: DocumentNode,
): ReadonlyMap<FieldNode, GraphQLField<unknown, unknown>> {
  const types = new TypeInfo(schema)
  const fields = new Map<FieldNode, GraphQLField<unknown, unknown>>()
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const field = types.getFieldDef()
        if (field) fields.set(node, field)
      },
    }),
  )
  return fields
}

function fragmentsIn(document: DocumentNode): Operation['fragments'] {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]))
}
