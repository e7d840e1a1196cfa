import {
  type ASTVisitor,
  type DirectiveNode,
  getDirectiveValues,
  getNullableType,
  GraphQLError,
  isListType,
  Kind,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'
import { BadUserInput } from '../../errors.ts'
import { deliveryDirectives, streamDirective } from './directives.ts'
import { streamsAgree } from './streams-agree.ts'

/** A client finds what a part belongs to by its label. */
function labelsAreTexts(context: ValidationContext): ASTVisitor {
  const known = new Map<string, DirectiveNode>()
  return {
    Directive(node) {
      if (!deliveryDirectives.some(({ name }) => name === node.name.value)) return
      const label = node.arguments?.find(({ name }) => name.value === 'label')?.value
      if (!label || label.kind === Kind.NULL) return
      if (label.kind !== Kind.STRING) {
        const message = `The label of @${node.name.value} must be a text that stands in the document, no variable.`
        context.reportError(new GraphQLError(message, { nodes: node }))
        return
      }
      const other = known.get(label.value)
      if (other)
        context.reportError(
          new GraphQLError(`There is more than one part with the label "${label.value}".`, { nodes: [other, node] }),
        )
      known.set(label.value, node)
    },
  }
}

function listsAreStreamed(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      const field = context.getFieldDef()
      if (!field || !node.directives?.some(({ name }) => name.value === streamDirective.name)) return
      if (isListType(getNullableType(field.type))) return
      context.reportError(
        new GraphQLError(`@stream is for lists; "${field.name}" is of the type ${String(field.type)}.`, {
          nodes: node,
        }),
      )
    },
  }
}

/** What makes a document with parts a valid one, beside the rules of GraphQL itself. */
export const deliveryRules: readonly ValidationRule[] = [labelsAreTexts, listsAreStreamed, streamsAgree]

/** Throws BadUserInput where the variables leave no meaning to how the parts are wanted. */
export function checkDelivery(
  node: { readonly directives?: readonly DirectiveNode[] },
  variables: Readonly<Record<string, unknown>>,
): void {
  for (const directive of deliveryDirectives) {
    const { initialCount } = valuesOf(directive, node, variables)
    if (typeof initialCount === 'number' && initialCount < 0)
      throw new BadUserInput(`@stream(initialCount: ${initialCount}) is negative; accepted are whole numbers from 0.`)
  }
}

function valuesOf(...[directive, node, variables]: Parameters<typeof getDirectiveValues>) {
  try {
    return getDirectiveValues(directive, node, variables) ?? {}
  } catch (error) {
    // A variable without a value, for an argument that needs one.
    if (error instanceof GraphQLError) throw new BadUserInput(`@${directive.name}: ${error.message}`)
    throw error
  }
}
