import { endedOf, givenBackTo, reservedFor } from './caller-counts.ts'
import { givenBack, left, reserved, settled } from './count.ts'
import { lentFrom, nextReset } from './day.ts'
import { type DayRules, Days } from './days.ts'
import { isAhead, keptStarts } from './kept.ts'
import type { Ask, CallerRow, ClaimRow, DayRow, Grant, Outcome } from './ledger.ts'
import { Minute, placeOf, window } from './minute.ts'
import { type Claimant, isShort, keptIn } from './shares.ts'
import type { KeptCount, KeptStart, LedgerState } from './state.ts'

const A_DAY = 24 * 3_600_000

/**
 * The office's midnight need not be ours to the second. A call that starts this soon after ours may be answered from
 * yesterday's count; believing that, or a 203, would close the endpoint for the whole new day.
 */
const MIDNIGHT_DOUBT = 30_000

export interface Rules extends DayRules {
  readonly perMinute: number
}

/** What an operator should know about one endpoint's day. */
export interface Drift {
  readonly surprise: string
  readonly day: string
  readonly usedBefore: number
  /** Where shares cannot be kept: what is left of the day, and of the shares. */
  readonly left?: number
  readonly guaranteed?: number
}

/** The steps of a ledger on one state, at one moment: nothing else is known here, so each can be done again. */
export class Steps {
  readonly #days: Days
  readonly #perMinute: number
  readonly #now: number
  #starts: KeptStart[]
  #sequence: number
  #isChanged: boolean

  /** `forward`: how far the clock was put forward since the last steps. */
  constructor(state: LedgerState, now: number, rules: Rules, forward = 0) {
    this.#days = new Days(state.counts, now, rules, (endpoint) => this.#inFlight(endpoint))
    this.#perMinute = rules.perMinute
    this.#now = now
    this.#sequence = state.sequence
    this.#starts = keptStarts(state.starts, now, forward)
    this.#isChanged = forward > 0 || state.starts.some((start) => isAhead(start, now))
  }

  /** Whether there is something to write: what only grew old is left out at the next look again. */
  get isChanged(): boolean {
    return this.#isChanged
  }

  get state(): LedgerState {
    return { counts: this.#days.kept, starts: this.#starts, sequence: this.#sequence }
  }

  reserve(asked: readonly (Ask & { readonly id: string })[]): Grant[] {
    const now = this.#now
    const resetsAt = nextReset(now)
    const minute = this.#minute()
    return asked.map(({ endpoint, caller, id }): Grant => {
      const count = this.#days.ofToday(endpoint)
      if (left(count, this.#days.allowanceOf(endpoint)) === 0) return { granted: false, because: 'day', resetsAt }
      const claim = caller && this.#days.claimOf(caller, count)
      if (claim?.remaining === 0) return { granted: false, because: 'share', resetsAt, lentFrom: lentFrom(now), claim }
      const at = minute.take(caller?.name ?? null)
      if (at > now) return { granted: false, because: 'minute', at }
      const reservation = { id, endpoint, day: count.day, startedAt: now }
      this.#start(reservation, caller?.name ?? null, count)
      return { granted: true, reservation }
    })
  }

  #start(
    reservation: Pick<KeptStart, 'id' | 'endpoint' | 'day' | 'startedAt'>,
    caller: string | null,
    count: KeptCount,
  ) {
    this.#isChanged = true
    this.#days.set({ ...count, ...reserved(count), callers: reservedFor(count.callers, caller) })
    const startedAs = ++this.#sequence
    this.#starts.push({ ...reservation, caller, startedAs, departedAt: null, isOpen: true, lostAs: null })
  }

  /** The first stamp stands. */
  depart(id: string): void {
    this.#isChanged = true
    this.#change(id, (start) => ({ ...start, departedAt: start.departedAt ?? this.#now }))
  }

  settle(id: string, outcome: Outcome): readonly Drift[] {
    const start = this.#starts.find((each) => each.id === id)
    // Settled before, or given up as dead: it stays counted.
    if (!start?.isOpen) return []
    const today = this.#days.ofToday(start.endpoint)
    this.#end(start, outcome)
    if (start.day !== today.day) this.#days.set(outcome.kind === 'not-sent' ? this.#returned(today, start) : today)
    const count = this.#days.find(start.endpoint, start.day)
    return count ? this.#counted(count, start, outcome) : []
  }

  #end(start: KeptStart, { kind }: Outcome): void {
    this.#isChanged = true
    if (kind === 'not-sent') {
      this.#starts = this.#starts.filter((each) => each !== start)
      return
    }
    const lostAs = kind === 'unknown' ? ++this.#sequence : null
    const departedAt = start.departedAt ?? this.#now
    this.#change(start.id, (each) => ({ ...each, isOpen: false, lostAs, departedAt }))
  }

  #returned(count: KeptCount, { endpoint, caller }: KeptStart): KeptCount {
    const back = givenBack(count, this.#days.allowanceOf(endpoint))
    return { ...count, ...back, callers: givenBackTo(count.callers, caller) }
  }

  #counted(before: KeptCount, start: KeptStart, outcome: Outcome): readonly Drift[] {
    const { endpoint, startedAt, startedAs, caller } = start
    const justAfter = startedAt < nextReset(startedAt) - A_DAY + MIDNIGHT_DOUBT
    const inFlight = this.#inFlight(endpoint, startedAs)
    const { count, surprise } = settled(before, outcome, {
      allowance: this.#days.allowanceOf(endpoint),
      inFlight: inFlight.length,
      midnight: before.day !== this.#days.today ? 'over' : justAfter ? 'after' : 'far',
    })
    const callers = endedOf(before.callers, {
      caller,
      kind: outcome.kind,
      uncounted: before.made - count.made,
      inFlight: (name) => inFlight.filter((each) => each.caller === name).length,
    })
    const isNews = surprise !== undefined && !before.isDriftLogged
    const after = { ...before, ...count, callers, isDriftLogged: isNews || before.isDriftLogged }
    this.#days.set(after)
    const drift = { day: before.day, usedBefore: before.used }
    return [...(isNews ? [{ ...drift, surprise }] : []), ...this.#shortage(before, after)]
  }

  /** Said once, when it begins. */
  #shortage(before: KeptCount, after: KeptCount): Drift[] {
    const [was, is] = [before, after].map((count) => this.#days.divided(count))
    if (!was || !is || isShort(was) || !isShort(is)) return []
    const figures = { usedBefore: before.used, left: is.left, guaranteed: keptIn(is) }
    return [{ surprise: 'Less is left of the day than is guaranteed to callers', day: after.day, ...figures }]
  }

  day(): DayRow[] {
    return this.#days.rows()
  }

  claims(caller: Claimant | null): ClaimRow[] {
    return this.#days.claims(caller)
  }

  callers(): CallerRow[] {
    return this.#days.callers()
  }

  startsLeft(caller: Claimant | null): number {
    return this.#minute().left(caller?.name ?? null)
  }

  nextStarts(callers: readonly (Claimant | null)[]): number[] {
    const minute = this.#minute()
    return callers.map((caller) => minute.take(caller?.name ?? null))
  }

  #minute(): Minute {
    const now = this.#now
    const starts = this.#starts.map((start) => ({ at: placeOf(start, now), caller: start.caller }))
    const inWindow = starts.filter(({ at }) => at > now - window)
    return new Minute(inWindow, now, { perMinute: this.#perMinute, isShared: this.#days.isKept })
  }

  /**
   * Calls that have not ended. For the report of a call that started as `since`, also those that were lost after that: the
   * office may have counted them after it counted this one.
   */
  #inFlight(endpoint: string, since = Infinity): KeptStart[] {
    const mayCome = (start: KeptStart) => start.isOpen || (start.lostAs !== null && start.lostAs > since)
    return this.#starts.filter((start) => start.endpoint === endpoint && mayCome(start))
  }

  #change(id: string, change: (start: KeptStart) => KeptStart): void {
    this.#starts = this.#starts.map((start) => (start.id === id ? change(start) : start))
  }
}
