import type { Clock } from '../clock.ts'
import { UpstreamUnavailable } from '../errors.ts'
import { reasonOf, type Database } from '../store/database.ts'
import type { Log } from '../store/log.ts'
import { givenBack, left, newDay, reserved, settled, type DayCount } from './count.ts'
import { nextReset, officeDay } from './day.ts'
import type { DayRow, Grant, Ledger, Outcome, Reservation } from './ledger.ts'
import { createLedgerRows } from './ledger-rows.ts'
import { nextStarts, placeOf, window } from './minute.ts'

export interface LedgerOptions {
  readonly database: Database
  /** Office and ID: the counts of two accounts never mix. */
  readonly account: string
  /** Calls a day per endpoint. */
  readonly limits: Readonly<Record<string, number>>
  readonly requestsPerMinute: number
  readonly clock: Clock
  readonly log: Log
}

/** No call lasts longer (http.ts gives up after 35 s): an older one belongs to a process that died. */
const DEAD_AFTER = 10 * 60_000

/** Long enough for the window. */
const STARTS_KEPT = 2 * 60_000

const A_DAY = 24 * 3_600_000

/**
 * The office's midnight need not be ours to the second. A call that starts this soon after ours may be answered from
 * yesterday's count; believing that, or a 203, would close the endpoint for the whole new day.
 */
const MIDNIGHT_DOUBT = 30_000

export function createSqliteLedger(options: LedgerOptions): Ledger {
  const { database, account, limits, requestsPerMinute, clock, log } = options
  const rows = createLedgerRows(database, account)

  function limitOf(endpoint: string): number {
    const limit = limits[endpoint]
    if (limit === undefined) throw new Error(`no limit is configured for ${endpoint}`)
    return limit
  }

  function inFlight(endpoint: string, now: number): number {
    return rows.openStarts(endpoint, now - DEAD_AFTER)
  }

  function countToday(endpoint: string, now: number): DayCount {
    return rows.count(endpoint, officeDay(now)) ?? newDay(inFlight(endpoint, now))
  }

  function places(now: number): number[] {
    const all = rows.startsSince(now - window).map((start) => placeOf(start, now))
    return all.filter((place) => place > now - window)
  }

  function upcoming(count: number, now: number): number[] {
    return nextStarts(places(now), requestsPerMinute, now, count)
  }

  function tidy(now: number): void {
    // After the clock was put back, starts of the future count as now: a minute later the window is right again.
    rows.pullStartsBackTo(now)
    rows.forgetStarts({ endedBefore: now - STARTS_KEPT, openedBefore: now - DEAD_AFTER })
    rows.forgetDaysBefore(officeDay(now - A_DAY))
  }

  function reserve(endpoint: string, now: number): Grant {
    const count = countToday(endpoint, now)
    if (left(count, limitOf(endpoint)) === 0) return { granted: false, because: 'day', resetsAt: nextReset(now) }
    const [at = now] = upcoming(1, now)
    if (at > now) return { granted: false, because: 'minute', at }
    const day = officeDay(now)
    rows.setCount(endpoint, day, reserved(count))
    return { granted: true, reservation: { id: rows.addStart(endpoint, now), endpoint, day, startedAt: now } }
  }

  function settle({ id, endpoint, day, startedAt }: Reservation, outcome: Outcome, now: number): void {
    const today = officeDay(now)
    const lastedOverMidnight = day !== today
    const countOfToday = countToday(endpoint, now)
    const ended = outcome.kind === 'not-sent' ? rows.removeStart(id) : rows.closeStart(id, now)
    // Settled before, or given up as dead: it stays counted.
    if (!ended) return
    if (lastedOverMidnight) {
      rows.setCount(endpoint, today, outcome.kind === 'not-sent' ? givenBack(countOfToday) : countOfToday)
    }
    const count = rows.count(endpoint, day)
    if (!count) return
    const justAfter = startedAt < nextReset(startedAt) - A_DAY + MIDNIGHT_DOUBT
    const result = settled(count, outcome, {
      limit: limitOf(endpoint),
      inFlight: inFlight(endpoint, now),
      midnight: lastedOverMidnight ? 'over' : justAfter ? 'after' : 'far',
    })
    rows.setCount(endpoint, day, result.count)
    if (result.surprise && rows.markDrift(endpoint, day)) {
      log.warn({ endpoint, day, limit: limitOf(endpoint), usedBefore: count.used, outcome }, result.surprise)
    }
  }

  function day(now: number): DayRow[] {
    return Object.entries(limits).map(([endpoint, limit]) => {
      const count = countToday(endpoint, now)
      const remaining = left(count, limit)
      return { endpoint, limit, used: limit - remaining, remaining, reportedByJpo: count.reported }
    })
  }

  /** A ledger that fails stops the calls. */
  function attempt<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => {
      try {
        resolve(work())
      } catch (error) {
        throw new UpstreamUnavailable('the quota ledger', reasonOf(error), { cause: error })
      }
    })
  }

  const look = <T>(work: (now: number) => T) => attempt(() => work(clock.now()))

  /** The clock is read under the lock: another process may have held it for a while. */
  const change = <T>(work: (now: number) => T) =>
    attempt(() =>
      database.transaction(() => {
        const now = clock.now()
        tidy(now)
        return work(now)
      }),
    )

  return {
    reserve: (endpoint) => change((now) => reserve(endpoint, now)),
    departed: ({ id, endpoint }) =>
      change((now) => rows.stampStart(id, now)).catch((error: unknown) => {
        const message = 'The departure of a call could not be written down; it counts as leaving until it ends'
        log.warn({ endpoint, reason: reasonOf(error) }, message)
      }),
    settle: (reservation, outcome) =>
      change((now) => settle(reservation, outcome, now)).catch((error: unknown) => {
        const { endpoint } = reservation
        log.warn({ endpoint, outcome, reason: reasonOf(error) }, 'A call could not be settled; it stays counted')
      }),
    day: () => look(day),
    startsLeftThisMinute: () => look((now) => Math.max(0, requestsPerMinute - places(now).length)),
    nextStarts: (count) => look((now) => upcoming(count, now)),
  }
}
