import { integer, integerOrNull, text, type Row } from '../store/database.ts'
import type { CallerCounts } from './caller-counts.ts'
import type { DayCount } from './count.ts'
import type { Start } from './minute.ts'

/** What is kept about one account. No rules here: those are in count.ts, minute.ts, shares.ts and steps.ts. */
export interface LedgerState {
  readonly counts: readonly KeptCount[]
  readonly starts: readonly KeptStart[]
  /** Grows with each start and each end: which was first, whatever the clocks did. */
  readonly sequence: number
}

export interface KeptCount extends DayCount {
  readonly endpoint: string
  readonly day: string
  readonly callers: CallerCounts
  /** A drift is logged once for each day and endpoint. */
  readonly isDriftLogged: boolean
}

export interface KeptStart extends Start {
  readonly id: string
  readonly endpoint: string
  readonly day: string
  /** By name; null where all are one. */
  readonly caller: string | null
  readonly startedAs: number
  /** The call has not ended. */
  readonly isOpen: boolean
  /** It ended without an answer: when, in the sequence. */
  readonly lostAs: number | null
}

/** Callers stand only where there are some: a text of a release that knew none is read, and written, as it was. */
/** And a row of figures. */
interface CountText {
  readonly callers?: readonly (readonly [name: string, made: number, answered: number])[]
}

/** Strict: a text that is not ours stops the calls. */
export function readState(stored: string | null): LedgerState {
  if (stored === null) return { counts: [], starts: [], sequence: 0 }
  const { counts, starts, ...row } = JSON.parse(stored) as { counts: CountText[]; starts: Row[]; sequence: number }
  return { counts: counts.map(readCount), starts: starts.map(readStart), sequence: integer(row, 'sequence') }
}

export function writeState({ counts, starts, sequence }: LedgerState): string {
  return JSON.stringify({ counts: counts.map(countText), starts: starts.map(startRow), sequence })
}

function readCount({ callers = [], ...rest }: CountText): KeptCount {
  const row: Row = rest
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
    callers: readCallers(callers),
  }
}

function readCallers(callers: NonNullable<CountText['callers']>): CallerCounts {
  return new Map(
    callers.map(([caller, made, answered]) => {
      const row: Row = { caller, made, answered }
      return [text(row, 'caller'), { made: integer(row, 'made'), answered: integer(row, 'answered') }]
    }),
  )
}

function countText({ callers, ...count }: KeptCount): object {
  return {
    ...count,
    parked: Number(count.parked),
    isDriftLogged: Number(count.isDriftLogged),
    ...(callers.size > 0 && { callers: [...callers].map(([name, { made, answered }]) => [name, made, answered]) }),
  }
}

function readStart(row: Row): KeptStart {
  return {
    id: text(row, 'id'),
    endpoint: text(row, 'endpoint'),
    day: text(row, 'day'),
    caller: row['caller'] === undefined ? null : text(row, 'caller'),
    startedAt: integer(row, 'startedAt'),
    departedAt: integerOrNull(row, 'departedAt'),
    startedAs: integer(row, 'startedAs'),
    isOpen: integer(row, 'isOpen') === 1,
    lostAs: integerOrNull(row, 'lostAs'),
  }
}

function startRow({ caller, ...start }: KeptStart): Row {
  return { ...start, isOpen: Number(start.isOpen), ...(caller !== null && { caller }) }
}
