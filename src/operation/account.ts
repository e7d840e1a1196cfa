import type { Caller } from '../auth/callers/caller.ts'
import { longestWaitMs, type Policy } from '../quota/policy.ts'
import type { Services } from '../services.ts'

/** On whose account an operation calls: without a caller policy the day is not divided. */
export function accountOf({ callers }: Services, caller: Caller): Caller | null {
  return callers.isSet ? caller : null
}

function capped(policy: Partial<Policy>): Partial<Policy> {
  const { waitMs } = policy
  return waitMs === undefined ? policy : { ...policy, waitMs: Math.min(waitMs, longestWaitMs) }
}

/** Within the longest wait; without `spend` a caller gets what is stored, whatever the operation allows itself. */
export function allowedTo({ scopes }: Caller, policy: Partial<Policy>): Partial<Policy> {
  return capped(scopes.has('spend') ? policy : { ...policy, onlyIfCached: true })
}
