import type { Outcome } from './ledger.ts'

/**
 * What we believe the office has counted in one day for one endpoint.
 *
 * `used` is cautious: every call from its reservation on. The office's own word is `remainAccessCount`, and it cannot
 * simply be copied: parallel answers arrive out of order, calls in flight may or may not be in it already, somebody else
 * may use the same ID, and an archive carries none (api.md §3). Hence three rules when the office reports:
 *
 * - Within a day its count only grows, so of all its reports the highest, `office`, is the newest.
 * - `office` ≤ `used`: nobody else was there. It counted at least `office` and at least what was `answered`; each call in
 *   flight may come on top. What `used` holds beyond that were calls without an answer, and they were not counted.
 * - `office` > `used`: somebody else was there. Calls in flight are added, since they may not be in it yet; if they
 *   are, the last report takes them out again.
 *
 * Always: used ≥ answered + calls in flight. `used` may pass the limit; what is shown and granted never does.
 */
export interface DayCount {
  readonly used: number
  readonly answered: number
  readonly office: number
  /** The lowest, hence newest, remainAccessCount of the day, as the office sent it. */
  readonly reported: number | null
  /** The office said 203: nothing more in this day. */
  readonly parked: boolean
}

/** Calls in flight over midnight may be counted in either day, so they are counted in both. */
export function newDay(inFlight: number): DayCount {
  return { used: inFlight, answered: 0, office: 0, reported: null, parked: false }
}

export function left({ used, parked }: DayCount, limit: number): number {
  return parked ? 0 : Math.max(0, limit - used)
}

export function reserved(count: DayCount): DayCount {
  return { ...count, used: count.used + 1 }
}

export function givenBack(count: DayCount): DayCount {
  return { ...count, used: Math.max(count.office, count.used - 1) }
}

export interface Circumstances {
  readonly limit: number
  /** Other calls to the endpoint that have not ended. */
  readonly inFlight: number
  /** 'over': the call lasted over midnight. 'after': it started moments after; the office's clock may lag behind ours. */
  readonly midnight: 'far' | 'over' | 'after'
}

/** The count after a call ended, and what an operator should know about it. */
export interface Settled {
  readonly count: DayCount
  readonly surprise?: string
}

export function settled(count: DayCount, outcome: Outcome, circumstances: Circumstances): Settled {
  const { limit, midnight } = circumstances
  switch (outcome.kind) {
    case 'not-sent':
      return { count: givenBack(count) }
    case 'unknown':
      return { count }
    case 'spent': {
      // Yesterday's 203 must not close the new day.
      if (midnight !== 'far') return { count }
      const parked = { ...count, parked: true }
      return count.used < limit
        ? { count: parked, surprise: 'The office says 203 before this server spent the day' }
        : { count: parked }
    }
    case 'answered': {
      const answered = { ...count, answered: count.answered + 1 }
      // Over midnight nobody knows which day's counter answered.
      if (outcome.remaining === null || midnight === 'over') return { count: answered }
      return learnt(answered, outcome.remaining, circumstances)
    }
  }
}

function learnt(count: DayCount, remaining: number, { limit, inFlight, midnight }: Circumstances): Settled {
  const heard = { ...count, reported: Math.min(count.reported ?? remaining, remaining) }
  // The configured limit stays our ceiling, so a counter above it says nothing about our count.
  if (remaining > limit) return { count: heard, surprise: 'The office allows more calls a day than are configured' }
  const office = Math.max(count.office, limit - remaining)
  if (office <= count.used) {
    return { count: { ...heard, office, used: Math.min(count.used, Math.max(office, count.answered) + inFlight) } }
  }
  // A nearly spent day moments after midnight is yesterday's.
  if (midnight === 'after') return { count }
  return {
    count: { ...heard, office, used: office + inFlight },
    surprise: 'The office counted more calls than this server made',
  }
}
