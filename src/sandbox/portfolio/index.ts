import { appeals } from './appeals.ts'
import { examination } from './examination.ts'
import { families } from './families.ts'
import { international } from './international.ts'
import { neighbours } from './neighbours.ts'
import { pending } from './pending.ts'
import { rights } from './rights.ts'
import { showcase } from './showcase.ts'
import type { Portfolio } from './types.ts'

export { manyCases } from './many-cases.ts'
export type { Person, Portfolio, PortfolioCase, Priority, Registration, Trial } from './types.ts'
export type { FileDocument } from './document-types.ts'

/** The composed applications: every number, person, company and sentence in them is invented. */
export const composedPortfolio: Portfolio = {
  cases: [showcase, ...neighbours, ...examination, ...appeals, ...families, ...international, ...rights, ...pending],
}

/** For the banner of a server that runs on it. */
export const portfolioNotice = {
  ja: 'この特許庁は見本です。出願・番号・人名・会社名・文面は、すべて架空のものです。',
  en: 'This patent office is a specimen: every application, number, person, company and sentence in it is invented.',
} as const
