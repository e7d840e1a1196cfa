import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'
import { subgraphSdl } from '../../src/schema/federation/subgraph.ts'
import { schema } from '../../src/schema/index.ts'

export interface Composed {
  readonly errors: readonly string[]
  /** What clients of the gateway see; '' where the subgraphs do not fit. */
  readonly graph: string
  /** What the gateway plans by. */
  readonly supergraph: string
}

const directives = [
  '@external',
  '@interfaceObject',
  '@key',
  '@override',
  '@provides',
  '@requires',
  '@shareable',
  '@tag',
]
const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(directives)})`

/** This graph composed with the subgraph of a company; `ours` where ours is to say something else than it does. */
export function compose(company: string, ours = subgraphSdl(schema)): Composed {
  const {
    errors = [],
    publicSdl = '',
    supergraphSdl = '',
  } = composeServices([
    { name: 'patents', typeDefs: parse(ours), url: 'http://patents.invalid/graphql' },
    { name: 'company', typeDefs: parse(`${link}\n${company}`), url: 'http://company.invalid/graphql' },
  ])
  return { errors: errors.map(({ message }) => message), graph: publicSdl, supergraph: supergraphSdl }
}
