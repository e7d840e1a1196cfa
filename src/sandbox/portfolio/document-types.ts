import type { Cited } from './cited.ts'

/**
 * One document of a file wrapper: what its row in the list says and, where an endpoint delivers it, what its XML says.
 * The citations of cite_doc_info are those of the notices and decisions here.
 */
export type FileDocument =
  ApplicationPapers | PlainEntry | Notice | Grant | Refusal | DeclinedAmendment | Opinion | Amendment

interface Listed {
  /** 書類番号; composed from the application's number and the place in the history unless given. */
  readonly number?: string
}

/** Documents drafted by an examiner: the XML bears the drafting date 起案日, the list the dispatch date 発送日. */
interface Drafted extends Listed {
  readonly drafted: string
  readonly dispatched: string
}

export type ApplicationPart = '特許願' | '明細書' | '請求の範囲' | '要約書' | '図面'

/** A63: one row for each part, all under one number. */
export interface ApplicationPapers extends Listed {
  readonly kind: 'application'
  readonly date: string
  readonly parts?: readonly ApplicationPart[]
}

/** A row that no endpoint delivers. */
export interface PlainEntry extends Listed {
  readonly kind: 'entry'
  readonly date: string
  readonly code: string
  readonly name: string
  /** 書類識別 (table 03050); absent when the office keeps no body. */
  readonly separator?: string
}

/** A131 拒絶理由通知書 */
export interface Notice extends Drafted {
  readonly kind: 'notice'
  readonly grounds: readonly Ground[]
  /** 引用文献等一覧: citation type 19. */
  readonly cites?: readonly Cited[]
  /** 先行技術文献調査結果の記録: citation type 89. */
  readonly searched?: readonly Cited[]
  readonly isFinal?: boolean
  /** A picture in the reasons, with its TIFF beside the XML. */
  readonly hasPicture?: boolean
}

export interface Ground {
  readonly article: '新規性' | '進歩性' | '明確性' | 'サポート要件' | '単一性'
  /** Full-width, as １－３. */
  readonly claims: string
  /** Numbers of the list, full-width, as １、２. */
  readonly cited?: string
  readonly remark: string
}

/** A01 特許査定 */
export interface Grant extends Drafted {
  readonly kind: 'grant'
  /** 参考文献: citation type 31. */
  readonly references?: readonly Cited[]
  /** FI symbols as [H01M, 10/613, ''] : subclass, group, further letters. */
  readonly classes?: readonly (readonly [subclass: string, group: string, rest: string])[]
}

/** A02 拒絶査定 */
export interface Refusal extends Drafted {
  readonly kind: 'refusal'
  readonly remark: string
  readonly cites?: readonly Cited[]
}

/** A502 補正の却下の決定; its XML is of the variant a191 (xml.md §2). */
export interface DeclinedAmendment extends Drafted {
  readonly kind: 'declined amendment'
  readonly remark: string
}

interface Filed extends Listed {
  readonly date: string
  /** 整理番号: when given, the XML also tells the submission date; filings fetched in 2026 had neither (xml.md §2.2). */
  readonly reference?: string
}

/** A53 意見書, answering the latest notice before it. */
export interface Opinion extends Filed {
  readonly kind: 'opinion'
  /** Lines of the opinion, as XML text with u, sub and sup. */
  readonly lines: readonly string[]
}

/** 手続補正書 and its kin, answering the latest notice before it unless voluntary. */
export interface Amendment extends Filed {
  readonly kind: 'amendment'
  readonly changes: readonly Change[]
  readonly code?: 'A51' | 'A521' | 'A523' | 'A524'
  readonly name?: string
  readonly isVoluntary?: boolean
  /** A second row 添付書類 under the same number. */
  readonly hasAttachment?: boolean
}

/** Texts are XML text with u, sub and sup. */
export type Change =
  | { readonly item: 'claims'; readonly claims: readonly string[] }
  | { readonly item: 'claim'; readonly claim: number; readonly text: string }
  | { readonly item: 'title'; readonly text: string }
  | { readonly item: 'paragraph'; readonly paragraph: string; readonly text: string; readonly isNew?: boolean }
  | { readonly item: 'deleted paragraph'; readonly paragraph: string }
  | { readonly item: 'drawing'; readonly figure: number }
  | { readonly item: 'abstract'; readonly lines: readonly string[] }
