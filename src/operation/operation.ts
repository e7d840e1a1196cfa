import type { Caller } from '../auth/callers/caller.ts'
import type { Clock } from '../clock.ts'
import { createLoaders } from '../loaders/index.ts'
import type { OperationBegin, OperationEnd } from '../observe/operation-log.ts'
import type { OperationWatch } from '../observe/observer.ts'
import { nextReset, toOfficeTime } from '../quota/day.ts'
import type { Ledger } from '../quota/ledger.ts'
import { type Policy, stricter } from '../quota/policy.ts'
import { Spending } from '../quota/spending.ts'
import { readRequestPolicy } from '../request-policy.ts'
import type { Context } from '../schema/builder.ts'
import type { Services } from '../services.ts'
import { accountOf, allowedTo } from './account.ts'
import { explained, spent } from './bill.ts'
import { contextOf } from './context.ts'
import { plan } from './plan.ts'

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
    const { spending } = this
    const loaders = createLoaders({ source: services.source, ledger: services.ledger, spending })
    this.context = contextOf(services, { caller, spending, loaders }, (policy) => plan(services, caller, policy))
  }

  /** What the request's headers and the document's directive allow together, before anything is asked. */
  agree(request: Request, directive: Partial<Policy>): void {
    const { policy, ignored, prefersWait, prefersExplain, explain } = readRequestPolicy(request)
    const agreed = stricter(policy, directive)
    this.spending.agree(allowedTo(this.caller, agreed))
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
