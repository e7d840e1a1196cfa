import {
  type DirectiveNode,
  type FieldNode,
  getNullableType,
  type GraphQLSchema,
  isListType,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

type Random = (below: number) => number

/**
 * The same operation with wishes for parts at random places: fields deferred, deferred once more beside or below what is
 * not, and lists streamed. Together the parts say what it says without them.
 */
export function inRandomParts(query: string, schema: GraphQLSchema, random: Random): string {
  const types = new TypeInfo(schema)
  return print(
    visit(
      parse(query),
      visitWithTypeInfo(types, {
        Field: {
          leave(node) {
            const field = types.getFieldDef()
            if (!field || !isListType(getNullableType(field.type)) || random(3) > 0) return undefined
            return { ...node, directives: [...(node.directives ?? []), streamed(random(3))] }
          },
        },
        SelectionSet: { leave: (node) => cut(node, random) },
      }),
    ),
  )
}

function cut(node: SelectionSetNode, random: Random): SelectionSetNode {
  const selections = node.selections.flatMap((selection): SelectionNode[] => {
    if (random(3) > 0) return [selection]
    const { first, later } = halves(selection, random)
    return [...first, deferred(later)]
  })
  return { ...node, selections }
}

/** Of an object some fields now and the others later, at the same place; of all else the whole later. */
function halves(selection: SelectionNode, random: Random): { first: SelectionNode[]; later: SelectionNode } {
  const isStreamed = selection.directives?.some(({ name }) => name.value === 'stream') === true
  const all = selection.kind === Kind.FIELD && !isStreamed ? selection.selectionSet?.selections : undefined
  if (!all || all.length < 2 || random(2) > 0) return { first: [], later: selection }
  const at = 1 + random(all.length - 1)
  const only = (selections: readonly SelectionNode[]): FieldNode => ({
    ...(selection as FieldNode),
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  })
  return { first: [only(all.slice(0, at))], later: only(all.slice(at)) }
}

function deferred(selection: SelectionNode): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    directives: [directive('defer')],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [selection] },
  }
}

function streamed(initialCount: number): DirectiveNode {
  const value = { kind: Kind.INT, value: String(initialCount) } as const
  const name = { kind: Kind.NAME, value: 'initialCount' } as const
  return { ...directive('stream'), arguments: [{ kind: Kind.ARGUMENT, name, value }] }
}

function directive(name: string): DirectiveNode {
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: name } }
}
