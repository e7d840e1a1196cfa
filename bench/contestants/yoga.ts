import { createServer } from 'node:http'
import { createSchema, createYoga, type Plugin } from 'graphql-yoga'
import { typeDefs } from './graph.ts'
import { createLoaders, resolvers } from './loaders.ts'
import { readRecords } from './records.ts'

const [, , port, file = ''] = process.argv
const records = readRecords(file)

const addExtensions: Plugin = {
  onResultProcess(event) {
    event.setResult({ ...event.result, extensions: records.extensions })
  },
}

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => ({ loaders: createLoaders(records) }),
  plugins: [addExtensions],
  graphiql: false,
  landingPage: false,
  batching: false,
  multipart: false,
  cors: false,
  logging: false,
})
createServer({ keepAliveTimeout: 60_000 }, yoga).listen(Number(port), '127.0.0.1')
