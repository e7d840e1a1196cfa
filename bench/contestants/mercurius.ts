import Fastify from 'fastify'
import mercurius from 'mercurius'
import { typeDefs } from './graph.ts'
import { type ApplicationRecord, type CitationRecord, documentsOf, readRecords } from './records.ts'

const [, , port, file = ''] = process.argv
const { applications, citations, numberByPublication, extensions } = readRecords(file)

const app = Fastify({ logger: false, keepAliveTimeout: 60_000 })
app.register(mercurius, {
  schema: typeDefs,
  resolvers: {
    Query: {
      application: (_root: unknown, { number }: { number: string }) => applications.get(number) ?? null,
      applications: (_root: unknown, { numbers }: { numbers: readonly string[] }) =>
        numbers.map((number) => applications.get(number) ?? null),
    },
    Application: { documents: documentsOf },
  },
  // docs/loaders.md: without its cache a loader saves the serialisation of each object, "at the cost of more objects to
  // fetch" – which here are in memory.
  loaders: {
    Application: {
      citations: {
        loader: async (queries: readonly { obj: ApplicationRecord }[]) =>
          queries.map(({ obj }) => citations.get(obj.number) ?? []),
        opts: { cache: false },
      },
    },
    PatentCitation: {
      citedApplication: {
        loader: async (queries: readonly { obj: CitationRecord }[]) =>
          queries.map(({ obj }) => applications.get(numberByPublication.get(obj.publicationNumber) ?? '') ?? null),
        opts: { cache: false },
      },
    },
  },
  jit: 1,
  graphiql: false,
  allowBatchedQueries: false,
})
app.ready().then(() => {
  app.graphql.addHook('onResolution', async (execution) => {
    execution.extensions = extensions
  })
  return app.listen({ port: Number(port), host: '127.0.0.1' })
})
