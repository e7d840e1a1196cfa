import { ApolloServer } from '@apollo/server'
import fastifyApollo from '@as-integrations/fastify'
import Fastify from 'fastify'
import { typeDefs } from './graph.ts'
import { type Context, createLoaders, resolvers } from './loaders.ts'
import { readRecords } from './records.ts'

const [, , port, file = ''] = process.argv
const records = readRecords(file)

const apollo = new ApolloServer<Context>({
  typeDefs,
  resolvers,
  introspection: false,
  plugins: [
    {
      requestDidStart: async () => ({
        async willSendResponse({ response }) {
          if (response.body.kind === 'single') response.body.singleResult.extensions = records.extensions
        },
      }),
    },
  ],
})
await apollo.start()
const app = Fastify({ logger: false, keepAliveTimeout: 60_000 })
await app.register(fastifyApollo(apollo), {
  path: '/graphql',
  context: async () => ({ loaders: createLoaders(records) }),
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
