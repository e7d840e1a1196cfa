import type { Caller } from './auth/callers/caller.ts'
import type { Clock } from './clock.ts'
import { createLoaders } from './loaders/index.ts'
import { nextReset, toOfficeTime } from './quota/day.ts'
import type { OperationBegin, OperationEnd } from './observe/operation-log.ts'
import type { OperationWatch } from './observe/observer.ts'
import type { Ledger } from './quota/ledger.ts'
import { longestWaitMs, type Policy, stricter } from './quota/policy.ts'
import { type Event, type Place, Spending } from './quota/spending.ts'
import { bounds } from './quota/plan.ts'
import { readRequestPolicy } from './request-policy.ts'
import type { Context } from './schema/builder.ts'
import type { Planning } from './schema/plan.ts'
import type { Services } from './services.ts'
import { insteadOf } from './sources/jpo/choose.ts'
import type { Endpoint } from './sources/jpo/endpoints.ts'
import { createPlanningSource } from './sources/jpo/planning.ts'
import type { JpoSource } from './sources/jpo/source.ts'

export interface Arrival {
  readonly begin: OperationBegin
  readonly caller: Caller
  readonly signal: AbortSignal
}

/** One operation: what it may use, what it may spend and what it spent. */
export class Operation {
  readonly context: Context
  readonly caller: Caller
  readonly spending: Spending
  readonly #shown: { ignored: readonly string[]; explain: boolean; applied: string | null } = {
    ignored: [],
    explain: false,
    applied: null,
  }

  readonly #clock: Clock
  readonly #watch: OperationWatch
  #outcome: Pick<OperationEnd, 'name' | 'isRun' | 'codes'> = { name: null, isRun: false, codes: [] }

  /** `signal` is aborted when the client went away. */
  constructor(services: Services, { begin, caller, signal }: Arrival) {
    const { clock, tally, observer } = services
    const { startedAt } = begin
    const watch = observer.operation(begin)
    this.#clock = clock
    this.#watch = watch
    this.caller = caller
    this.spending = new Spending({
      startedAt,
      caller: accountOf(services, caller),
      signal,
      onEvent(event) {
        tally.add(event.endpoint, event.outcome, event.at)
        watch.asked(event)
      },
      onAttempt: (attempt, endedAt) => watch.attempted(attempt, endedAt),
    })
    this.context = contextOf(services, this, services.source, (policy) => plan(services, caller, policy))
  }

  /** What the request's headers and the document's directive allow together, before anything is asked. */
  agree(request: Request, directive: Partial<Policy>): void {
    const { policy, ignored, prefersWait, prefersExplain, explain } = readRequestPolicy(request)
    const agreed = stricter(policy, directive)
    this.spending.agree(capped(allowedTo(this.caller, agreed)))
    const applied = [
      ...(prefersWait ? [`wait=${this.spending.policy.waitMs / 1000}`] : []),
      ...(prefersExplain ? ['explain'] : []),
    ]
    Object.assign(this.#shown, { ignored, explain, applied: applied.join(', ') || null })
  }

  named(name: string | null): void {
    this.#outcome = { ...this.#outcome, name }
  }

  /** Nothing refuses it any more. */
  runs(): void {
    this.#outcome = { ...this.#outcome, isRun: true }
  }

  /** `codes`: of the errors in its answer. */
  answered(codes: readonly string[]): void {
    this.#outcome = { ...this.#outcome, codes }
  }

  /** `status`: of the answer; null where the client went away. What it still spends then is waited for. */
  async end(status: number | null): Promise<void> {
    await this.spending.idle()
    const { calls, cached: saved, stale, waitedMs } = this.spending
    this.#watch.ended({ ...this.#outcome, status, at: this.#clock.now(), calls, saved, stale, waitedMs })
  }

  /**
   * Whether the same operation would have the same answer for as long as nothing stored changes and the office's day lasts:
   * all of it was stored, and nothing of it is of this moment alone.
   */
  get isRepeatable(): boolean {
    const { events, policy } = this.spending
    const { isRun, codes } = this.#outcome
    const isStored = events.every(({ outcome }) => outcome === 'stored' || outcome === 'fact')
    const isOfThisMoment = (this.freshUntil ?? Infinity) <= this.spending.startedAt
    return isRun && codes.length === 0 && isStored && policy.maxAgeMs === Infinity && !isOfThisMoment
  }

  /** As its document says; null for an anonymous one. */
  get name(): string | null {
    return this.#outcome.name
  }

  /** Preference-Applied (RFC 7240): which of the client's preferences were followed, and how far. */
  get preferenceApplied(): string | null {
    return this.#shown.applied
  }

  /** Whether something in its answer is older than wanted: a better one may be had at any moment. */
  get isStale(): boolean {
    return this.spending.stale > 0
  }

  /** Milliseconds since the epoch: until when all that it shows of the office holds. Infinity for ever; null: shows nothing. */
  get freshUntil(): number | null {
    return this.spending.shown.until
  }

  /** `extensions` of the response: what was spent and saved, and every question where that was asked for. */
  async extensions({ ledger, clock }: { ledger: Ledger; clock: Clock }): Promise<Record<string, unknown>> {
    await Promise.race([this.spending.idle(), aborted(this.spending.signal)])
    const { ignored, explain } = this.#shown
    return {
      quota: {
        ...(await spent(this.spending, ledger)),
        resetsAt: toOfficeTime(nextReset(clock.now())),
        ...(ignored.length > 0 && { ignored }),
      },
      ...(explain && { upstream: this.spending.events.map(explained) }),
    }
  }
}

/** Whoever is told that it took too long does not wait for the bill either. */
function aborted(signal: AbortSignal | undefined): Promise<unknown> {
  if (signal?.aborted) return Promise.resolve()
  return new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }))
}

/** On whose account an operation calls: without a caller policy the day is not divided. */
function accountOf({ callers }: Services, caller: Caller): Caller | null {
  return callers.isSet ? caller : null
}

function capped(policy: Partial<Policy>): Partial<Policy> {
  const { waitMs } = policy
  return waitMs === undefined ? policy : { ...policy, waitMs: Math.min(waitMs, longestWaitMs) }
}

/** Without `spend` a caller gets what is stored, whatever the operation allows itself. */
function allowedTo({ scopes }: Caller, policy: Partial<Policy>): Partial<Policy> {
  return scopes.has('spend') ? policy : { ...policy, onlyIfCached: true }
}

interface Account {
  readonly caller: Caller
  readonly spending: Spending
}

function contextOf(
  services: Services,
  { caller, spending }: Account,
  source: JpoSource,
  planning: Context['planning'],
): Context {
  const { clock, ledger, turns, tally, config, images } = services
  return {
    loaders: createLoaders({ source, ledger, spending }),
    caller,
    clock,
    shows: (until) => spending.shown.holds(until),
    imageUrl: images.urlOf,
    quota: { ledger, turns, tally, requestsPerMinute: config.requestsPerMinute, account: spending.caller },
    limits: config.requestLimits,
    planning,
  }
}

/** An operation that meets what is stored as any other would, and notes where it would call. */
async function plan(services: Services, caller: Caller, policy: Partial<Policy>): Promise<Planning> {
  const { clock, source, ledger, turns, config } = services
  const spending = new Spending({ startedAt: clock.now(), caller: accountOf(services, caller) })
  spending.agree(capped(allowedTo(caller, policy)))
  const { deadline } = spending
  const rows = await ledger.claims(spending.caller)
  const remaining = new Map(rows.map((row) => [row.endpoint, row.remaining]))
  const left = (endpoint: Endpoint) => remaining.get(endpoint) ?? 0
  const planning = createPlanningSource(source, (endpoint) => left(endpoint) <= 0)
  return {
    context: contextOf(services, { caller, spending }, planning.source, null),
    day: { left },
    calls: planning.calls,
    async bounded(needs) {
      const now = clock.now()
      const possible = [...needs.values()].reduce((sum, need) => sum + need.possible, 0)
      const waiting = turns.waitingBefore(spending.caller, possible)
      // More than could start before the deadline, and as many as are foreseen.
      const foreseen = possible + waiting
      const startable = Math.ceil(((deadline - now) / 60_000 + 1) * config.requestsPerMinute)
      const count = Math.max(foreseen, startable) + 1
      const [starts, earliest] = await Promise.all([
        ledger.nextStarts(count, spending.caller),
        ledger.nextStarts(count),
      ])
      const { maxCalls } = spending.policy
      return bounds(needs, { rows, starts, earliest, waiting, now, deadline, maxCalls, insteadOf })
    },
  }
}

async function spent(spending: Spending, ledger: Ledger) {
  // An answer is not lost because the ledger cannot be read.
  const rows = spending.calls.size > 0 ? await ledger.claims(spending.caller).catch(() => []) : []
  const remaining = new Map(rows.map((row) => [row.endpoint, row.remaining]))
  return {
    spent: [...spending.calls].map(([endpoint, calls]) => ({
      endpoint,
      calls,
      remaining: remaining.get(endpoint) ?? null,
    })),
    cached: spending.cached,
    stale: spending.stale,
    waitedMs: spending.waitedMs,
  }
}

function explained({ place, endpoint, key, outcome, waitedMs, remaining }: Event) {
  return { path: pathOf(place), endpoint, key, outcome, waitedMs, remaining }
}

function pathOf(place: Place | undefined): (string | number)[] {
  return place ? [...pathOf(place.prev), place.key] : []
}
