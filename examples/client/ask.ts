import type { TypedDocumentString } from './generated/graphql.ts'

export interface Answer<Result> {
  /** Null where nothing could be answered; a field that failed is null in it, with its error beside. */
  readonly data: Result | null
  readonly errors: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
  /** What the answer cost. */
  readonly quota: { readonly spent: readonly { readonly calls: number }[] } | null
}

/**
 * Asks by the hash of the operation: a server that has generated/persisted-documents.json as TRUSTED_DOCUMENTS knows it.
 * Another one says that it does not, and is sent the text. Throws where no answer of a graph comes back.
 */
export async function ask<Result, Variables>(
  server: string,
  operation: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Promise<Answer<Result>> {
  const byHash = await post<Result>(server, { documentId: operation.__meta__?.['hash'] as string, variables })
  const isUnknown = byHash.errors.some(({ extensions }) => extensions?.code === 'PERSISTED_QUERY_NOT_FOUND')
  return isUnknown ? post(server, { query: operation.toString(), variables }) : byHash
}

async function post<Result>(server: string, body: object): Promise<Answer<Result>> {
  const response = await fetch(server, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify(body),
  }).catch((cause: unknown) => {
    throw new Error(`Nobody answers at ${server}. Is the patent graph running? (npm start in the project's folder)`, {
      cause,
    })
  })
  const answer = (await response.json().catch(() => null)) as
    | (Partial<Answer<Result>> & {
        readonly extensions?: { readonly quota?: Answer<Result>['quota'] }
      })
    | null
  if (!answer || (!('data' in answer) && !answer.errors))
    throw new Error(`What answers at ${server} (HTTP ${response.status}) is no GraphQL server.`)
  return { data: answer.data ?? null, errors: answer.errors ?? [], quota: answer.extensions?.quota ?? null }
}
