import type { Language } from '../page/language.ts'

/** What the server tells the page, as JSON in it. */
export interface Setup {
  readonly language: Language
  readonly title: string
  readonly examples: readonly Example[]
  /** Addresses of the scripts that the editors' threads run. */
  readonly workers: Readonly<Record<'editor' | 'json' | 'graphql', string>>
}

/** A worked example for an opening tab: one operation, introduced in both languages. */
export interface Example {
  readonly operationName: string
  readonly title: InBothLanguages
  readonly text: InBothLanguages
}

export type InBothLanguages = Readonly<Record<Language, string>>
