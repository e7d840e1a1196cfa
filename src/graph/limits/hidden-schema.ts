import { GraphQLError, NoSchemaIntrospectionCustomRule } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** Where the schema is not to be asked for, GraphQL's suggestions of its names would tell it bit by bit. */
export const hideSchema: Plugin = {
  onValidate({ addValidationRule }) {
    addValidationRule(NoSchemaIntrospectionCustomRule)
  },
  onResultProcess(event) {
    const { result } = event
    if (Array.isArray(result) || Symbol.asyncIterator in result || !result.errors) return
    event.setResult({ ...result, errors: result.errors.map(withoutSuggestion) })
  },
}

/** Of types, fields, arguments, enum values and fragments alike; in variables too, which no rule of validation sees. */
function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(/ ?\bDid you mean [^?]*\?/g, '')
  if (message === error.message) return error
  const { nodes, source, positions, path, extensions } = error
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions,
  })
}
