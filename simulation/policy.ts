import type { Endpoint } from '../src/sources/jpo/endpoints.ts'
import type { AskedFact, Question } from './questions.ts'

/** What a person saw of one fact of one case. */
export interface Shown {
  readonly number: string
  readonly fact: AskedFact
  /** null: it could not be shown. */
  readonly content: Content | null
}

export interface Content {
  /** When the office was asked for it; null where it is shown that the office has nothing of the kind. */
  readonly retrievedAt: number | null
  readonly endpoint: Endpoint | null
  /** Shown as an older answer. */
  readonly isStale: boolean
}

/** A way of asking the office on behalf of the company's people. */
export interface Policy {
  readonly name: string
  /** Everything that the question wants, shown or not. */
  answer(question: Question): Promise<readonly Shown[]>
  /** A job of the policy's own, each evening; its calls count, nobody is shown what they bring. */
  afterWork?(): Promise<void>
  close(): Promise<void>
}
