import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
  visit,
} from 'graphql'
import { encodeId } from '../../src/schema/ids.ts'

type Values = Readonly<Record<string, unknown>>

/** What an operation is priced with: nothing that its variables could leave away or bound is left away or bounded. */
export interface WorstCase {
  readonly document: DocumentNode
  readonly variables: Values
}

/**
 * The dearest that the operation can be whatever its variables are; those in `given` are. Each other one that must have a
 * value gets an example of its type, a list as many as `listLength`, no two alike: the price is of how many there are, not
 * of which. What only a variable says – @include, @skip, and how much @upstream allows – is taken as not said.
 */
export function worstCaseOf(
  document: DocumentNode,
  given: Values,
  listLength: number,
  schema: GraphQLSchema,
): WorstCase {
  const [operation] = document.definitions as [OperationDefinitionNode]
  const variables: Record<string, unknown> = { ...given }
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value
    if (!Object.hasOwn(given, name) && mustBeGiven(definition, schema))
      variables[name] = example(typeOf(definition, schema), listLength, 0, `$${name}`)
  }
  return { document: withoutWhatIsOpen(document, new Set(Object.keys(given))), variables }
}

function typeOf({ type, variable }: VariableDefinitionNode, schema: GraphQLSchema): GraphQLInputType {
  const known = typeFromAST(schema, type) as GraphQLInputType | undefined
  if (!known) throw new Error(`$${variable.name.value} has a type that the schema lacks.`)
  return known
}

/** A list is as long as it can be even where the operation has a shorter one by default. */
function mustBeGiven(definition: VariableDefinitionNode, schema: GraphQLSchema): boolean {
  const type = typeOf(definition, schema)
  const isList = isListType(isNonNullType(type) ? type.ofType : type)
  return isList
    ? isNonNullType(type) || definition.defaultValue !== undefined
    : isNonNullType(type) && !definition.defaultValue
}

function withoutWhatIsOpen(document: DocumentNode, given: ReadonlySet<string>): DocumentNode {
  const open = visit(document, {
    Directive(directive) {
      const { name, arguments: args = [] } = directive
      const said = args.filter(({ value }) => value.kind !== Kind.VARIABLE || given.has(value.name.value))
      if (said.length === args.length) return undefined
      return name.value === 'upstream' ? { ...directive, arguments: said } : null
    },
  })
  return withoutUnusedVariables(open)
}

function withoutUnusedVariables(document: DocumentNode): DocumentNode {
  const used = new Set<string>()
  const isUsed = ({ variable }: VariableDefinitionNode) => used.has(variable.name.value)
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  })
  return visit(document, {
    OperationDefinition: ({ variableDefinitions = [], ...operation }) => ({
      ...operation,
      variableDefinitions: variableDefinitions.filter(isUsed),
    }),
  })
}

const examples: Readonly<Record<string, (index: number) => unknown>> = {
  ApplicationNumber: (index) => `${2020_000_001 + index}`,
  PublicationNumber: (index) => `${2020_000_001 + index}`,
  RegistrationNumber: (index) => `${7_000_001 + index}`,
  ApplicantCode: (index) => `${100_000_001 + index}`,
  // Of the things with an id the dearest: found in the list of its case, else in an archive.
  ID: (index) => encodeId({ typename: 'Document', id: `${2020_000_001 + index}/unlisted.1.A131` }),
  LocalDate: () => '2020-01-01',
  Boolean: () => true,
  Int: () => 1,
  Float: () => 1,
  // Also a number of any kind.
  String: (index) => `${2020_000_001 + index}`,
  JSON: () => ({}),
}

function example(type: GraphQLInputType, listLength: number, index: number, place: string): unknown {
  if (isNonNullType(type)) return example(type.ofType, listLength, index, place)
  if (isListType(type))
    return Array.from({ length: listLength }, (_, it) => example(type.ofType, listLength, it, place))
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField)
    return Object.fromEntries(
      required.map((field) => [field.name, example(field.type, listLength, index, `${place}.${field.name}`)]),
    )
  }
  const ofType = examples[type.name]
  if (!ofType) throw new Error(`no example of ${type.name} is known for ${place}; give one with --variables`)
  return ofType(index)
}
