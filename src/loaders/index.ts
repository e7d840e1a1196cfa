import type { Ledger } from '../quota/ledger.ts'
import type { Place, Spending } from '../quota/spending.ts'
import type { CaseFacts } from '../sources/jpo/case-facts.ts'
import type { Fact } from '../sources/jpo/choose.ts'
import type { Known } from '../sources/jpo/memory.ts'
import type { JpoSource } from '../sources/jpo/source.ts'
import { createApplicantLoader } from './applicants.ts'
import { type CaseLoader, createCaseLoader } from './cases.ts'
import { createFactLoader } from './facts.ts'
import { createNumberLinkLoader } from './number-links.ts'
import type { Soon } from './soon.ts'

/** What one operation asks, each key once. */
export function createLoaders(options: { source: JpoSource; ledger: Ledger; spending: Spending }): Loaders {
  const fact = createFactLoader(options)
  const cases = createCaseLoader(options)
  return {
    cases,
    numbers: createNumberLinkLoader({ ...options, cases, fact }),
    applicants: createApplicantLoader({ ...options, cases, fact }),
  }
}

type MayBeAtHand<T> = {
  readonly [Ask in keyof T]: T[Ask] extends (...asked: infer Asked) => Promise<infer Found>
    ? (...asked: Asked) => Soon<Found>
    : never
}

/** What is asked is on its way, or at hand (at-hand.ts). */
export interface Loaders {
  readonly cases: MayBeAtHand<Omit<CaseLoader, 'load' | 'taught'>> & {
    load<F extends Fact>(
      fact: F,
      number: string,
      along?: ReadonlySet<Fact>,
      place?: Place,
    ): Soon<Known<CaseFacts[F]> | null>
  }
  readonly numbers: MayBeAtHand<ReturnType<typeof createNumberLinkLoader>>
  readonly applicants: MayBeAtHand<ReturnType<typeof createApplicantLoader>>
}
