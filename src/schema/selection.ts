import {
  type FieldNode,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { type CaseEndpoint, caseEndpoints, carries, type Fact } from '../sources/jpo/choose.ts'

/** What a field says about its price; resolvers, descriptions and the look ahead read it. */
export interface FieldCost {
  /** The fact of the application that the field needs. */
  readonly fact?: Fact
  /** Leads to something of the same application: what is selected there is wanted of that application too. */
  readonly sameCase?: boolean
}

/** The options of a field that needs a fact of its application: description with the price, and the extension. */
export function needs(fact: Fact, description: string) {
  const names: readonly CaseEndpoint[] = caseEndpoints.filter((endpoint) => carries(endpoint, fact))
  const extensions: FieldCost & Record<string, unknown> = { fact }
  return { description: `${description}\n\nMay spend one call to ${names.join(' or ')}.`, extensions }
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

function collect(info: GraphQLResolveInfo, selectionSet: SelectionSetNode, typeName: string, facts: Set<Fact>): void {
  const type = info.schema.getType(typeName)
  for (const selection of selectionSet.selections) {
    if (getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues)?.if === true) continue
    if (getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues)?.if === false) continue
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = info.fragments[selection.name.value]
      if (fragment) collect(info, fragment.selectionSet, fragment.typeCondition.name.value, facts)
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(info, selection.selectionSet, selection.typeCondition?.name.value ?? typeName, facts)
    } else if (isObjectType(type) || isInterfaceType(type)) {
      const field = type.getFields()[selection.name.value]
      const cost: FieldCost = field?.extensions ?? {}
      if (cost.fact) facts.add(cost.fact)
      if (field && cost.sameCase && selection.selectionSet)
        collect(info, selection.selectionSet, getNamedType(field.type).name, facts)
    }
  }
}
