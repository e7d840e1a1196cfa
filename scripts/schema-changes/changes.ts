import { type Change, CriticalityLevel, diff, type Rule } from '@graphql-inspector/core'
import { buildSchema } from 'graphql'

/** A change that an operation or a gateway of today may not survive. */
export interface BreakingChange {
  /** Type, Type.field, Type.field.argument, Enum.VALUE, or @directive. */
  readonly path: string
  readonly message: string
}

/** What a gateway composes with is part of the contract too: without a key nobody refers to the type any more. */
const keysAreKept: Rule = ({ changes }) =>
  changes.map((change) =>
    change.type === 'DIRECTIVE_USAGE_OBJECT_REMOVED' && change.message.includes("'key'") ? broken(change) : change,
  )

function broken(change: Change): Change {
  return { ...change, criticality: { ...change.criticality, level: CriticalityLevel.Breaking } }
}

/** What of the released schema is gone or is no longer what it was; descriptions and additions are no such change. */
export async function breakingChanges(released: string, now: string): Promise<readonly BreakingChange[]> {
  const schemas = [released, now].map((sdl) => buildSchema(sdl, { assumeValidSDL: true }))
  const [before, after] = schemas as [(typeof schemas)[0], (typeof schemas)[0]]
  const changes = await diff(before, after, [keysAreKept])
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ path = 'Query', message }) => ({ path, message }))
}

/** Those that no line `- Breaking: …` of the unreleased part of the changelog names as `path`. */
export function unlisted(changes: readonly BreakingChange[], changelog: string): readonly BreakingChange[] {
  const unreleased = /^## Unreleased$([^]*?)(?=^## |$(?![^]))/m.exec(changelog)?.[1] ?? ''
  const entries = unreleased.split(/^- /m).filter((entry) => entry.startsWith('Breaking: '))
  return changes.filter(({ path }) => !entries.some((entry) => entry.includes(`\`${path}\``)))
}
