import type { Endpoint } from '../../../sources/jpo/endpoints.ts'
import { withKey } from '../access-key.ts'
import { endpoint } from '../fetcher.ts'
import type { Asked } from './operation.ts'

/** quotaPlan of an operation. */
export interface Price {
  readonly feasible: boolean
  readonly estimatedWaitSeconds: number
  readonly calls: readonly {
    readonly endpoint: Endpoint
    readonly atLeast: number
    readonly atMost: number
    readonly remaining: number
  }[]
}

/** A price, or why there is none, in the server's words. */
export type Priced = { readonly price: Price } | { readonly problem: string }

const question = /* GraphQL */ `
  query PriceOf($document: String!, $operationName: String, $variables: JSON) {
    quotaPlan(document: $document, operationName: $operationName, variables: $variables) {
      feasible
      estimatedWaitSeconds
      calls {
        endpoint
        atLeast
        atMost
        remaining
      }
    }
  }
`

/** Asked with the headers that the operation itself would have: they may say what it may spend. Costs no call. */
export async function priceOf(asked: Asked, headers: HeadersInit, signal: AbortSignal): Promise<Priced> {
  const sent = withKey(headers)
  sent.set('content-type', 'application/json')
  sent.set('accept', 'application/graphql-response+json, application/json')
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: sent,
    body: JSON.stringify({ query: question, variables: asked }),
    signal,
  })
  const { data, errors } = (await answer.json()) as {
    data?: { quotaPlan: Price } | null
    errors?: readonly { readonly message: string }[]
  }
  return data ? { price: data.quotaPlan } : { problem: errors?.[0]?.message ?? `HTTP ${answer.status}` }
}
