import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'

export type Variables = Readonly<Record<string, unknown>>

/** The fields that a document selects, as the specification collects them (CollectFields). */
export interface Selections {
  /** By the key in the answer, in its order: the nodes that select it of an object of the type. */
  of(type: GraphQLObjectType, sets: readonly SelectionSetNode[]): ReadonlyMap<string, readonly FieldNode[]>
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
}

/** `variables`: the values that @skip and @include go by. */
export function selectionsIn(document: DocumentNode, schema: GraphQLSchema, variables: Variables): Selections {
  const fragments = Object.fromEntries(
    document.definitions.flatMap((it) => (it.kind === Kind.FRAGMENT_DEFINITION ? [[it.name.value, it]] : [])),
  )

  const isLeftOut = (node: SelectionNode) =>
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if === false

  function applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true
    const wanted = schema.getType(condition)
    return isAbstractType(wanted) && schema.isSubType(wanted, type)
  }

  function collect(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    found: Map<string, FieldNode[]>,
    seen: Set<string>,
  ): void {
    for (const selection of selections) {
      if (isLeftOut(selection)) continue
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value
        const nodes = found.get(key)
        if (nodes) nodes.push(selection)
        else found.set(key, [selection])
        continue
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD
      if (isSpread && seen.has(selection.name.value)) continue
      const fragment = isSpread ? fragments[selection.name.value] : selection
      if (isSpread) seen.add(selection.name.value)
      if (fragment && applies(fragment.typeCondition?.name.value, type))
        collect(type, fragment.selectionSet, found, seen)
    }
  }

  return {
    of(type, sets) {
      const found = new Map<string, FieldNode[]>()
      const seen = new Set<string>()
      for (const set of sets) collect(type, set, found, seen)
      return found
    },
    fragments,
  }
}

/** The variables by which @skip and @include go; null where another directive stands in the document. */
export function conditionsIn(document: DocumentNode): readonly string[] | null {
  const names = new Set<string>()
  const others: string[] = []
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') others.push(name.value)
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return others.length > 0 ? null : [...names]
}
