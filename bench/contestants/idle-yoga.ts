import { createServer } from 'node:http'
import { createSchema, createYoga } from 'graphql-yoga'

const [, , port] = process.argv
const yoga = createYoga({ schema: createSchema({ typeDefs: 'type Query { hello: String }' }), logging: false })
createServer(yoga).listen(Number(port), '127.0.0.1')
