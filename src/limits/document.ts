import { type DocumentNode, GraphQLError, Lexer, parse, type ParseOptions, Source, TokenKind } from 'graphql'
import { tooComplex } from './excess.ts'
import { extentOf } from './extent.ts'
import type { Limits } from './limits.ts'
import type { Refusal } from './refusal.ts'

/** The document, or a Refusal before more of it is read than may be; a GraphQLError where it does not parse. */
export function parseWithin(source: string | Source, limits: Limits, options: ParseOptions = {}): DocumentNode {
  try {
    return parse(source, { ...options, maxTokens: limits.tokens })
  } catch (error) {
    throw (error instanceof GraphQLError && tooComplex('tokens', tokensIn(source), limits)) || error
  }
}

/** What the operations of a document have too much of. */
export function excessesIn(document: DocumentNode, limits: Limits): Refusal[] {
  const extent = extentOf(document)
  return (['depth', 'aliases', 'directives', 'rootFields'] as const)
    .map((limit) => tooComplex(limit, extent[limit], limits))
    .filter((refusal) => refusal !== null)
}

/** As far as they can be told apart. */
function tokensIn(source: string | Source): number {
  const lexer = new Lexer(typeof source === 'string' ? new Source(source) : source)
  let count = 0
  try {
    while (lexer.advance().kind !== TokenKind.EOF) count++
  } catch {
    // What stands behind is none.
  }
  return count
}
