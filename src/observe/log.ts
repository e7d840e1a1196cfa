import { type DestinationStream, type Logger, pino } from 'pino'
import { errorShape } from './error-shape.ts'
import type { Redaction } from './redaction.ts'

export interface LogOptions {
  readonly level: string
  readonly redaction: Redaction
  /** Default: this process's standard output, line by line as they come. */
  readonly destination?: DestinationStream
}

/** The one root of all log lines: whatever is logged, and by whom, passes the redaction on its last few steps. */
export function createLog({ level, redaction, destination }: LogOptions): Logger {
  const options = {
    level,
    serializers: { err: errorShape },
    hooks: { streamWrite: (line: string) => (redaction.isSuspect(line) ? redacted(line, redaction) : line) },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** On the values and not on the line: what is put in the place of a secret must not break its JSON. */
function redacted(line: string, redaction: Redaction): string {
  return `${JSON.stringify(redaction.value(JSON.parse(line)))}\n`
}
