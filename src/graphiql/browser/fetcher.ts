import { createGraphiQLFetcher, type Fetcher, isAsyncIterable } from '@graphiql/toolkit'
import type { IntrospectionQuery } from 'graphql'
import { withKey } from './access-key.ts'
import { setup } from './here.ts'
import { englishDescriptions } from './terms/english-descriptions.ts'
import { lastRun, type QuotaExtension } from './price/last-run.ts'

/** Where this page is, whatever a proxy put before it. */
export const endpoint = location.pathname

const send = createGraphiQLFetcher({
  url: endpoint,
  fetch: (address, init) => fetch(address, { ...init, headers: withKey(init?.headers) }),
})

/** As GraphiQL's own; what each answer cost is kept for the page to show, and the schema comes in the page's language. */
export const fetcher: Fetcher = async (operation, options) => {
  const answer: unknown = await send(operation, options)
  const isAsked = operation.operationName !== 'IntrospectionQuery'
  if (!isAsked && setup.language === 'ja') return (await inJapanese(answer)) as never
  if (isAsked && !isAsyncIterable(answer)) note(answer)
  // The toolkit's own type names graphql-ws, which is not installed: TypeScript makes nothing of it.
  return (isAsked && isAsyncIterable(answer) ? noted(answer) : answer) as never
}

/** Loaded by who reads Japanese only. What is no schema, as where introspection is off, stays as it is. */
async function inJapanese(answer: unknown): Promise<unknown> {
  const { data } = Object(answer) as { data?: IntrospectionQuery | null }
  if (!data) return answer
  const { inJapanese, thingsIn } = await import('./japanese/describe.ts')
  englishDescriptions.set(new Map(thingsIn(data).map((it) => [it.coordinate, it.english])))
  return { ...Object(answer), data: inJapanese(data) } as unknown
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
