import type { ExecutionResult, GraphQLError } from 'graphql'

/** One of the payloads that make an answer, as the draft of 2022-08-24 (deferSpec=20220824) has them. */
export interface Part extends ExecutionResult {
  readonly incremental?: readonly Increment[]
  readonly hasNext?: boolean
}

/** What comes later at one place: of a fragment its data, of a list its next elements. */
export interface Increment {
  readonly path: readonly (string | number)[]
  readonly data?: object | null
  readonly items?: readonly unknown[] | null
  readonly label?: string
  readonly errors?: readonly GraphQLError[]
}

export function isInParts(result: unknown): result is AsyncIterable<Part> {
  return typeof result === 'object' && result !== null && Symbol.asyncIterator in result
}

/** The parts, and where they do not all come before something else does, a last one that says so. */
export async function* partsUntil(
  late: Promise<{ readonly errors: readonly GraphQLError[] }>,
  parts: AsyncIterable<Part>,
): AsyncGenerator<Part> {
  const iterator = parts[Symbol.asyncIterator]()
  for (;;) {
    const next = await Promise.race([iterator.next(), late])
    if ('errors' in next) {
      yield { incremental: [{ path: [], data: {}, errors: next.errors }], hasNext: false }
      return
    }
    if (next.done) return
    yield next.value
  }
}
