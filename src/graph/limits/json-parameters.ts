import type { GraphQLParams, Plugin } from 'graphql-yoga'
import { Refusal } from '../../limits/refusal.ts'
import type { ServerContext } from '../context.ts'

/** What is sent by POST is JSON alone, of the many forms that yoga reads; of a body that is none, nothing is repeated. */
export const readJsonParameters: Plugin<object, ServerContext> = {
  onRequestParse({ request, serverContext: { body }, setRequestParser }) {
    if (request.method === 'POST') setRequestParser(() => parametersIn(body.toString()))
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
