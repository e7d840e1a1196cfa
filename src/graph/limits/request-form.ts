import type { GraphQLParams, Plugin } from 'graphql-yoga'
import { Refusal } from '../../limits/refusal.ts'
import { readJson } from '../../web/gates/json-body.ts'
import type { ServerContext } from '../context.ts'

/** Operations are sent by POST as JSON alone, of the many forms that yoga reads, and within bounds. */
export function readJsonOnly({ bodyBytes }: { readonly bodyBytes: number }): Plugin<object, ServerContext> {
  return {
    onRequestParse({ request, serverContext, setRequestParser }) {
      if (request.method !== 'POST') return
      setRequestParser(async () => {
        const body = await readJson(serverContext.incoming, bodyBytes)
        // A list of operations is yoga's to refuse.
        if (typeof body === 'object' && body !== null) return body as GraphQLParams
        throw new Refusal('The body must be a JSON object with a query.', { status: 400, code: 'BAD_REQUEST' })
      })
    },
  }
}

const types = /^(?:\*\/\*|application\/(?:\*|json|graphql-response\+json))$/

/** Whoever accepts no answer that can be given should not have one made, and paid for. */
export function isAcceptable(accept = '*/*'): boolean {
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.replaceAll(/\s/g, '').toLowerCase().split(';')
    const charset = parameters.find((parameter) => parameter.startsWith('charset='))
    return types.test(type) && (charset === undefined || charset === 'charset=utf-8')
  })
}

export function notAcceptable(): Refusal {
  return new Refusal('Answers are application/graphql-response+json or application/json, in UTF-8.', {
    status: 406,
    code: 'NOT_ACCEPTABLE',
  })
}
