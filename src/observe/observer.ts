import type { Logger } from 'pino'
import type { TokenWatch } from '../auth/jpo-token.ts'
import type { JournalEntry } from '../quota/journal.ts'
import type { Event } from '../quota/spending.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { RequestEnd } from './metrics/requests.ts'
import { logOperation, type OperationBegin, type OperationEnd } from './operation-log.ts'
import type { Redaction } from './redaction.ts'
import type { Traces } from './traces.ts'

/** Sees one operation from its arrival to its end. */
export interface OperationWatch {
  /** `times`: as many questions to the same endpoint that became the same. */
  asked(event: Event, times?: number): void
  attempted(attempt: JournalEntry, endedAt: number): void
  ended(end: OperationEnd): void
}

/** All that becomes visible of a server while it works: whoever does something tells it here, and nowhere else. */
export interface Observer {
  operation(begin: OperationBegin): OperationWatch
  requested(end: RequestEnd): void
  readonly token: TokenWatch
  /** A key of the office's answers that no reader knows. */
  unknownKey(path: string): void
  /** Resolves when no operation is under way: each has its line then. */
  idle(): Promise<void>
}

export interface ObserverOptions {
  readonly log: Logger
  readonly metrics: Metrics
  readonly redaction: Redaction
  readonly traces: Traces | null
}

export function createObserver({ log, metrics, redaction, traces }: ObserverOptions): Observer {
  const novelties = new Set<string>()
  const running = new Set<Promise<unknown>>()

  function operation(begin: OperationBegin): OperationWatch {
    metrics.operations.began()
    const trace = traces?.operation(begin)
    const { promise: ends, resolve } = Promise.withResolvers<unknown>()
    running.add(ends)
    return {
      asked: (event, times) => metrics.calls.asked(event, begin.caller, times),
      attempted(attempt, endedAt) {
        metrics.calls.attempted(attempt, endedAt)
        trace?.attempted(attempt, endedAt)
      },
      ended(end) {
        const { name } = end
        const seen = name !== null && redaction.isSuspect(name) ? { ...end, name: redaction.text(name) } : end
        metrics.operations.ended(labelOf(seen), end.codes, (end.at - begin.startedAt) / 1000)
        trace?.ended(seen)
        logOperation(log, begin, seen, trace?.traceId ?? null)
        running.delete(ends)
        resolve(undefined)
      },
    }
  }

  return {
    operation,
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
    requested: (end) => metrics.requests.ended(end),
    token: { ...metrics.token, secret: (value) => redaction.learn(value) },
    unknownKey(name) {
      const path = redaction.text(name)
      metrics.unknownKeys.seen(path)
      // Once each: how often it was seen is a figure, not news.
      if (novelties.has(path) || novelties.size >= MOST_NOVELTIES) return
      novelties.add(path)
      log.info({ path }, 'The office sends a key that this server does not know; it is ignored')
    },
  }
}

const MOST_NOVELTIES = 1_000

/** Names of operations that did not run are not worth a series: anybody can think of any number of them. */
function labelOf({ name, isRun }: OperationEnd): string {
  return isRun ? (name ?? 'anonymous') : 'refused'
}
