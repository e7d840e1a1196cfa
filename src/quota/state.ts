import { integer, integerOrNull, text, type Row } from '../store/database.ts'
import type { DayCount } from './count.ts'
import type { Start } from './minute.ts'

/** What is kept about one account. No rules here: those are in count.ts, minute.ts and steps.ts. */
export interface LedgerState {
  readonly counts: readonly KeptCount[]
  readonly starts: readonly KeptStart[]
  /** Grows with each start and each end: which was first, whatever the clocks did. */
  readonly sequence: number
}

export interface KeptCount extends DayCount {
  readonly endpoint: string
  readonly day: string
  /** A drift is logged once for each day and endpoint. */
  readonly isDriftLogged: boolean
}

export interface KeptStart extends Start {
  readonly id: string
  readonly endpoint: string
  readonly day: string
  readonly startedAs: number
  /** The call has not ended. */
  readonly isOpen: boolean
  /** It ended without an answer: when, in the sequence. */
  readonly lostAs: number | null
}

/** Strict: a text that is not ours stops the calls. */
export function readState(stored: string | null): LedgerState {
  if (stored === null) return { counts: [], starts: [], sequence: 0 }
  const { counts, starts, ...row } = JSON.parse(stored) as { counts: Row[]; starts: Row[]; sequence: number }
  return { counts: counts.map(readCount), starts: starts.map(readStart), sequence: integer(row, 'sequence') }
}

export function writeState({ counts, starts, sequence }: LedgerState): string {
  return JSON.stringify({ counts: counts.map(countRow), starts: starts.map(startRow), sequence })
}

/**
 * Both together, for a store that came back empty or older than it was: the more cautious figure of each count, each
 * start once. What was given back meanwhile may count until the office's next report.
 */
export function merged(ours: LedgerState, theirs: LedgerState): LedgerState {
  const counts = union(ours.counts, theirs.counts, ({ endpoint, day }) => `${endpoint} ${day}`, cautious)
  const starts = union(
    ours.starts,
    theirs.starts,
    ({ id }) => id,
    (a, b) => ({
      ...a,
      departedAt: later(a.departedAt, b.departedAt),
      isOpen: a.isOpen && b.isOpen,
      lostAs: later(a.lostAs, b.lostAs),
    }),
  )
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

function readCount(row: Row): KeptCount {
  return {
    endpoint: text(row, 'endpoint'),
    day: text(row, 'day'),
    used: integer(row, 'used'),
    made: integer(row, 'made'),
    answered: integer(row, 'answered'),
    reported: integerOrNull(row, 'reported'),
    learned: integer(row, 'learned'),
    parked: integer(row, 'parked') === 1,
    isDriftLogged: integer(row, 'isDriftLogged') === 1,
  }
}

function countRow(count: KeptCount): Row {
  return { ...count, parked: Number(count.parked), isDriftLogged: Number(count.isDriftLogged) }
}

function readStart(row: Row): KeptStart {
  return {
    id: text(row, 'id'),
    endpoint: text(row, 'endpoint'),
    day: text(row, 'day'),
    startedAt: integer(row, 'startedAt'),
    departedAt: integerOrNull(row, 'departedAt'),
    startedAs: integer(row, 'startedAs'),
    isOpen: integer(row, 'isOpen') === 1,
    lostAs: integerOrNull(row, 'lostAs'),
  }
}

function startRow(start: KeptStart): Row {
  return { ...start, isOpen: Number(start.isOpen) }
}
