import { QuotaExhausted, RateLimited } from '../errors.ts'
import { toOfficeTime } from './day.ts'
import type { Grant } from './ledger.ts'

export type Spent = Extract<Grant, { because: 'day' | 'share' }>

export function spent(endpoint: string, grant: Spent): QuotaExhausted {
  const resetsAt = toOfficeTime(grant.resetsAt)
  if (grant.because === 'day') return new QuotaExhausted(endpoint, resetsAt)
  const { share: limit, used } = grant.claim
  return new QuotaExhausted(endpoint, resetsAt, { share: { limit, used, lentFrom: toOfficeTime(grant.lentFrom) } })
}

/** `waitMs`: until a start of its own. */
export function tooLate(endpoint: string, waitMs: number): RateLimited {
  return new RateLimited(endpoint, Math.max(1, Math.ceil(waitMs / 1000)))
}

/** Whoever asks again in a second meets the process that comes after, or another one. */
export function stopped(endpoint: string): RateLimited {
  return new RateLimited(
    endpoint,
    1,
    `This server is being stopped and starts no more calls, as this one to ${endpoint}. ` +
      'What was already started is remembered: ask again, of the server that comes after it.',
  )
}
