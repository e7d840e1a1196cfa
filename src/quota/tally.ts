import type { Clock } from '../clock.ts'
import { reasonOf } from '../store/database.ts'
import type { Log } from '../store/log.ts'
import { officeDay } from './day.ts'
import type { Outcome } from './spending.ts'

/** What became of one endpoint's questions in one day. */
export type TallyRow = Readonly<Record<Outcome, number>>

/** Counts what was asked and how it was answered, for as long as the office's day. */
export interface Tally {
  /** Never fails: an answer is worth more than its count. `at`: when a call was sent, that is its day; else now. */
  add(endpoint: string, outcome: Outcome, at?: number, times?: number): void
  /** Today's counts by endpoint, those of other processes included; only this one's while the store cannot be read. */
  today(): Promise<ReadonlyMap<string, TallyRow>>
  /** Writes down what is only in memory. */
  flush(): Promise<void>
}

export interface TallyCount {
  /** YYYY-MM-DD, the office's. */
  readonly day: string
  readonly endpoint: string
  readonly outcome: Outcome
  readonly count: number
}

/** Where the counts of all processes come together: each driver has one. */
export interface TallySheet {
  /** All of them or none. */
  add(counts: readonly TallyCount[]): void | Promise<void>
  read(day: string): readonly TallyCount[] | Promise<readonly TallyCount[]>
}

/** A stored answer should not cost a write of its own; a process that is killed loses this much of its counts. */
const WRITTEN_WITHIN = 1_000

/** Of an endpoint that nobody asked today. */
export const nothingAsked: TallyRow = { stored: 0, fact: 0, shared: 0, paid: 0, stale: 0, refused: 0 }

/** What was answered without a call. */
export function saved({ stored, fact, shared, stale }: TallyRow): number {
  return stored + fact + shared + stale
}

export function createTally({ sheet, clock, log }: { sheet: TallySheet; clock: Clock; log: Log }): Tally {
  let unwritten = new Map<string, TallyCount>()
  let timer: NodeJS.Timeout | undefined
  let isAway = false

  /** Once for each time that the store fails. */
  function report(error: unknown): void {
    if (!isAway)
      log.warn({ reason: reasonOf(error) }, 'What is asked and saved is counted in memory until the store is back')
    isAway = true
  }

  function add(count: TallyCount): void {
    const key = `${count.day} ${count.endpoint} ${count.outcome}`
    unwritten.set(key, { ...count, count: count.count + (unwritten.get(key)?.count ?? 0) })
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    if (unwritten.size === 0) return
    const counts = [...unwritten.values()]
    unwritten = new Map()
    try {
      await sheet.add(counts)
      isAway = false
    } catch (error) {
      for (const count of counts) add(count)
      report(error)
    }
  }

  async function written(day: string): Promise<readonly TallyCount[]> {
    try {
      return await sheet.read(day)
    } catch (error) {
      report(error)
      return []
    }
  }

  return {
    add(endpoint, outcome, at = clock.now(), times = 1) {
      add({ day: officeDay(at), endpoint, outcome, count: times })
      timer ??= setTimeout(() => void flush(), WRITTEN_WITHIN).unref()
    },
    async today() {
      await flush()
      const day = officeDay(clock.now())
      const counts = [...(await written(day)), ...[...unwritten.values()].filter((it) => it.day === day)]
      const rows = new Map<string, TallyRow>()
      for (const { endpoint, outcome, count } of counts) {
        const row = rows.get(endpoint) ?? nothingAsked
        rows.set(endpoint, { ...row, [outcome]: row[outcome] + count })
      }
      return rows
    },
    flush,
  }
}
