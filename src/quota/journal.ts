import { officeDay } from './day.ts'

/** How one attempt ended. `refused-*` with a status code: the office refused; without: our ledger did, nothing was sent. */
export type JournalOutcome =
  | 'answered'
  | 'no-data'
  | 'refused-day'
  | 'refused-share'
  | 'refused-minute'
  | 'busy'
  | 'refused'
  | 'failed'
  | 'not-sent'

export interface JournalEntry {
  readonly at: number
  readonly endpoint: string
  /** Who asked, by name; null where all are one. */
  readonly caller: string | null
  readonly key: string
  readonly outcome: JournalOutcome
  /** The office's (api.md §3); null for an archive, or when it said nothing. */
  readonly statusCode: string | null
  readonly remaining: number | null
  readonly waitedMs: number
  /** 1 for the first. */
  readonly attempt: number
}

/** One endpoint's day, in the words of the usage report. */
export interface UsageRow {
  readonly day: string
  readonly endpoint: string
  /** Sent to the office. */
  readonly calls: number
  readonly answered: number
  readonly noData: number
  readonly refusedByDay: number
  /** By us, since what was left was kept for other callers: no larger limit is needed for these, but another division. */
  readonly refusedByShare: number
  readonly refusedByMinute: number
  /** Attempts that waited for their turn, and how long in total. */
  readonly waited: number
  readonly waitedMs: number
  /** Calls by the name of who asked; nobody's where all are one. */
  readonly callers: ReadonlyMap<string, number>
}

/** What was asked of the office in the last ninety days: it may ask us about it (handbook §3(3) イ). */
export interface Journal {
  /** Never fails: a call that was made is worth more than its record. */
  record(entry: JournalEntry): void
  report(): Promise<readonly UsageRow[]>
}

/** How long an entry is kept, in milliseconds. */
export const KEPT = 90 * 24 * 3_600_000

/** What the report needs of an entry. */
export type Usage = Pick<JournalEntry, 'at' | 'endpoint' | 'caller' | 'outcome' | 'statusCode' | 'waitedMs'>

const notSent: readonly JournalOutcome[] = ['refused-day', 'refused-share', 'refused-minute', 'not-sent']

export function createReport() {
  const rows = new Map<string, UsageRow>()

  function add({ at, endpoint, caller, outcome, statusCode, waitedMs }: Usage): void {
    const day = officeDay(at)
    const place = `${day} ${endpoint}`
    const row = rows.get(place) ?? { ...none, day, endpoint }
    const calls = Number(statusCode !== null || !notSent.includes(outcome))
    const callers = new Map(row.callers)
    if (caller !== null && calls > 0) callers.set(caller, (callers.get(caller) ?? 0) + calls)
    rows.set(place, {
      day,
      endpoint,
      calls: row.calls + calls,
      answered: row.answered + Number(outcome === 'answered'),
      noData: row.noData + Number(outcome === 'no-data'),
      refusedByDay: row.refusedByDay + Number(outcome === 'refused-day'),
      refusedByShare: row.refusedByShare + Number(outcome === 'refused-share'),
      refusedByMinute: row.refusedByMinute + Number(outcome === 'refused-minute'),
      waited: row.waited + Number(waitedMs > 0),
      waitedMs: row.waitedMs + waitedMs,
      callers,
    })
  }

  return { add, rows: (): readonly UsageRow[] => [...rows.keys()].sort().flatMap((place) => rows.get(place) ?? []) }
}

const none = {
  calls: 0,
  answered: 0,
  noData: 0,
  refusedByDay: 0,
  refusedByShare: 0,
  refusedByMinute: 0,
  waited: 0,
  waitedMs: 0,
  callers: new Map<string, number>(),
}
