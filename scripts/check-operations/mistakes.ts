import { getLocation, type GraphQLError } from 'graphql'

/** What is wrong with the files, all of it at once: one line for each, with its place. */
export class Mistakes {
  readonly #lines = new Set<string>()

  /** `error`: whose place it is. */
  add(message: string, error?: GraphQLError): void {
    this.#lines.add(`${error ? `${placeIn(error)} ` : ''}${message}`)
  }

  get lines(): readonly string[] {
    return [...this.#lines]
  }

  throwIfAny(): void {
    if (this.#lines.size > 0) throw new Error(this.lines.join('\n'))
  }
}

/** `file:line:column` as editors and terminals follow it. */
function placeIn({ source, positions }: GraphQLError): string {
  const [position] = positions ?? []
  if (!source || position === undefined) return ''
  const { line, column } = getLocation(source, position)
  const { locationOffset } = source
  const columns = line === 1 ? locationOffset.column - 1 : 0
  return `${source.name}:${line + locationOffset.line - 1}:${column + columns}`
}
