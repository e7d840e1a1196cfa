import type { Operation } from '../operation/operation.ts'
import type { OperationBegin } from '../observe/operation-log.ts'
import type { Event } from '../quota/spending.ts'
import type { Services } from '../services.ts'
import type { Visit } from '../web/visit.ts'
import type { Answer, FinishedAnswer, Saved } from './finished-answers.ts'
import { lasting } from './freshness.ts'

/** What must be known of an operation to answer it once more without it. */
export function finishedBy({ name, spending, freshUntil }: Operation, answer: Answer): FinishedAnswer {
  return { ...answer, name, saved: savedIn(spending.events), freshUntil }
}

/** The questions that were answered without a call, those of one kind together. */
export function savedIn(events: readonly Event[]): readonly Saved[] {
  const kinds: { event: Event; times: number }[] = []
  for (const event of events) {
    const kind = kinds.find((it) => it.event.endpoint === event.endpoint && it.event.outcome === event.outcome)
    if (kind) kind.times++
    else kinds.push({ event: withoutPlace(event), times: 1 })
  }
  return kinds
}

/** Which field it was leads to the whole operation, which would be kept with it. */
function withoutPlace(event: Event): Event {
  return { ...event, place: undefined }
}

/** The answer as it is at this moment: it may be kept for less time than when it was made. */
export function nowOf({ freshUntil, headers, ...answer }: FinishedAnswer, now: number): Answer {
  return { ...answer, headers: { ...headers, 'cache-control': lasting(freshUntil, now) } }
}

/** An operation that has its finished answer is counted and logged like any other, since it began. */
export function repeat(
  { clock, observer, tally }: Services,
  { response }: Visit,
  { name, saved }: FinishedAnswer,
  begin: OperationBegin,
): void {
  const watch = observer.operation(begin)
  let questions = 0
  for (const { event, times } of saved) {
    tally.add(event.endpoint, event.outcome, undefined, times)
    watch.asked(event, times)
    questions += times
  }
  response.once('close', () => {
    const status = response.writableFinished ? response.statusCode : null
    const spent = { calls: new Map<string, number>(), saved: questions, stale: 0, waitedMs: 0 }
    watch.ended({ name, isRun: true, codes: [], status, at: clock.now(), ...spent })
  })
}
