import { type CallerCounts, reservedFor, usedBy } from './caller-counts.ts'
import { type Allowance, left, limitOf, newDay } from './count.ts'
import { lentFrom, officeDay } from './day.ts'
import { keptCounts } from './kept.ts'
import type { CallerRow, ClaimRow, DayRow } from './ledger.ts'
import { type Claim, type Claimant, claimOf, type DividedDay, type Division, isDivided, sharesOf } from './shares.ts'
import type { KeptCount, KeptStart } from './state.ts'

/** What the calls of a day are counted against. */
export interface DayRules {
  readonly allowances: ReadonlyMap<string, Allowance>
  readonly division: Division
}

/** The counts of the office's days at one moment, and what they leave to whom. */
export class Days {
  readonly today: string
  readonly kept: KeptCount[]
  readonly #rules: DayRules
  readonly #isLent: boolean
  /** By endpoint, as far as they were looked at. */
  readonly #shares = new Map<string, ReadonlyMap<string, number>>()
  readonly #underWay: (endpoint: string) => readonly KeptStart[]

  /** `underWay`: calls that have not ended. */
  constructor(
    counts: readonly KeptCount[],
    now: number,
    rules: DayRules,
    underWay: (endpoint: string) => readonly KeptStart[],
  ) {
    this.today = officeDay(now)
    this.kept = keptCounts(counts, now)
    this.#rules = rules
    this.#isLent = now >= lentFrom(now)
    this.#underWay = underWay
  }

  /** Whether anything of today is kept for anybody. */
  get isKept(): boolean {
    return !this.#isLent && isDivided(this.#rules.division)
  }

  find(endpoint: string, day: string): KeptCount | undefined {
    return this.kept.find((each) => each.endpoint === endpoint && each.day === day)
  }

  ofToday(endpoint: string): KeptCount {
    return this.find(endpoint, this.today) ?? this.#begun(endpoint)
  }

  #begun(endpoint: string): KeptCount {
    const underWay = this.#underWay(endpoint)
    const callers = underWay.reduce((counts: CallerCounts, { caller }) => reservedFor(counts, caller), new Map())
    return { ...newDay(underWay.length), endpoint, day: this.today, callers, isDriftLogged: false }
  }

  set(count: KeptCount): void {
    const index = this.kept.findIndex((each) => each.endpoint === count.endpoint && each.day === count.day)
    if (index < 0) this.kept.push(count)
    else this.kept[index] = count
  }

  allowanceOf(endpoint: string): Allowance {
    return this.#rules.allowances.get(endpoint) ?? { limit: 0, isCeiling: true }
  }

  /** What the caller has of today. */
  claimOf(caller: Claimant | null, count: KeptCount): Claim {
    const day = this.divided(count)
    if (caller) return claimOf(caller, day)
    const used = [...count.callers.values()].reduce((rest, { made }) => rest - made, count.made)
    return { share: 0, used: Math.max(0, used), guaranteed: 0, remaining: day.left }
  }

  divided(count: KeptCount): DividedDay {
    const { endpoint, callers } = count
    return {
      left: left(count, this.allowanceOf(endpoint)),
      usedBy: (caller) => usedBy(callers, caller),
      shares: this.#sharesOf(endpoint),
      reserve: this.#rules.division.reserve[endpoint] ?? 0,
      isLent: this.#isLent,
    }
  }

  #sharesOf(endpoint: string): ReadonlyMap<string, number> {
    const shares = this.#shares.get(endpoint) ?? sharesOf(this.#rules.division, endpoint)
    this.#shares.set(endpoint, shares)
    return shares
  }

  rows(): DayRow[] {
    return [...this.#rules.allowances].map(([endpoint, allowance]) => {
      const count = this.ofToday(endpoint)
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

  claims(caller: Claimant | null): ClaimRow[] {
    return [...this.#rules.allowances.keys()].map((endpoint) => ({
      endpoint,
      ...this.claimOf(caller, this.ofToday(endpoint)),
    }))
  }

  callers(): CallerRow[] {
    return [...this.#rules.allowances.keys()].flatMap((endpoint) => {
      const { callers } = this.ofToday(endpoint)
      const shares = this.#sharesOf(endpoint)
      return [...new Set([...shares.keys(), ...callers.keys()])].map((caller) => ({
        caller,
        endpoint,
        share: shares.get(caller) ?? 0,
        used: usedBy(callers, caller),
      }))
    })
  }
}
