import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime'
import { LegacyLogger, Logger } from '@graphql-hive/logger'
import InMemoryLRUCache from '@graphql-mesh/cache-inmemory-lru'
import { getComposedSchemaFromConfig } from '@graphql-mesh/compose-cli'
import useDeduplicateRequest from '@graphql-mesh/plugin-deduplicate-request'
import { loadOpenAPISubgraph } from '@omnigraph/openapi'
import { type GraphQLResolveInfo, print, type SelectionSetNode } from 'graphql'
import { officeApi, publicationOf } from './office-api.ts'

/** Hive Gateway on an OpenAPI description of the office, composed by Mesh: each path a field of Query. */
const [, , port, origin = '', token = ''] = process.argv
const description = join(process.cwd(), 'office-api.json')
writeFileSync(description, JSON.stringify(officeApi(origin)))

const supergraph = await getComposedSchemaFromConfig(
  {
    subgraphs: [
      {
        sourceHandler: loadOpenAPISubgraph('JPO', {
          source: description,
          operationHeaders: { Authorization: `Bearer ${token}` },
        }),
      },
    ],
  },
  LegacyLogger.from(new Logger({ level: 'warn' })),
)

/** What the gateway offers to resolvers of its own: the fields of the office's API. */
interface Call {
  readonly root: unknown
  readonly args: Readonly<Record<string, string>>
  readonly context: Context
  readonly info: GraphQLResolveInfo
  readonly selectionSet: (wanted: SelectionSetNode) => string
}
interface Context {
  readonly JPO: {
    readonly Query: Readonly<
      Record<string, (call: Call) => Promise<{ result: { data: Readonly<Record<string, string>> } }>>
    >
  }
}

const citedApplication = {
  selectionSet: '{ documentNumber }',
  async resolve(root: { documentNumber: string }, _args: unknown, context: Context, info: GraphQLResolveInfo) {
    const { caseNumberReference, appProgressSimple } = context.JPO.Query
    const reference = await caseNumberReference?.({
      root,
      args: { kind: 'publication', number: publicationOf(root.documentNumber) },
      context,
      info,
      selectionSet: () => '{ result { data { applicationNumber } } }',
    })
    const progress = await appProgressSimple?.({
      root,
      args: { number: reference?.result.data['applicationNumber'] ?? '' },
      context,
      info,
      selectionSet: (wanted) => `{ result { data ${print(wanted)} } }`,
    })
    return progress?.result.data
  },
}

const gateway = createGatewayRuntime({
  supergraph,
  additionalTypeDefs: 'extend type PatentDocument { citedApplication: Progress }',
  additionalResolvers: { PatentDocument: { citedApplication } } as never,
  // The office says nothing about caching, so caching by HTTP keeps nothing; whole answers may be kept for the day.
  cache: new InMemoryLRUCache({ max: 100_000 }),
  responseCaching: { session: () => null, ttl: 24 * 3_600_000 },
  plugins: () => [useDeduplicateRequest()],
  logging: false,
})
createServer({ keepAliveTimeout: 60_000 }, gateway).listen(Number(port), '127.0.0.1')
