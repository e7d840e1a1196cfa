import type { Logger } from 'pino'
import type { JournalEntry } from '../quota/journal.ts'
import type { OperationBegin, OperationEnd } from './operation-log.ts'

export interface TraceSettings {
  readonly exporter: 'otlp' | 'console' | 'none'
  readonly protocol: 'http/protobuf' | 'http/json'
}

/** One operation in a trace: a span of its own, and one below it for each call to the office. */
export interface OperationTrace {
  /** The trace that it belongs to, its client's where that began one. */
  readonly traceId: string
  attempted(attempt: JournalEntry, endedAt: number): void
  ended(end: OperationEnd): void
}

export interface Traces {
  operation(begin: OperationBegin): OperationTrace
  /** Sends what is not sent yet, in little time. */
  close(): Promise<void>
}

/** Null where nothing is to be traced: OpenTelemetry is not even loaded then. */
export async function createTraces({ exporter, protocol }: TraceSettings, log: Logger): Promise<Traces | null> {
  if (exporter === 'none') return null
  const { startTraces } = await import('./open-telemetry.ts')
  return startTraces({ exporter, protocol, log })
}
