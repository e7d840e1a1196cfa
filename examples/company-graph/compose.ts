import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'

/** A subgraph where it runs. */
export interface Subgraph {
  readonly name: string
  readonly url: string
}

/** What the gateway plans by, made of what each subgraph says of itself. */
export async function supergraphOf(subgraphs: readonly Subgraph[]): Promise<string> {
  const services = subgraphs.map(async ({ name, url }) => ({ name, url, typeDefs: parse(await sdlOf(url)) }))
  const { supergraphSdl, errors = [] } = composeServices(await Promise.all(services))
  if (supergraphSdl === undefined)
    throw new Error(['The subgraphs do not fit:', ...errors.map(({ message }) => `  ${message}`)].join('\n'))
  return supergraphSdl
}

async function sdlOf(url: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  })
  const { data } = (await response.json()) as { readonly data: { readonly _service: { readonly sdl: string } } }
  return data._service.sdl
}
