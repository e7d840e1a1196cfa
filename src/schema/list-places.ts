import { type ASTNode, GraphQLError, visit } from 'graphql'
import type { DocumentNode } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { BadUserInput } from '../errors.ts'

/**
 * GraphQL names the place of a wrong element in a list that came as a variable, and only the position in the text where
 * the list stands in the document. Here it names the index too.
 */
export const namePlacesInLists: Plugin = {
  onValidate({ params }) {
    return ({ valid, result, setResult }) => {
      if (!valid)
        setResult((result as readonly GraphQLError[]).map((error) => named(error, params.documentAST as DocumentNode)))
    }
  },
}

function named(error: GraphQLError, document: DocumentNode): GraphQLError {
  const node = error.nodes?.[0]
  const index = error.originalError instanceof BadUserInput && node ? indexInList(document, node) : -1
  if (index < 0) return error
  return new GraphQLError(`At index ${index}: ${error.message}`, {
    nodes: error.nodes ?? null,
    originalError: error.originalError ?? null,
    extensions: { ...error.extensions, index },
  })
}

function indexInList(document: DocumentNode, wanted: ASTNode): number {
  let found = -1
  visit(document, {
    ListValue({ values }) {
      const index = values.findIndex((value) => value === wanted)
      if (index >= 0) found = index
    },
  })
  return found
}
