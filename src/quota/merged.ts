import { type CallerCount, type CallerCounts, none } from './caller-counts.ts'
import type { KeptCount, KeptStart, LedgerState } from './state.ts'

/**
 * Both together, for a store that came back empty or older than it was: the more cautious figure of each count, each
 * start once. What was given back meanwhile may count until the office's next report.
 */
export function merged(ours: LedgerState, theirs: LedgerState): LedgerState {
  const counts = union(ours.counts, theirs.counts, ({ endpoint, day }) => `${endpoint} ${day}`, cautious)
  const starts = union(ours.starts, theirs.starts, ({ id }) => id, latest)
  return { counts, starts, sequence: Math.max(ours.sequence, theirs.sequence) }
}

function cautious(a: KeptCount, b: KeptCount): KeptCount {
  return {
    ...a,
    used: Math.max(a.used, b.used),
    made: Math.max(a.made, b.made),
    answered: Math.max(a.answered, b.answered),
    reported:
      a.reported === null || b.reported === null ? (a.reported ?? b.reported) : Math.min(a.reported, b.reported),
    learned: Math.max(a.learned, b.learned),
    parked: a.parked || b.parked,
    isDriftLogged: a.isDriftLogged || b.isDriftLogged,
    callers: ofCallers(a.callers, b.callers),
  }
}

function ofCallers(a: CallerCounts, b: CallerCounts): CallerCounts {
  const names = new Set([...a.keys(), ...b.keys()])
  return new Map([...names].map((name) => [name, atLeastBoth(a.get(name), b.get(name))]))
}

function atLeastBoth(a: CallerCount = none, b: CallerCount = none): CallerCount {
  return { made: Math.max(a.made, b.made), answered: Math.max(a.answered, b.answered) }
}

function latest(a: KeptStart, b: KeptStart): KeptStart {
  return {
    ...a,
    departedAt: later(a.departedAt, b.departedAt),
    isOpen: a.isOpen && b.isOpen,
    lostAs: later(a.lostAs, b.lostAs),
  }
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}

function union<T>(ours: readonly T[], theirs: readonly T[], keyOf: (item: T) => string, both: (a: T, b: T) => T): T[] {
  const all = new Map(ours.map((item) => [keyOf(item), item]))
  for (const item of theirs) {
    const own = all.get(keyOf(item))
    all.set(keyOf(item), own ? both(own, item) : item)
  }
  return [...all.values()]
}
