import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { extname, normalize, resolve } from 'node:path'
import { gqlPluckFromCodeStringSync } from '@graphql-tools/graphql-tag-pluck'
import { type DefinitionNode, GraphQLError, Kind, parse, Source } from 'graphql'
import { Mistakes } from './mistakes.ts'

const ofDocuments = ['.graphql', '.gql', '.graphqls']
const ofCode = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

/** What stands in the files: operations and fragments, each with its place in its node's `loc`. */
export function readDefinitions(patterns: readonly string[], folder: string): readonly DefinitionNode[] {
  const sources = filesOf(patterns, folder).flatMap((file) => sourcesIn(file, folder))
  const mistakes = new Mistakes()
  const definitions = sources.flatMap((source) => {
    try {
      return parse(source).definitions
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error
      mistakes.add(error.message, error)
      return []
    }
  })
  mistakes.throwIfAny()
  return definitions
}

function filesOf(patterns: readonly string[], folder: string): readonly string[] {
  const files = patterns.flatMap((pattern) => {
    // A shell may have read the pattern already, and names may hold what is a pattern here: app/[id]/page.tsx.
    const found = existsSync(resolve(folder, pattern))
      ? [pattern]
      : globSync(pattern, { cwd: folder, exclude: (name) => /(^|[\\/])node_modules$/.test(name) })
    const readable = found.filter((file) => statSync(resolve(folder, file)).isFile())
    if (readable.length === 0) throw new Error(`No file fits ${pattern} in ${folder}.`)
    return readable
  })
  return [...new Set(files.map((file) => normalize(file)))].toSorted()
}

function sourcesIn(file: string, folder: string): readonly Source[] {
  const extension = extname(file)
  const text = readFileSync(resolve(folder, file), 'utf8')
  if (ofDocuments.includes(extension)) return text.trim() === '' ? [] : [new Source(text, file)]
  if (ofCode.includes(extension)) return taggedIn(file, text)
  throw new Error(
    `${file} is no file of operations; accepted are ${[...ofDocuments, ...ofCode].join(' ')}, the latter with graphql\`…\`, graphql(\`…\`) or gql\`…\`.`,
  )
}

/** What is tagged, with its place in the file: a column is counted from 0 there, and is that of the backtick. */
function taggedIn(file: string, text: string): readonly Source[] {
  try {
    return gqlPluckFromCodeStringSync(file, text, { skipIndent: true }).map(({ body, locationOffset }) => {
      const { line, column } = locationOffset
      return new Source(body, file, { line, column: column + 2 })
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`${file} cannot be read: ${reason}`, { cause })
  }
}

/** `file:line:column` of a definition. */
export function placeOf({ loc, kind }: DefinitionNode): string {
  if (!loc) return kind === Kind.FRAGMENT_DEFINITION ? 'a fragment' : 'an operation'
  const { source, startToken } = loc
  const { line, column } = source.locationOffset
  const isFirst = startToken.line === 1
  return `${source.name}:${startToken.line + line - 1}:${startToken.column + (isFirst ? column - 1 : 0)}`
}
