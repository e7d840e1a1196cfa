/** A notice of reasons for refusal (拒絶理由通知書) composed by chance, with what a reader should find in it. */
export interface ComposedNotice {
  /** `composeNotices(seed, 1)` composes this notice again. */
  readonly seed: number
  /** Short words that name what is special in its writing, parted by semicolons. */
  readonly style: string
  /** The document as in the archive, decoded: references such as `&#160;` stand in it as they are sent. */
  readonly xml: string
  readonly bytes: Uint8Array
  readonly expected: ExpectedNotice
}

export interface ExpectedNotice {
  /** 引用文献等一覧; [] where the notice has none. */
  readonly items: readonly ExpectedItem[]
  /** What the search record lists besides: no grounds of refusal. */
  readonly searchRecord: readonly string[]
  readonly articles: readonly ExpectedArticle[]
  readonly isFinal: boolean
  /** One for each block of 請求項, in order; absent where the blocks are not written in lines that say what they are. */
  readonly reasons?: readonly ExpectedReason[]
}

export interface ExpectedItem {
  /** The printed number. */
  readonly order: number
  /**
   * As composed, before lines were broken: widths kept, runs of blanks as one ASCII blank. Whether a blank stands where
   * a line was broken is not known (xml.md §4.1), so compare `withoutBlanks`.
   */
  readonly text: string
  readonly publicationNumber: string | null
}

/** Numbers in ASCII digits; an inserted article as `29の2` (its spelling as data is not laid down). */
export interface ExpectedArticle {
  readonly text: string
  readonly article: string
  readonly paragraph: string | null
  readonly item: string | null
  readonly ground?: string
}

export interface ExpectedReason {
  readonly number: number
  readonly claims: readonly { readonly from: number; readonly to: number }[]
  /** Numbers of 引用文献等; [] where the block names none. */
  readonly documents: readonly number[]
}

export function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '')
}

export function withSingleBlanks(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
