import type { GraphQLParams, Plugin } from 'graphql-yoga'
import { Refusal } from '../../limits/refusal.ts'
import type { ServerContext } from '../context.ts'

/**
 * What is sent by POST is JSON alone, of the many forms that yoga reads; of a body that is none, nothing is repeated. By GET
 * the hash of a known operation may stand in the address, too.
 */
export const readJsonParameters: Plugin<object, ServerContext> = {
  onRequestParse({ request, serverContext: { body }, setRequestParser, requestParser }) {
    if (request.method === 'POST') setRequestParser(() => parametersIn(body.toString()))
    else if (requestParser)
      setRequestParser(async (sent) => {
        const parameters = (await requestParser(sent)) as GraphQLParams
        const documentId = new URL(sent.url).searchParams.get('documentId')
        return documentId === null ? parameters : { ...parameters, documentId }
      })
  },
}

function parametersIn(text: string): GraphQLParams {
  const parameters = parsed(text)
  // A list of operations is yoga's to refuse.
  if (typeof parameters === 'object' && parameters !== null) return parameters as GraphQLParams
  throw new Refusal('The body must be a JSON object with a query.', { status: 400, code: 'BAD_REQUEST' })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('The body is no JSON.', { status: 400, code: 'BAD_REQUEST' })
  }
}
