import { GraphQLError, NoSchemaIntrospectionCustomRule, type ValidationRule } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** Where the schema is not to be asked for, GraphQL's suggestions of its names would tell it bit by bit. */
export const hideSchema: Plugin = {
  onValidate({ addValidationRule }) {
    addValidationRule(NoSchemaIntrospectionCustomRule)
    addValidationRule(noService)
  },
  onResultProcess(event) {
    const { result } = event
    if (Array.isArray(result) || Symbol.asyncIterator in result || !result.errors) return
    event.setResult({ ...result, errors: result.errors.map(withoutSuggestion) })
  },
}

/** What gateways are told is the whole schema. They can be given subgraph.graphql instead. */
const noService: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value === '_service' && context.getParentType() === context.getSchema().getQueryType())
      context.reportError(
        new GraphQLError('This server does not tell its schema (INTROSPECTION is off), not to gateways either.', {
          nodes: node,
        }),
      )
  },
})

/**
 * Of types, fields, arguments, enum values and fragments alike; in variables too, which no rule of validation sees, and in
 * what quotaPlan says of the document it was given.
 */
function withoutSuggestion(error: GraphQLError): GraphQLError {
  const { nodes, source, positions, path } = error
  const message = unsuggested(error.message)
  const { errors } = error.extensions
  if (message === error.message && !Array.isArray(errors)) return error
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions: {
      ...error.extensions,
      ...(Array.isArray(errors) && { errors: (errors as readonly { message: string }[]).map(plain) }),
    },
  })
}

function plain<T extends { readonly message: string }>(error: T): T {
  return { ...error, message: unsuggested(error.message) }
}

function unsuggested(message: string): string {
  return message.replace(/ ?\bDid you mean [^?]*\?/g, '')
}
