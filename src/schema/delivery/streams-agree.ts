import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  Kind,
  print,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql'
import { streamDirective } from './directives.ts'

/** Fields that are looked at before it is given up: as many as an operation may have values by default. */
const MOST = 100_000

/**
 * Fields that are one in the answer must be streamed alike: one list comes in one way. GraphQL’s own rule for overlapping
 * fields knows nothing of @stream.
 */
export function streamsAgree(context: ValidationContext): ASTVisitor {
  const ids = new Map<SelectionSetNode, number>()
  /** What was compared together, by ids: fragments that spread each other many times are not compared as often. */
  const compared = new Set<string>()
  let looked = 0
  let isStreaming = false

  function idOf(set: SelectionSetNode): number {
    const id = ids.get(set) ?? ids.size
    ids.set(set, id)
    return id
  }

  /** Two fields that differ, of what is selected of one place in the answer or below it. */
  function differing(sets: ReadonlySet<SelectionSetNode>): readonly FieldNode[] | undefined {
    const key = [...sets]
      .map(idOf)
      .toSorted((a, b) => a - b)
      .join()
    if (compared.has(key) || looked > MOST) return undefined
    compared.add(key)
    const spread = new Set<string>()
    const selected = [...sets].flatMap((set) => [...fieldsOf(set, spread)])
    looked += selected.length
    for (const nodes of Map.groupBy(selected, nameOf).values()) {
      const [first] = nodes
      const other = nodes.find((node) => first && streamOf(node) !== streamOf(first))
      if (first && other) return [first, other]
      const below = new Set(nodes.flatMap(({ selectionSet }) => selectionSet ?? []))
      const found = below.size > 0 ? differing(below) : undefined
      if (found) return found
    }
    return undefined
  }

  function* fieldsOf({ selections }: SelectionSetNode, spread: Set<string>): Generator<FieldNode> {
    for (const part of selections) {
      if (part.kind === Kind.FIELD) yield part
      else if (part.kind === Kind.INLINE_FRAGMENT) yield* fieldsOf(part.selectionSet, spread)
      else if (!spread.has(part.name.value)) {
        spread.add(part.name.value)
        const fragment = context.getFragment(part.name.value)
        if (fragment) yield* fieldsOf(fragment.selectionSet, spread)
      }
    }
  }

  return {
    Directive({ name }) {
      isStreaming ||= name.value === streamDirective.name
    },
    Document: {
      leave({ definitions }) {
        if (!isStreaming) return
        for (const definition of definitions) {
          if (definition.kind !== Kind.OPERATION_DEFINITION) continue
          const nodes = differing(new Set([definition.selectionSet]))
          if (nodes) context.reportError(new GraphQLError(conflictOf(nodes), { nodes }))
        }
        if (looked > MOST) context.reportError(new GraphQLError('Too many fields to compare how they are streamed.'))
      },
    },
  }
}

function conflictOf([field]: readonly FieldNode[]): string {
  const name = field ? nameOf(field) : ''
  return `The fields "${name}" are one list in the answer, but their @stream differs. Write it alike on each, or give one of them an alias.`
}

function nameOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value
}

function streamOf({ directives = [] }: FieldNode): string {
  const stream = directives.find(({ name }) => name.value === streamDirective.name)
  return stream ? `@${(stream.arguments ?? []).map(print).toSorted().join()}` : ''
}
