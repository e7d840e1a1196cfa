import { Counter, Histogram, type Registry } from 'prom-client'
import type { JournalEntry, JournalOutcome } from '../../quota/journal.ts'
import type { Event, Outcome } from '../../quota/spending.ts'
import { endpointNames } from '../../sources/jpo/endpoints.ts'
import { bounded } from './bounded.ts'

/** Of a call: the words of the journal. */
const callOutcomes = ['answered', 'no-data', 'refused-day', 'busy', 'refused', 'failed', 'not-sent'] as const
const questionOutcomes: readonly Outcome[] = ['stored', 'fact', 'shared', 'stale', 'paid', 'refused']
const refusals: Partial<Record<JournalOutcome, string>> = {
  'refused-day': 'day',
  'refused-share': 'share',
  'refused-minute': 'minute',
}

/** As many callers get series of their own: twelve each. */
const MOST_CALLERS = 100

/** What operations ask, and what of it is sent to the office. */
export function createCallMetrics(registry: Registry) {
  const registers = [registry]
  const calls = new Counter({
    name: 'jpo_graph_calls_total',
    help: 'Calls to the office by how they ended, each retry one. refused-day: 203, its own count; not-sent: no connection.',
    labelNames: ['endpoint', 'outcome'],
    registers,
  })
  const refused = new Counter({
    name: 'jpo_graph_turns_refused_total',
    help: 'Calls not sent since the day was spent here, or their turn in the minute came too late for who asked.',
    labelNames: ['endpoint', 'because'],
    registers,
  })
  const waits = new Histogram({
    name: 'jpo_graph_turn_wait_seconds',
    help: 'How long calls waited for their turn in the minute.',
    buckets: [0.1, 1, 2.5, 5, 10, 15, 20, 25, 60, 120],
    registers,
  })
  const durations = new Histogram({
    name: 'jpo_graph_call_duration_seconds',
    help: 'From the turn of a call to the end of its answer, connecting included.',
    labelNames: ['endpoint'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 35],
    registers,
  })
  const questions = new Counter({
    name: 'jpo_graph_questions_total',
    help: 'Questions of operations by what answered them; all but paid and refused were saved. Each attempt that was sent is one paid.',
    labelNames: ['endpoint', 'outcome'],
    registers,
  })
  const paidFor = new Counter({
    name: 'jpo_graph_caller_calls_total',
    help: 'Calls sent to the office by the caller whose operation they were for.',
    labelNames: ['caller', 'endpoint'],
    registers,
  })
  // A rate needs a zero to rise from.
  for (const endpoint of endpointNames) {
    for (const outcome of callOutcomes) calls.inc({ endpoint, outcome }, 0)
    for (const outcome of questionOutcomes) questions.inc({ endpoint, outcome }, 0)
    for (const because of Object.values(refusals)) refused.inc({ endpoint, because }, 0)
  }
  const callerLabel = bounded(MOST_CALLERS)

  return {
    attempted({ endpoint, outcome, statusCode, waitedMs, at }: JournalEntry, endedAt: number): void {
      const because = refusals[outcome]
      if (because !== undefined && statusCode === null) {
        refused.inc({ endpoint, because })
        return
      }
      calls.inc({ endpoint, outcome })
      waits.observe(waitedMs / 1000)
      durations.observe({ endpoint }, Math.max(0, endedAt - at) / 1000)
    },
    asked({ endpoint, outcome }: Event, caller: string, times = 1): void {
      questions.inc({ endpoint, outcome }, times)
      if (outcome === 'paid') paidFor.inc({ caller: callerLabel(caller), endpoint })
    },
  }
}
