import type { Policy } from '../src/quota/policy.ts'
import { day } from './calendar.ts'
import type { Question } from './questions.ts'

/**
 * How a desk that knows what a call costs asks this server: what its pages say with @upstream. A client of the others has
 * no such words; what it asks it asks anew, or takes from its cache.
 */
export interface Manners {
  /** What is looked at every day need not be of the day. */
  readonly list: Partial<Policy>
  /** Whoever opens a case that is still being decided wants it as the office has it now. */
  readonly pendingCase: Partial<Policy>
  /** A patent moves once a year, when its annuity is paid; what is over does not move. */
  readonly decidedCase: Partial<Policy>
  /** What was never asked is wanted, whatever is stored will do; nobody waits for it. */
  readonly evening: Partial<Policy>
}

const patient = { waitMs: 120_000 }

export const manners: Manners = {
  list: { ...patient, maxStaleMs: 14 * day },
  pendingCase: {},
  decidedCase: { maxStaleMs: 7 * day },
  evening: { ...patient, maxStaleMs: Infinity },
}

/** `isPending`: as the company's own docket has it, which knows before anybody asks which of its cases are decided. */
export function mannersFor({ page }: Question, isPending: boolean): Partial<Policy> {
  if (page !== 'case') return manners.list
  return isPending ? manners.pendingCase : manners.decidedCase
}
