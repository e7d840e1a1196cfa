import { type Logger, pino } from 'pino'

/** A real logger, at its loudest, whose lines a test can read. */
export function readableLog(): {
  readonly log: Logger
  text(): string
  lines(): { msg: string; [detail: string]: unknown }[]
} {
  let written = ''
  const log = pino({ level: 'trace' }, { write: (line: string) => void (written += line) })
  return {
    log,
    text: () => written,
    lines: () =>
      written
        .trimEnd()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as { msg: string }),
  }
}
