import { type DirectiveNode, type DocumentNode, visit } from 'graphql'
import { deliveryDirectives } from '../../schema/delivery/directives.ts'

/** By documents, which are remembered themselves. */
const known = new WeakMap<DocumentNode, DocumentNode>()

/** The same operation without its wish for parts: for a client that takes none it is the one that is executed. */
export function wholeOf(document: DocumentNode): DocumentNode {
  const whole = known.get(document) ?? visit(document, { Directive: (node) => (isDelivery(node) ? null : undefined) })
  known.set(document, whole)
  return whole
}

function isDelivery({ name }: DirectiveNode): boolean {
  return deliveryDirectives.some((directive) => directive.name === name.value)
}
