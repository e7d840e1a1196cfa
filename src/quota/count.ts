import type { Outcome } from './ledger.ts'

/**
 * What we believe the office has counted in one day for one endpoint.
 *
 * `used` is cautious: every call from its reservation on. The office's own word is `remainAccessCount`, and it cannot
 * simply be copied: parallel answers arrive out of order, calls in flight may or may not be in it already, somebody else
 * may use the same ID, and an archive carries none (api.md §3). Hence four rules when the office reports:
 *
 * - Within a day its count only grows, so of all its reports the lowest, `reported`, is the newest.
 * - What is left after a call was one more before it: as many as the limit, or more, prove that the limit is larger.
 * - office ≤ `used`: nobody else was there. It counted at least that and at least what was `answered`; each call in
 *   flight may come on top. What `used` holds beyond that were calls without an answer, and they were not counted.
 * - office > `used`: somebody else was there, or the limit is smaller; what is left is the same. Calls in flight are
 *   added, since they may not be in it yet; if they are, the last report takes them out again.
 *
 * Always: used ≥ answered + calls in flight. `used` may pass the limit; what is shown and granted never does.
 */
export interface DayCount {
  readonly used: number
  /** Those of `used` that are ours. */
  readonly made: number
  readonly answered: number
  /** The lowest, hence newest, remainAccessCount of the day, as the office sent it. */
  readonly reported: number | null
  /** The limit that a report proved; 0 before one. Forgotten with the day: the next day's first report proves it anew. */
  readonly learned: number
  /** The office said 203: nothing more in this day. */
  readonly parked: boolean
}

export interface Allowance {
  /** Calls a day, as configured. */
  readonly limit: number
  /** Whether our own calls stay within it even where the office allows more: its operator named the figure. */
  readonly isCeiling: boolean
}

/** Calls in flight over midnight may be counted in either day, so they are counted in both. */
export function newDay(inFlight: number): DayCount {
  return { used: inFlight, made: inFlight, answered: 0, reported: null, learned: 0, parked: false }
}

/** The day's limit at the office, as far as known. */
function officeLimit({ learned }: DayCount, { limit }: Allowance): number {
  return Math.max(limit, learned)
}

/** What the office has counted at least. */
function officeCount(count: DayCount, allowance: Allowance): number {
  return count.reported === null ? 0 : Math.max(0, officeLimit(count, allowance) - count.reported)
}

/** How many calls this day has for us. */
export function limitOf(count: DayCount, allowance: Allowance): number {
  return allowance.isCeiling ? allowance.limit : officeLimit(count, allowance)
}

export function left(count: DayCount, allowance: Allowance): number {
  if (count.parked) return 0
  const ours = allowance.isCeiling ? allowance.limit - count.made : Infinity
  return Math.max(0, Math.min(officeLimit(count, allowance) - count.used, ours))
}

export function reserved(count: DayCount): DayCount {
  return { ...count, used: count.used + 1, made: count.made + 1 }
}

export function givenBack(count: DayCount, allowance: Allowance): DayCount {
  const used = Math.max(officeCount(count, allowance), count.used - 1)
  return { ...count, used, made: Math.max(0, count.made - 1) }
}

export interface Circumstances {
  readonly allowance: Allowance
  /** Other calls to the endpoint that the office may count after this one: not ended, or lost since it started. */
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
  const { allowance, midnight } = circumstances
  switch (outcome.kind) {
    case 'not-sent':
      return { count: givenBack(count, allowance) }
    case 'unknown':
      return { count }
    case 'spent': {
      // Yesterday's 203 must not close the new day.
      if (midnight !== 'far') return { count }
      const parked = { ...count, parked: true }
      return count.used < officeLimit(count, allowance)
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

function learnt(count: DayCount, remaining: number, { allowance, inFlight, midnight }: Circumstances): Settled {
  const isMore = remaining >= officeLimit(count, allowance)
  const reported = Math.min(count.reported ?? remaining, remaining)
  const heard = { ...count, reported, learned: isMore ? remaining + 1 : count.learned }
  const office = officeCount(heard, allowance)
  if (office <= count.used) {
    const used = Math.min(count.used, Math.max(office, count.answered) + inFlight)
    const learned = { ...heard, used, made: Math.min(count.made, used) }
    return isMore && count.learned === 0
      ? { count: learned, surprise: 'The office allows more calls a day than are configured' }
      : { count: learned }
  }
  // A nearly spent day moments after midnight is yesterday's.
  if (midnight === 'after') return { count }
  return {
    count: { ...heard, used: office + inFlight },
    surprise: 'The office leaves fewer calls than this server counted: others use its ID, or the limit is smaller',
  }
}
