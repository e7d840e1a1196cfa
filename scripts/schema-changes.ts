import { copyFileSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { schemaFile, subgraphFile } from './print-schema.ts'
import { type BreakingChange, breakingChanges, unlisted } from './schema-changes/changes.ts'

const usage = `npm run schema-changes -- [--release]

What of the schema that clients and gateways know, released.graphql and released-subgraph.graphql, is gone or no longer what it
was. Each such change needs a line '- Breaking: … \`Type.field\` …' under Unreleased in CHANGELOG.md; without one this fails.
--release, as a part of a release: what is printed now is what clients know from now on.`

/** As they were with the last release, beside what is printed now. */
export const released = [
  [new URL('../released.graphql', import.meta.url), schemaFile],
  [new URL('../released-subgraph.graphql', import.meta.url), subgraphFile],
] as const

/** The breaking changes of both, each once, and those of them that the changelog does not list. */
export async function changesSinceRelease() {
  const changelog = readFileSync(new URL('../CHANGELOG.md', import.meta.url), 'utf8')
  const found = await Promise.all(
    released.map(([before, now]) => breakingChanges(readFileSync(before, 'utf8'), readFileSync(now, 'utf8'))),
  )
  const breaking = [...new Map(found.flat().map((change) => [`${change.path} ${change.message}`, change])).values()]
  return { breaking, unlisted: unlisted(breaking, changelog) }
}

function shown(changes: readonly BreakingChange[]): string {
  return changes.map(({ path, message }) => `  \`${path}\`  ${message}`).join('\n')
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { release: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } })
  if (values.help) {
    console.log(usage)
    return
  }
  const { breaking, unlisted } = await changesSinceRelease()
  console.log(breaking.length === 0 ? 'Nothing of the released schema is broken.' : `Broken:\n${shown(breaking)}`)
  if (unlisted.length > 0)
    throw new Error(`CHANGELOG.md has no line '- Breaking: …' under Unreleased for:\n${shown(unlisted)}`)
  if (values.release) for (const [before, now] of released) copyFileSync(now, before)
}

if (import.meta.main)
  try {
    await main()
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
