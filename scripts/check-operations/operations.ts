import { createHash } from 'node:crypto'
import { printExecutableGraphQLDocument } from '@graphql-tools/documents'
import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  NoDeprecatedCustomRule,
  NoUnusedFragmentsRule,
  type OperationDefinitionNode,
  specifiedRules,
  validate,
  visit,
} from 'graphql'
import { Mistakes } from './mistakes.ts'
import { placeOf } from './sources.ts'

/** One operation with the fragments that it uses: what a client sends. */
export interface ClientOperation {
  readonly name: string
  /** `file:line:column`. */
  readonly place: string
  readonly document: DocumentNode
  /** As codegen's client preset prints it: its hash names it to a server that knows it beforehand. */
  readonly text: string
  readonly sha256: string
  /** What it selects that the schema will not have for ever. */
  readonly deprecations: readonly string[]
}

/** The operations, by name. Throws where one is not valid, and names every mistake at once. */
export function operationsOf(definitions: readonly DefinitionNode[], schema: GraphQLSchema): ClientOperation[] {
  const mistakes = new Mistakes()
  const fragments = new Map<string, FragmentDefinitionNode>()
  const operations = new Map<string, OperationDefinitionNode>()
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) addOnce(fragments, definition, mistakes)
    else if (definition.kind === Kind.OPERATION_DEFINITION) addOnce(operations, definition, mistakes)
    else mistakes.add(`${placeOf(definition)} defines a schema; here only operations and fragments have a place.`)
  mistakes.throwIfAny()
  for (const definition of [...operations.values(), ...fragments.values()])
    for (const error of invalid(schema, documentOf(definition, fragments))) mistakes.add(error.message, error)
  mistakes.throwIfAny()
  if (operations.size === 0) throw new Error('There is no operation in these files, only fragments or nothing.')
  return [...operations].map(([name, operation]) => {
    const document = documentOf(operation, fragments)
    const text = printExecutableGraphQLDocument(document)
    const sha256 = createHash('sha256').update(text).digest('hex')
    return { name, place: placeOf(operation), document, text, sha256, deprecations: deprecationsIn(schema, document) }
  })
}

function addOnce<T extends FragmentDefinitionNode | OperationDefinitionNode>(
  known: Map<string, T>,
  definition: T,
  mistakes: Mistakes,
): void {
  const name = definition.name?.value
  const what = definition.kind === Kind.FRAGMENT_DEFINITION ? 'fragment' : 'operation'
  const other = name === undefined ? undefined : known.get(name)
  if (name === undefined) mistakes.add(`${placeOf(definition)} The ${what} has no name to be known by.`)
  else if (other) mistakes.add(`${placeOf(definition)} The ${what} ${name} is also at ${placeOf(other)}.`)
  else known.set(name, definition)
}

/** With the fragments it uses, and those that they use. */
function documentOf(
  definition: OperationDefinitionNode | FragmentDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): DocumentNode {
  const used = new Set<OperationDefinitionNode | FragmentDefinitionNode>([definition])
  // A set is walked through to what is added meanwhile.
  for (const node of used)
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value)
        if (fragment) used.add(fragment)
      },
    })
  return { kind: Kind.DOCUMENT, definitions: [...used] }
}

function invalid(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const isFragment = document.definitions[0]?.kind === Kind.FRAGMENT_DEFINITION
  return validate(schema, document, isFragment ? ofFragments : specifiedRules)
}

const ofFragments = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule)

function deprecationsIn(schema: GraphQLSchema, document: DocumentNode): readonly string[] {
  const found = new Mistakes()
  for (const error of validate(schema, document, [NoDeprecatedCustomRule])) found.add(error.message, error)
  return found.lines
}
