import { Refusal } from '../../limits/refusal.ts'
import type { Visit } from '../visit.ts'

/** The places that each caller has for operations at the same time. */
export interface Places {
  /** One place until the response is out or its client gone; a Refusal where none is free. */
  take(visit: Visit): void
}

export function createPlaces(allowed: number): Places {
  const taken = new Map<string, number>()
  return {
    take({ caller: { name: caller }, response }) {
      const asked = (taken.get(caller) ?? 0) + 1
      if (asked > allowed)
        throw new Refusal(
          `${caller} has ${allowed} operations under way, which is as many as one caller may have; ask again when one has ended.`,
          {
            status: 429,
            code: 'TOO_MANY_OPERATIONS',
            excess: { limit: 'operationsAtOnce', asked, allowed },
            retryAfterSeconds: 1,
          },
        )
      taken.set(caller, asked)
      response.once('close', () => {
        const left = (taken.get(caller) ?? 0) - 1
        if (left > 0) taken.set(caller, left)
        else taken.delete(caller)
      })
    },
  }
}
