import {
  type FieldNode,
  getDirectiveValues,
  getNamedType,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { type CaseEndpoint, caseEndpoints, carries, type Fact } from '../sources/jpo/choose.ts'
import type { Endpoint } from '../sources/jpo/endpoints.ts'

/** What a field says about its price; resolvers, descriptions, the look ahead and the plan read it. */
export interface FieldCost {
  /** The fact of the application that the field needs. */
  readonly fact?: Fact
  /** What it may ask for besides, of something that is no application yet. */
  readonly asks?: Endpoint
  /** Leads to something of the same application: what is selected there is wanted of that application too. */
  readonly sameCase?: boolean
}

/** The options of a field that needs a fact of its application: description with the price, and the extension. */
export function needs(fact: Fact, description: string) {
  const names: readonly CaseEndpoint[] = caseEndpoints.filter((endpoint) => carries(endpoint, fact))
  const extensions: FieldCost & Record<string, unknown> = { fact }
  return { description: `${description}\n\nMay spend one call to ${names.join(' or ')}.`, extensions }
}

/** The options of a field that may ask an endpoint about something else than its application. */
export function mayAsk(endpoint: Endpoint, description: string, unless = '') {
  const extensions: FieldCost & Record<string, unknown> = { asks: endpoint }
  return { description: `${description}\n\nMay spend one call to ${endpoint}${unless && `, ${unless}`}.`, extensions }
}

/** The same for a field whose objects lead back to the application. */
export function leadsBack(fact: Fact, description: string) {
  const { extensions, ...options } = needs(fact, description)
  return { ...options, extensions: { ...extensions, ...sameCase } }
}

/** Marks a field that leads to something of the same application. */
export const sameCase: FieldCost & Record<string, unknown> = { sameCase: true }

const seen = new WeakMap<GraphQLResolveInfo['variableValues'], WeakMap<readonly FieldNode[], ReadonlySet<Fact>>>()

/**
 * The facts of one application that the operation selects below the field being resolved, found without executing it:
 * so that one call can bring what later fields ask for. Fragments count whatever their type condition: at worst a
 * larger answer comes for the same price.
 */
export function selectedFacts(info: GraphQLResolveInfo): ReadonlySet<Fact> {
  const ofOperation = seen.get(info.variableValues) ?? new WeakMap<readonly FieldNode[], ReadonlySet<Fact>>()
  seen.set(info.variableValues, ofOperation)
  const known = ofOperation.get(info.fieldNodes)
  if (known) return known
  const facts = new Set<Fact>()
  const typeName = getNamedType(info.returnType).name
  for (const { selectionSet } of info.fieldNodes) if (selectionSet) collect(info, selectionSet, typeName, facts)
  ofOperation.set(info.fieldNodes, facts)
  return facts
}

function collect(info: Operation, selectionSet: SelectionSetNode, typeName: string, facts: Set<Fact>): void {
  for (const { field, node } of selectedFields(info, selectionSet, typeName)) {
    const cost: FieldCost = field.extensions
    if (cost.fact) facts.add(cost.fact)
    if (cost.sameCase && node.selectionSet) collect(info, node.selectionSet, getNamedType(field.type).name, facts)
  }
}

/** What must be known of an operation to see what it selects. */
export type Operation = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>

export interface SelectedField {
  readonly node: FieldNode
  readonly field: GraphQLField<unknown, unknown>
  readonly parentType: string
}

/** The fields of a selection, those of its fragments too, without what @skip and @include leave out. */
export function* selectedFields(
  operation: Operation,
  selectionSet: SelectionSetNode,
  typeName: string,
): Generator<SelectedField> {
  const { schema, fragments, variableValues } = operation
  const type = schema.getType(typeName)
  for (const selection of selectionSet.selections) {
    if (getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.if === true) continue
    if (getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.if === false) continue
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments[selection.name.value]
      if (fragment) yield* selectedFields(operation, fragment.selectionSet, fragment.typeCondition.name.value)
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      yield* selectedFields(operation, selection.selectionSet, selection.typeCondition?.name.value ?? typeName)
    } else if (isObjectType(type) || isInterfaceType(type)) {
      const field = type.getFields()[selection.name.value]
      if (field) yield { node: selection, field, parentType: typeName }
    }
  }
}
