import type { Operation } from '../operation.ts'
import type { Event } from '../quota/spending.ts'
import type { Services } from '../services.ts'
import type { Visit } from '../web/visit.ts'
import { arrivalOf } from './arrival.ts'
import type { Answer, FinishedAnswer, Saved } from './finished-answers.ts'

/** What must be known of an operation to answer it once more without it. */
export function finishedBy({ name, spending }: Operation, answer: Answer): FinishedAnswer {
  const kinds = new Map<string, Saved>()
  for (const event of spending.events) {
    const kind = `${event.endpoint} ${event.outcome}`
    kinds.set(kind, { event: withoutPlace(event), times: (kinds.get(kind)?.times ?? 0) + 1 })
  }
  return { ...answer, name, saved: [...kinds.values()] }
}

/** Which field it was leads to the whole operation, which would be kept with it. */
function withoutPlace(event: Event): Event {
  return { ...event, place: undefined }
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
