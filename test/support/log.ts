import type { Log } from '../../src/store/log.ts'

/** A log that a test can read. */
export function keptLog(): Log & { readonly lines: { details: object; message: string }[] } {
  const lines: { details: object; message: string }[] = []
  return { lines, warn: (details, message) => lines.push({ details, message }) }
}

export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string }

/** Of the lines that a server has written those with this message. */
export function linesSaying(lines: readonly string[], message: string): LogLine[] {
  return lines.map((line) => JSON.parse(line) as LogLine).filter(({ msg }) => msg === message)
}
