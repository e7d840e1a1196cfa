import type { Log } from '../../src/store/log.ts'

/** A log that a test can read. */
export function keptLog(): Log & { readonly lines: { details: object; message: string }[] } {
  const lines: { details: object; message: string }[] = []
  return { lines, warn: (details, message) => lines.push({ details, message }) }
}
