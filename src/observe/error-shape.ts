/** What the log shows of an error. */
export interface ErrorShape {
  readonly type: string
  readonly message: string
  readonly stack?: string
  readonly code?: string
  readonly cause?: ErrorShape
  readonly errors?: readonly ErrorShape[]
}

/** Deeper than any chain of ours; one that bites its tail ends here. */
const DEEPEST = 8

/**
 * Only these: other members of an error are whatever a library hung on it – a request with its headers, the bytes that a
 * parser stumbled over.
 */
export function errorShape(error: unknown, depth = 0): ErrorShape {
  if (!(error instanceof Error)) return { type: typeof error, message: wordsOf(error) }
  const { name, message, stack, cause } = error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const isDeep = depth >= DEEPEST
  return {
    type: name,
    message,
    ...(stack !== undefined && { stack }),
    ...(code !== undefined && { code }),
    ...(cause !== undefined && !isDeep && { cause: errorShape(cause, depth + 1) }),
    ...(error instanceof AggregateError &&
      !isDeep && { errors: error.errors.map((each) => errorShape(each, depth + 1)) }),
  }
}

function wordsOf(thrown: unknown): string {
  return typeof thrown === 'string' ? thrown : Object.prototype.toString.call(thrown)
}
