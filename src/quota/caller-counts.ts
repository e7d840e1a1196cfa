import type { Outcome } from './ledger.ts'

/** What of an endpoint's day a caller's calls came to; count.ts has the sum, of calls of nobody in particular too. */
export interface CallerCount {
  /** From the reservation on. */
  readonly made: number
  readonly answered: number
}

export type CallerCounts = ReadonlyMap<string, CallerCount>

export const none: CallerCount = { made: 0, answered: 0 }

export function usedBy(counts: CallerCounts, caller: string): number {
  return counts.get(caller)?.made ?? 0
}

/** `caller` is null where all are one. */
export function reservedFor(counts: CallerCounts, caller: string | null): CallerCounts {
  return changed(counts, caller, ({ made, answered }) => ({ made: made + 1, answered }))
}

export function givenBackTo(counts: CallerCounts, caller: string | null): CallerCounts {
  return changed(counts, caller, ({ made, answered }) => ({ made: Math.max(0, made - 1), answered }))
}

export interface Ended {
  readonly caller: string | null
  readonly kind: Outcome['kind']
  /** As many calls as the office's word has shown not to be counted: lost ones. */
  readonly uncounted: number
  /** A caller's calls that the office may count yet. */
  readonly inFlight: (caller: string) => number
}

/** The counts after a call ended. What the office did not count returns to those who lost it; of whom first, nobody knows. */
export function endedOf(counts: CallerCounts, { caller, kind, uncounted, inFlight }: Ended): CallerCounts {
  if (kind === 'not-sent') return givenBackTo(counts, caller)
  if (kind !== 'answered') return counts
  let left = uncounted
  const answered = changed(counts, caller, (count) => ({ ...count, answered: count.answered + 1 }))
  return new Map(
    [...answered].map(([name, count]) => {
      const lost = Math.max(0, count.made - count.answered - inFlight(name))
      const back = Math.min(left, lost)
      left -= back
      return [name, { ...count, made: count.made - back }]
    }),
  )
}

function changed(counts: CallerCounts, caller: string | null, change: (count: CallerCount) => CallerCount) {
  return caller === null ? counts : new Map(counts).set(caller, change(counts.get(caller) ?? none))
}
