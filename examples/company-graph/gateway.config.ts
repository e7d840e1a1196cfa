/** What of a client's request must reach the patent graph, and what of its answer the client. */
interface Headers {
  get(name: string): string | null
}

/** Who asks, what the operation may spend and how long it waits. Directives of an operation do not pass a gateway. */
const inward = ['authorization', 'cache-control', 'prefer']

/** What was agreed to of `Prefer`. */
const outward = ['preference-applied']

function picked(names: readonly string[], headers: Headers): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => [[name, headers.get(name) ?? '']]).filter(([, value]) => value !== ''),
  )
}

export const gatewayConfig = {
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }: { readonly request: { readonly headers: Headers } }) =>
      picked(inward, request.headers),
    fromSubgraphsToClient: ({ response }: { readonly response: { readonly headers: Headers } }) =>
      picked(outward, response.headers),
    // Several steps of one operation say it several times.
    deduplicateHeaders: true,
  },
}
