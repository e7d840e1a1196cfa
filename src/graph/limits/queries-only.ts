import { GraphQLError, type ValidationRule } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** This graph reads. Without the rule GraphQL finds out when it executes, and its error then has no code. */
export const answerQueriesOnly: Plugin = {
  onValidate({ addValidationRule }) {
    addValidationRule(queriesOnly)
  },
}

const queriesOnly: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return
    const message = `This graph answers queries only; this is a ${node.operation}.`
    context.reportError(new GraphQLError(message, { nodes: node }))
  },
})
