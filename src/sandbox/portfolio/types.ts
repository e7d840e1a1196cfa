import type { FileDocument } from './document-types.ts'

/** What the sandbox's office knows. Everything on the wire is composed from it, so no two answers can disagree. */
export interface Portfolio {
  readonly cases: readonly PortfolioCase[]
}

/** Dates are YYYYMMDD and numbers are in western years throughout, as in 2020000101. */
export interface PortfolioCase {
  readonly number: string
  readonly title: string
  readonly applicants: readonly Person[]
  readonly agents?: readonly Person[]
  /** For a PCT national phase, the international filing date. */
  readonly filingDate: string
  /** 公開 */
  readonly publication?: NumberedEvent
  /** 公表: instead of 公開 for a PCT national phase in a foreign language. */
  readonly nationalPublication?: NumberedEvent
  readonly international?: InternationalApplication
  readonly priorities?: readonly Priority[]
  /** The application this one was divided from; it must be in the portfolio. */
  readonly parent?: string
  readonly history?: readonly FileDocument[]
  /** 審判: group 07 of the document list. */
  readonly trial?: Trial
  /** 出訴事件: group 08, a number without documents. */
  readonly lawsuit?: string
  readonly registration?: Registration
  /** Documents delivered in the ZIPs that the document list does not name. */
  readonly unlisted?: readonly FileDocument[]
  /** The ZIPs answer 108 although the list names documents with bodies. */
  readonly withholdsBodies?: boolean
}

export interface Person {
  /** 申請人コード; '' when the office gave none. */
  readonly code: string
  readonly name: string
}

export interface NumberedEvent {
  readonly number: string
  readonly date: string
}

export interface InternationalApplication {
  /** As JP2020099136: country, year, six digits. */
  readonly applicationNumber: string
  readonly publicationNumber: string
  readonly publicationDate: string
}

export type Priority =
  | { readonly kind: 'paris'; readonly country: string; readonly number: string; readonly date: string }
  | {
      readonly kind: 'domestic'
      readonly number: string
      readonly date: string
      /** 四法コード: 1 patent (the usual), 2 utility model. */
      readonly law?: '1' | '2'
      readonly internationalNumber?: string
    }

export interface Trial {
  readonly number: string
  readonly history: readonly FileDocument[]
}

export interface Registration {
  readonly number: string
  readonly date: string
  readonly claims: number
  /** 審決日, for a patent granted by an appeal decision. */
  readonly appealDecisionDate?: string
  /** The applicants, unless the right has passed on. */
  readonly holders?: readonly Person[]
  /** 次期年金納付期限; '' or absent when nothing more is due. */
  readonly nextAnnuityDueDate?: string
  /** 最終納付年分: 3 for a new patent, 0 for one of the state. */
  readonly lastPaidYear?: number
  readonly annuitiesPaidOn?: readonly string[]
  /** Table 05310: 00 alive (the usual), 01 annuity not paid; its other values were not found (api.md §2.12). */
  readonly erasure?: string
  readonly extinguishedOn?: string
}
