import type { Logger } from 'pino'

export interface OperationBegin {
  /** Also in the answer, as X-Request-Id. */
  readonly id: string
  readonly caller: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  /** The client's place in a trace (W3C Trace Context): its headers traceparent and tracestate, as they came. */
  readonly carrier: Readonly<Record<string, string>>
}

export interface OperationEnd {
  /** As its document says; null for an anonymous one, and where no operation could be read. */
  readonly name: string | null
  /** Parsed, valid, and begun. */
  readonly isRun: boolean
  /** `extensions.code` of each error in the answer. */
  readonly codes: readonly string[]
  /** Of the HTTP answer; null where the client went away before it had all of it. */
  readonly status: number | null
  readonly at: number
  readonly calls: ReadonlyMap<string, number>
  /** Questions answered without a call, and those of them by something older than wanted. */
  readonly saved: number
  readonly stale: number
  readonly waitedMs: number
}

/** GraphQL allows names of any length. */
const LONGEST_NAME = 100

/**
 * One line for each operation. Never its document or its variables: they hold the numbers and the names that somebody is
 * interested in, which is nobody else's business.
 */
export function logOperation(
  log: Logger,
  { id, caller, startedAt }: OperationBegin,
  end: OperationEnd,
  traceId: string | null,
): void {
  log.info(
    {
      id,
      ...(traceId !== null && { traceId }),
      caller,
      operation: end.name?.slice(0, LONGEST_NAME) ?? null,
      ms: end.at - startedAt,
      waitedMs: end.waitedMs,
      calls: Object.fromEntries(end.calls),
      saved: end.saved,
      stale: end.stale,
      errors: counted(end.codes),
      status: end.status,
    },
    'Operation',
  )
}

function counted(codes: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return Object.fromEntries(counts)
}
