import {
  defaultFieldResolver,
  type DocumentNode,
  type FieldNode,
  getArgumentValues,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  visit,
} from 'graphql'
import type { ArgumentCheck } from '../../schema/argument-checks.ts'
import type { Context } from '../../schema/builder.ts'
import { notAtHand } from '../../loaders/at-hand.ts'
import { type Selections, selectionsIn, type Variables } from './selections.ts'

/** What an operation answers under `data`; throws where that would not be the whole of its answer. */
export type Answering = (context: Context, variables: Variables) => object

/** Something in the operation is always waited for: it is of no use to try again. */
export class NeverAtOnce extends Error {}

interface Run {
  readonly context: Context
  readonly variables: Variables
}

type Complete = (value: unknown, run: Run) => unknown
type Resolve = (object: unknown, run: Run) => unknown

export interface Compiled {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
}

/**
 * A valid query as functions that are made once: which fields there are, with which arguments that stand in the document,
 * by which resolvers, of which types. The values follow the rules by which GraphQL executes; whatever does not lead to a
 * whole answer at once – an error, a null where none may be, a promise – throws, and is the executor's to answer.
 * `variables` are those that @skip and @include go by.
 */
export function compile({ schema, document, operation }: Compiled, variables: Variables): Answering {
  const selections = selectionsIn(document, schema, variables)
  const common = {
    schema,
    operation,
    fragments: selections.fragments,
    rootValue: undefined,
    variableValues: { ...variables },
  }
  const query = schema.getQueryType()
  if (!query) throw new NeverAtOnce('There is no query type.')
  const answer = objectOf(query, [operation.selectionSet])
  return (context, given) => answer(undefined, { context, variables: given }) as object

  function objectOf(type: GraphQLObjectType, sets: Parameters<Selections['of']>[1]): Complete {
    const fields = [...selections.of(type, sets)].map(([key, nodes]) => [key, fieldOf(type, key, nodes)] as const)
    const { isTypeOf } = type
    return (object, run) => {
      if (isTypeOf && atOnce(isTypeOf(object, run.context, {} as GraphQLResolveInfo)) !== true) throw notAtHand
      const shown: Record<string, unknown> = {}
      for (const [key, resolve] of fields) shown[key] = resolve(object, run)
      return shown
    }
  }

  function fieldOf(parentType: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): Resolve {
    const [node] = nodes
    const name = node?.name.value ?? ''
    if (name === '__typename') return () => parentType.name
    const field = parentType.getFields()[name]
    if (!field || !node) throw new NeverAtOnce('The schema is asked for by introspection.')
    const { resolve = defaultFieldResolver } = field
    const argumentsOf = argumentsIn(field, node)
    const check = field.extensions['argumentCheck'] as ArgumentCheck | undefined
    const complete = completing(field.type, nodes)
    // Where in the answer it stands matters only to those who want their questions explained.
    const path = { prev: undefined, key, typename: parentType.name }
    const info = { ...common, fieldName: name, fieldNodes: nodes, returnType: field.type, parentType, path }
    return (object, run) => {
      const given = argumentsOf(run.variables)
      check?.(given, run.context.limits)
      return complete(resolve(object, given, run.context, info), run)
    }
  }

  function completing(type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
    if (isNonNullType(type)) {
      const complete = completing(type.ofType, nodes)
      return (value, run) => {
        const shown = complete(value, run)
        if (shown === null) throw notAtHand
        return shown
      }
    }
    const complete = isListType(type)
      ? listOf(completing(type.ofType, nodes))
      : isLeafType(type)
        ? leafOf(type)
        : composite(
            type,
            nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
          )
    return (value, run) => {
      const known = atOnce(value)
      return known === null || known === undefined || Number.isNaN(known) ? null : complete(known, run)
    }
  }

  function composite(type: GraphQLOutputType, sets: Parameters<Selections['of']>[1]): Complete {
    if (isObjectType(type)) return objectOf(type, sets)
    if (!isAbstractType(type)) throw new NeverAtOnce('A type that no value has.')
    const byName = new Map<string, Complete>()
    const byItself = (value: unknown) => (Object(value) as { __typename?: unknown }).__typename
    return (value, run) => {
      const name = atOnce(type.resolveType?.(value, run.context, {} as GraphQLResolveInfo, type) ?? byItself(value))
      if (typeof name !== 'string') throw new NeverAtOnce('A type that does not tell its name.')
      const known = byName.get(name)
      if (known) return known(value, run)
      const own = schema.getType(name)
      if (!isObjectType(own)) throw notAtHand
      const made = objectOf(own, sets)
      byName.set(name, made)
      return made(value, run)
    }
  }
}

function leafOf(type: GraphQLLeafType): Complete {
  return (value) => {
    const shown: unknown = type.serialize(value)
    if (shown === null || shown === undefined) throw notAtHand
    return shown
  }
}

function listOf(complete: Complete): Complete {
  return (value, run) => {
    if (!Array.isArray(value)) throw notAtHand
    const waits: unknown = value.find((element) => element instanceof Promise)
    if (waits !== undefined) value.forEach(leave)
    return value.map((element: unknown) => complete(element, run))
  }
}

/** The arguments as a resolver has them: those that name no variable are read once. */
function argumentsIn(field: GraphQLField<unknown, unknown>, node: FieldNode): (variables: Variables) => Variables {
  const named: string[] = []
  for (const argument of node.arguments ?? []) visit(argument, { Variable: ({ name }) => void named.push(name.value) })
  if (named.length > 0) return (variables) => getArgumentValues(field, node, variables)
  const given = getArgumentValues(field, node, {})
  return () => ({ ...given })
}

/** The value itself; what is on its way is left to itself. */
function atOnce(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Promise) {
    leave(value)
    throw new NeverAtOnce('It waits for something.')
  }
  if (value instanceof Error) throw value
  return value
}

/** Nobody will see how it ends. */
function leave(value: unknown): void {
  if (value instanceof Promise) value.catch(() => undefined)
}
