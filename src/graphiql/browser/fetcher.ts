import { createGraphiQLFetcher, type Fetcher, isAsyncIterable } from '@graphiql/toolkit'
import { withKey } from './access-key.ts'
import { lastRun, type QuotaExtension } from './price/last-run.ts'

/** Where this page is, whatever a proxy put before it. */
export const endpoint = location.pathname

const send = createGraphiQLFetcher({
  url: endpoint,
  fetch: (address, init) => fetch(address, { ...init, headers: withKey(init?.headers) }),
})

/** As GraphiQL's own, and what each answer cost is kept for the page to show. */
export const fetcher: Fetcher = async (operation, options) => {
  const answer: unknown = await send(operation, options)
  const isAsked = operation.operationName !== 'IntrospectionQuery'
  if (isAsked && !isAsyncIterable(answer)) note(answer)
  // The toolkit's own type names graphql-ws, which is not installed: TypeScript makes nothing of it.
  return (isAsked && isAsyncIterable(answer) ? noted(answer) : answer) as never
}

/** The last of the parts that come one after the other says what all of it cost. */
async function* noted<T>(answers: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const answer of answers) {
    for (const part of Array.isArray(answer) ? (answer as unknown[]) : [answer]) note(part)
    yield answer
  }
}

function note(answer: unknown): void {
  const { extensions } = answer as { extensions?: { quota?: QuotaExtension } }
  if (extensions?.quota) lastRun.set(extensions.quota)
}
