import { writeFileSync } from 'node:fs'
import { printSchema } from 'graphql'
import { clientSchema, subgraphSdl } from '../src/schema/federation/subgraph.ts'
import { schema } from '../src/schema/index.ts'

/** schema.graphql beside package.json: what clients generate their code from. */
export const schemaFile = new URL('../schema.graphql', import.meta.url)

/** subgraph.graphql beside it: what gateways compose. */
export const subgraphFile = new URL('../subgraph.graphql', import.meta.url)

const note = "# Printed from src/schema by 'npm run schema', never edited.\n\n"

/** The graph in GraphQL's own language, names in alphabetical order: a new one moves no other. */
export function printedSchema(): string {
  return `${note}${printSchema(clientSchema(schema))}\n`
}

/** The same with what gateways are told. */
export function printedSubgraph(): string {
  return `${note}${subgraphSdl(schema)}\n`
}

if (import.meta.main) {
  writeFileSync(schemaFile, printedSchema())
  writeFileSync(subgraphFile, printedSubgraph())
}
