import type { Ledger } from '../quota/ledger.ts'
import type { Spending } from '../quota/spending.ts'
import type { JpoSource } from '../sources/jpo/source.ts'
import { createApplicantLoader } from './applicants.ts'
import { createCaseLoader } from './cases.ts'
import { createFactLoader } from './facts.ts'
import { createNumberLinkLoader } from './number-links.ts'

/** What one operation asks, each key once. */
export function createLoaders(options: { source: JpoSource; ledger: Ledger; spending: Spending }) {
  const fact = createFactLoader(options)
  const cases = createCaseLoader(options)
  return {
    cases,
    numbers: createNumberLinkLoader({ ...options, cases, fact }),
    applicants: createApplicantLoader({ ...options, cases, fact }),
  }
}

export type Loaders = ReturnType<typeof createLoaders>
