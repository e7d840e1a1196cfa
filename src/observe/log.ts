import { type DestinationStream, type Logger, pino } from 'pino'
import { errorShape } from './error-shape.ts'
import type { Redaction } from './redaction.ts'

export interface LogOptions {
  readonly level: string
  readonly redaction: Redaction
  /** Default: this process's standard output, the lines of some milliseconds in one write. */
  readonly destination?: DestinationStream
}

/** The one root of all log lines: whatever is logged, and by whom, passes the redaction on its last few steps. */
export function createLog({ level, redaction, destination }: LogOptions): Logger {
  const options = {
    level,
    serializers: { err: errorShape },
    hooks: { streamWrite: (line: string) => (redaction.isSuspect(line) ? redacted(line, redaction) : line) },
  }
  return pino(options, destination ?? pino.destination({ dest: 1, sync: false, ...together }))
}

/** A write for each line is a tenth of a stored answer; what is fatal is written at once, and at its end so is the rest. */
const together = { minLength: 8 * 1024, periodicFlush: 50 }

/** On the values and not on the line: what is put in the place of a secret must not break its JSON. */
function redacted(line: string, redaction: Redaction): string {
  return `${JSON.stringify(redaction.value(JSON.parse(line)))}\n`
}
