import type { Operation } from '../operation/operation.ts'
import type { Event } from '../quota/spending.ts'
import type { Services } from '../services.ts'
import type { Visit } from '../web/visit.ts'
import { arrivalOf } from './arrival.ts'
import type { Answer, FinishedAnswer, Saved } from './finished-answers.ts'
import { lasting } from './freshness.ts'

/** What must be known of an operation to answer it once more without it. */
export function finishedBy({ name, spending, freshUntil }: Operation, answer: Answer): FinishedAnswer {
  const kinds = new Map<string, Saved>()
  for (const event of spending.events) {
    const kind = `${event.endpoint} ${event.outcome}`
    kinds.set(kind, { event: withoutPlace(event), times: (kinds.get(kind)?.times ?? 0) + 1 })
  }
  return { ...answer, name, saved: [...kinds.values()], freshUntil }
}

/** Which field it was leads to the whole operation, which would be kept with it. */
function withoutPlace(event: Event): Event {
  return { ...event, place: undefined }
}

/** The answer as it is at this moment: it may be kept for less time than when it was made. */
export function nowOf({ freshUntil, headers, ...answer }: FinishedAnswer, now: number): Answer {
  return { ...answer, headers: { ...headers, 'cache-control': lasting(freshUntil, now) } }
}

/** An operation that has its finished answer is counted and logged like any other. */
export function repeat(services: Services, visit: Visit, { name, saved }: FinishedAnswer): void {
  const { clock, observer, tally } = services
  const { response } = visit
  const watch = observer.operation(arrivalOf(services, visit))
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
