import {
  type DirectiveNode,
  doTypesOverlap,
  type FieldNode,
  getDirectiveValues,
  getNamedType,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import type { Fact } from '../sources/jpo/choose.ts'
import { deferDirective } from './delivery/directives.ts'
import { factsOf, type FieldCost } from './selection.ts'

type Path = GraphQLResolveInfo['path']

/** By operation, field and type of the object. */
const seen = new WeakMap<
  GraphQLResolveInfo['variableValues'],
  WeakMap<readonly FieldNode[], Map<string, ReadonlySet<Fact>>>
>()

/**
 * The facts of one application that the operation selects below the field being resolved, found without executing it:
 * so that one call can bring what later fields ask for. `of`: the type of the object, where the field may return others
 * too. Further down fragments count whatever their type condition: at worst a larger answer comes for the same price.
 */
export function selectedFacts(info: GraphQLResolveInfo, of?: string): ReadonlySet<Fact> {
  const ofOperation = seen.get(info.variableValues) ?? new WeakMap<readonly FieldNode[], Map<string, Set<Fact>>>()
  seen.set(info.variableValues, ofOperation)
  const ofField = ofOperation.get(info.fieldNodes) ?? new Map<string, Set<Fact>>()
  ofOperation.set(info.fieldNodes, ofField)
  const known = ofField.get(of ?? '')
  if (known) return known
  const facts = new Set<Fact>()
  const fields = fieldsBelow(info, of)
  collect(info, fields, facts)
  ofField.set(of ?? '', facts)
  return facts
}

/** What is selected of the object that the field being resolved returns. */
export function* fieldsBelow(info: GraphQLResolveInfo, of?: string): Generator<SelectedField> {
  const typeName = getNamedType(info.returnType).name
  const nodes = isDeferring(info.operation, info.fragments) ? nodesAt(info, info.path) : info.fieldNodes
  for (const { selectionSet } of nodes) if (selectionSet) yield* selectedFields(info, selectionSet, typeName, of)
}

/**
 * All that the operation says of one place in its answer: where parts of it are deferred, a field is resolved once for each
 * part that selects something of it, and each must know what the others do to choose the same calls.
 */
function nodesAt(info: GraphQLResolveInfo, { prev, key, typename = '' }: Path): readonly FieldNode[] {
  if (typeof key === 'number') return prev ? nodesAt(info, prev) : []
  const parent = fieldOf(prev)
  const sets = parent ? nodesAt(info, parent).map(({ selectionSet }) => selectionSet) : [info.operation.selectionSet]
  return sets.flatMap((set) =>
    set
      ? [...selectedFields(info, set, typename, typename)]
          .map(({ node }) => node)
          .filter(({ alias, name }) => (alias ?? name).value === key)
      : [],
  )
}

/** Of an element the list that it is of. */
function fieldOf(path: Path | undefined): Path | undefined {
  return typeof path?.key === 'number' ? fieldOf(path.prev) : path
}

const deferring = new WeakMap<OperationDefinitionNode, boolean>()

function isDeferring(operation: OperationDefinitionNode, fragments: GraphQLResolveInfo['fragments']): boolean {
  const isKnown = deferring.get(operation)
  if (isKnown !== undefined) return isKnown
  let isFound = false
  const Directive = ({ name }: DirectiveNode) => void (isFound ||= name.value === deferDirective.name)
  for (const part of [operation, ...Object.values(fragments)]) visit(part, { Directive })
  deferring.set(operation, isFound)
  return isFound
}

function collect(info: Operation, fields: Iterable<SelectedField>, facts: Set<Fact>): void {
  for (const { field, node, parentType } of fields) {
    const cost: FieldCost = field.extensions
    for (const fact of factsOf(parentType, field).sure) facts.add(fact)
    if (cost.sameCase && node.selectionSet)
      collect(info, selectedFields(info, node.selectionSet, getNamedType(field.type).name), facts)
  }
}

/** What must be known of an operation to see what it selects. */
export type Operation = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>

export interface SelectedField {
  readonly node: FieldNode
  readonly field: GraphQLField<unknown, unknown>
  readonly parentType: GraphQLObjectType | GraphQLInterfaceType
}

/**
 * The fields of a selection, those of its fragments too, without what @skip and @include leave out; where the object is
 * known to be `of` a type, without fragments on others.
 */
export function* selectedFields(
  operation: Operation,
  selectionSet: SelectionSetNode,
  typeName: string,
  of?: string,
): Generator<SelectedField> {
  const { schema, fragments, variableValues } = operation
  if (of !== undefined && !canBe(schema, of, typeName)) return
  const type = schema.getType(typeName)
  for (const selection of selectionSet.selections) {
    if (getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if === true) continue
    if (getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if === false) continue
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments[selection.name.value]
      if (fragment) yield* selectedFields(operation, fragment.selectionSet, fragment.typeCondition.name.value, of)
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      yield* selectedFields(operation, selection.selectionSet, selection.typeCondition?.name.value ?? typeName, of)
    } else if (isObjectType(type) || isInterfaceType(type)) {
      const field = type.getFields()[selection.name.value]
      if (field) yield { node: selection, field, parentType: type }
    }
  }
}

/** Whether an object of type `of` – or, of an interface, one of its objects – can be what a fragment on `typeName` means. */
export function canBe(schema: GraphQLSchema, of: string, typeName: string): boolean {
  const [own, other] = [schema.getType(of), schema.getType(typeName)]
  return isCompositeType(own) && isCompositeType(other) && doTypesOverlap(schema, own, other)
}
