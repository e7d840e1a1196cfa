import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql'

/** How far one operation goes, its fragments counted wherever they are spread. */
export interface Extent {
  readonly depth: number
  readonly aliases: number
  readonly directives: number
  readonly rootFields: number
}

type Part = OperationDefinitionNode | FragmentDefinitionNode | SelectionNode

const nothing: Extent = { depth: 0, aliases: 0, directives: 0, rootFields: 0 }

/** Of each figure the largest that an operation of the document has: which of them is executed is said beside it. */
export function extentOf({ definitions }: DocumentNode): Extent {
  const fragments = new Map(
    definitions.flatMap((it) => (it.kind === Kind.FRAGMENT_DEFINITION ? [[it.name.value, it] as const] : [])),
  )
  /** Each part is measured once, so that fragments which spread each other many times cost no more than they are long. */
  const measured = new Map<Part, Extent>()

  function measure(part: Part): Extent {
    const known = measured.get(part)
    if (known) return known
    // What leads back to itself ends here, and is refused by GraphQL's own rule.
    measured.set(part, nothing)
    const below = partsBelow(part).map((child) => [child, measure(child)] as const)
    const extent = {
      depth: Math.max(0, ...below.map(([, { depth }]) => depth)) + (part.kind === Kind.FIELD ? 1 : 0),
      aliases: below.reduce((sum, [, { aliases }]) => sum + aliases, part.kind === Kind.FIELD && part.alias ? 1 : 0),
      directives: below.reduce((sum, [, { directives }]) => sum + directives, directivesOf(part)),
      rootFields: below.reduce((sum, [child, { rootFields }]) => sum + (child.kind === Kind.FIELD ? 1 : rootFields), 0),
    }
    measured.set(part, extent)
    return extent
  }

  function partsBelow(part: Part): readonly Part[] {
    if (part.kind !== Kind.FRAGMENT_SPREAD) return part.selectionSet?.selections ?? []
    const fragment = fragments.get(part.name.value)
    return fragment ? [fragment] : []
  }

  return definitions
    .flatMap((it) => (it.kind === Kind.OPERATION_DEFINITION ? [measure(it)] : []))
    .reduce(largest, nothing)
}

function directivesOf(part: Part): number {
  const ofVariables = part.kind === Kind.OPERATION_DEFINITION ? (part.variableDefinitions ?? []) : []
  return ofVariables.reduce((sum, { directives = [] }) => sum + directives.length, part.directives?.length ?? 0)
}

function largest(a: Extent, b: Extent): Extent {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: Math.max(a.aliases, b.aliases),
    directives: Math.max(a.directives, b.directives),
    rootFields: Math.max(a.rootFields, b.rootFields),
  }
}
