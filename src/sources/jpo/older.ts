import {
  CallsExceeded,
  NotCached,
  QuotaExhausted,
  RateLimited,
  UpstreamBusy,
  UpstreamContract,
  UpstreamUnauthenticated,
  UpstreamUnavailable,
} from '../../errors.ts'
import type { Spending } from '../../quota/spending.ts'
import type { Endpoint } from './endpoints.ts'

/** What is asked of the office: an endpoint and its key. */
export type Question<E extends Endpoint = Endpoint> = readonly [endpoint: E, key: string]

/** A question that got no answer, and why. */
export interface Failed {
  readonly question: Question
  readonly failure: unknown
}

/** In place of a failure the first older thing that one of the looks finds; else the failure stands. */
export async function instead<T>(
  failed: Failed,
  spending: Spending,
  ...looks: readonly (() => Promise<T | undefined>)[]
): Promise<T> {
  // The question itself is at fault, and was answered so: there is nothing to refuse.
  if (!isReplaceable(failed.failure)) throw failed.failure
  for (const look of looks) {
    const found = await look()
    if (found === undefined) continue
    spending.served('stale', failed.question)
    return found
  }
  spending.refused(failed.question)
  throw failed.failure
}

/** Who may not ask for a younger one and said how old it may be at most, or how stale, is not given an older one. */
export function mayReplace({ failure }: Failed, retrievedAt: number, spending: Spending): boolean {
  const isOwnLimit = failure instanceof NotCached || failure instanceof CallsExceeded
  // What is stale and taken needs no call: it was served before anything could fail.
  return !isOwnLimit || (spending.policy.maxStaleMs === undefined && spending.isYoungEnough(retrievedAt))
}

function isReplaceable(failure: unknown): boolean {
  return replaceable.some((kind) => failure instanceof kind)
}

/** The day spent, the minute full, the office down, the client's own limit: nothing that the question is to blame for. */
const replaceable = [
  QuotaExhausted,
  RateLimited,
  UpstreamBusy,
  UpstreamUnavailable,
  UpstreamUnauthenticated,
  UpstreamContract,
  NotCached,
  CallsExceeded,
]
