import { givenBack, left, limitOf, newDay, reserved, settled, type Allowance, type DayCount } from './count.ts'
import { nextReset, officeDay } from './day.ts'
import type { DayRow, Grant, Outcome } from './ledger.ts'
import { nextStarts, placeOf, window } from './minute.ts'
import type { KeptCount, KeptStart, LedgerState } from './state.ts'

/** No call lasts longer (http.ts gives up after 35 s): an older one belongs to a process that died. */
const DEAD_AFTER = 10 * 60_000

/** Not by age: a clock that leapt a week ahead and back again finds the counts of its day. */
const DAYS_KEPT = 4

const A_DAY = 24 * 3_600_000

/**
 * The office's midnight need not be ours to the second. A call that starts this soon after ours may be answered from
 * yesterday's count; believing that, or a 203, would close the endpoint for the whole new day.
 */
const MIDNIGHT_DOUBT = 30_000

/** What an operator should know about one endpoint's day. */
export interface Drift {
  readonly surprise: string
  readonly day: string
  readonly usedBefore: number
}

/** The steps of a ledger on one state, at one moment: nothing else is known here, so each can be done again. */
export class Steps {
  readonly #allowances: ReadonlyMap<string, Allowance>
  readonly #perMinute: number
  readonly #now: number
  readonly #counts: KeptCount[]
  #starts: KeptStart[]
  #sequence: number

  constructor(state: LedgerState, now: number, allowances: ReadonlyMap<string, Allowance>, perMinute: number) {
    this.#allowances = allowances
    this.#perMinute = perMinute
    this.#now = now
    this.#counts = keptCounts(state.counts, now)
    this.#sequence = state.sequence
    // After the clock was put back, starts of the future count as now: a minute later the window is right again.
    this.#starts = state.starts.map((start) => pulledBack(start, now)).filter((start) => isKept(start, now))
  }

  get state(): LedgerState {
    return { counts: this.#counts, starts: this.#starts, sequence: this.#sequence }
  }

  reserve(asked: readonly { readonly endpoint: string; readonly id: string }[]): Grant[] {
    const now = this.#now
    const day = officeDay(now)
    const upcoming = this.nextStarts(asked.length)
    let place = 0
    return asked.map(({ endpoint, id }): Grant => {
      const count = this.#countOf(endpoint, day)
      if (left(count, this.#allowanceOf(endpoint)) === 0) {
        return { granted: false, because: 'day', resetsAt: nextReset(now) }
      }
      const at = upcoming[place++] ?? now
      if (at > now) return { granted: false, because: 'minute', at }
      this.#setCount(endpoint, day, reserved(count))
      const startedAs = ++this.#sequence
      this.#starts.push({ id, endpoint, day, startedAt: now, startedAs, departedAt: null, isOpen: true, lostAs: null })
      return { granted: true, reservation: { id, endpoint, day, startedAt: now } }
    })
  }

  /** The first stamp stands. */
  depart(id: string): void {
    this.#change(id, (start) => ({ ...start, departedAt: start.departedAt ?? this.#now }))
  }

  settle(id: string, outcome: Outcome): Drift | undefined {
    const now = this.#now
    const start = this.#starts.find((each) => each.id === id)
    // Settled before, or given up as dead: it stays counted.
    if (!start?.isOpen) return undefined
    const { endpoint, day, startedAt } = start
    const today = officeDay(now)
    const lastedOverMidnight = day !== today
    const countOfToday = this.#countOf(endpoint, today)
    const allowance = this.#allowanceOf(endpoint)
    if (outcome.kind === 'not-sent') this.#starts = this.#starts.filter((each) => each !== start)
    else {
      const lostAs = outcome.kind === 'unknown' ? ++this.#sequence : null
      this.#change(id, (each) => ({ ...each, isOpen: false, lostAs, departedAt: each.departedAt ?? now }))
    }
    if (lastedOverMidnight) {
      const isGivenBack = outcome.kind === 'not-sent'
      this.#setCount(endpoint, today, isGivenBack ? givenBack(countOfToday, allowance) : countOfToday)
    }
    const count = this.#counts.find((each) => each.endpoint === endpoint && each.day === day)
    if (!count) return undefined
    const justAfter = startedAt < nextReset(startedAt) - A_DAY + MIDNIGHT_DOUBT
    const result = settled(count, outcome, {
      allowance,
      inFlight: this.#inFlight(endpoint, start.startedAs),
      midnight: lastedOverMidnight ? 'over' : justAfter ? 'after' : 'far',
    })
    const isNews = result.surprise !== undefined && !count.isDriftLogged
    this.#setCount(endpoint, day, result.count, isNews || count.isDriftLogged)
    return isNews ? { surprise: result.surprise, day, usedBefore: count.used } : undefined
  }

  day(): DayRow[] {
    const today = officeDay(this.#now)
    return [...this.#allowances].map(([endpoint, allowance]) => {
      const count = this.#countOf(endpoint, today)
      const limit = limitOf(count, allowance)
      const remaining = left(count, allowance)
      return {
        endpoint,
        limit,
        configuredLimit: allowance.limit,
        used: limit - remaining,
        usedElsewhere: count.used - count.made,
        remaining,
        reportedByJpo: count.reported,
      }
    })
  }

  startsLeft(): number {
    return Math.max(0, this.#perMinute - this.#places().length)
  }

  nextStarts(count: number): number[] {
    return nextStarts(this.#places(), this.#perMinute, this.#now, count)
  }

  #places(): number[] {
    return this.#starts.map((start) => placeOf(start, this.#now)).filter((place) => place > this.#now - window)
  }

  #allowanceOf(endpoint: string): Allowance {
    return this.#allowances.get(endpoint) ?? { limit: 0, isCeiling: true }
  }

  /**
   * Calls that have not ended. For the report of a call that started as `since`, also those that were lost after that: the
   * office may have counted them after it counted this one.
   */
  #inFlight(endpoint: string, since = Infinity): number {
    const mayCome = (start: KeptStart) => start.isOpen || (start.lostAs !== null && start.lostAs > since)
    return this.#starts.filter((start) => start.endpoint === endpoint && mayCome(start)).length
  }

  #countOf(endpoint: string, day: string): DayCount {
    const kept = this.#counts.find((each) => each.endpoint === endpoint && each.day === day)
    return kept ?? newDay(this.#inFlight(endpoint))
  }

  #setCount(endpoint: string, day: string, count: DayCount, isDriftLogged?: boolean): void {
    const index = this.#counts.findIndex((each) => each.endpoint === endpoint && each.day === day)
    const before = this.#counts[index]
    const kept = { ...count, endpoint, day, isDriftLogged: isDriftLogged ?? before?.isDriftLogged ?? false }
    if (before) this.#counts[index] = kept
    else this.#counts.push(kept)
  }

  #change(id: string, change: (start: KeptStart) => KeptStart): void {
    this.#starts = this.#starts.map((start) => (start.id === id ? change(start) : start))
  }
}

/** A day that a leaping clock began too early must not be found half spent when it comes. */
function keptCounts(counts: readonly KeptCount[], now: number): KeptCount[] {
  const tomorrow = officeDay(now + A_DAY)
  const days = [...new Set(counts.map(({ day }) => day))].filter((day) => day <= tomorrow).sort()
  const kept = new Set(days.slice(-DAYS_KEPT))
  return counts.filter(({ day }) => kept.has(day))
}

function pulledBack(start: KeptStart, now: number): KeptStart {
  const { startedAt, departedAt } = start
  if (startedAt <= now && (departedAt ?? now) <= now) return start
  return { ...start, startedAt: Math.min(startedAt, now), departedAt: departedAt && Math.min(departedAt, now) }
}

function isKept({ isOpen, lostAs, startedAt, departedAt }: KeptStart, now: number): boolean {
  if (isOpen || lostAs !== null) return startedAt >= now - DEAD_AFTER
  return (departedAt ?? startedAt) > now - window
}
