import { writeFileSync } from 'node:fs'
import { printSchema } from 'graphql'
import { schema } from '../src/schema/index.ts'

/** schema.graphql beside package.json: what clients generate their code from. */
export const schemaFile = new URL('../schema.graphql', import.meta.url)

/** The graph in GraphQL's own language, names in alphabetical order: a new one moves no other. */
export function printedSchema(): string {
  return `# Printed from src/schema by 'npm run schema', never edited.\n\n${printSchema(schema)}\n`
}

if (import.meta.main) writeFileSync(schemaFile, printedSchema())
