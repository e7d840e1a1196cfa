import type { Clock } from '../clock.ts'
import { nextReset } from '../quota/day.ts'
import type { Event } from '../quota/spending.ts'
import type { JpoSource } from '../sources/jpo/source.ts'
import { createRecent } from '../store/recent.ts'

/** An answer as it is sent. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** One that is the same whenever it is asked for, with what of the day it was made of. */
export interface FinishedAnswer extends Answer {
  /** Of the operation; null for an anonymous one. */
  readonly name: string | null
  readonly saved: readonly Saved[]
  /** Until when what it shows holds, in milliseconds since the epoch; null: it shows nothing of the office. */
  readonly freshUntil: number | null
}

/** Questions of one kind that were answered without a call. */
export interface Saved {
  /** One of them. */
  readonly event: Event
  readonly times: number
}

/** What stood when a question was looked for: an answer that was made of something else is not kept. */
export type Moment = number | null

/**
 * Answers that no call was made for, kept as bytes. Such an answer follows from what is stored and from the office's day
 * alone, so all of them go as soon as anything stored changes, by whomever – some ten times a minute at most, as often as
 * the office may be asked –, and at midnight in Japan, when all that holds for a time ends (validity.ts).
 */
export interface FinishedAnswers {
  find(question: string): Found | Promise<Found>
  keep(question: string, answer: FinishedAnswer, moment: Moment): void | Promise<void>
}

interface Found {
  readonly answer?: FinishedAnswer | undefined
  readonly moment: Moment
}

export interface FinishedAnswersOptions {
  readonly source: Pick<JpoSource, 'changes'>
  readonly clock: Clock
  readonly maxBytes?: number
}

/** Some thousand file wrappers, or thirty thousand cases at a glance. */
const MAX_BYTES = 32 * 1024 * 1024

/** Of an answer beside its body, about. */
const OVERHEAD = 1_000

export function createFinishedAnswers({
  source,
  clock,
  maxBytes = MAX_BYTES,
}: FinishedAnswersOptions): FinishedAnswers {
  const kept = createRecent<FinishedAnswer>(maxBytes, ({ body }) => body.length + OVERHEAD)
  let changes: Moment = null
  let until = 0

  /** Forgets what may not be true any more. */
  function at(figure: number): Moment {
    const now = clock.now()
    if (figure !== changes || now >= until) kept.clear()
    changes = figure
    until = nextReset(now)
    return changes
  }

  function find(question: string): Found | Promise<Found> {
    const look = (figure: number): Found => ({ moment: at(figure), answer: kept.get(question) })
    try {
      const figure = source.changes()
      // Where the store cannot say what changed, nothing is served past it.
      return typeof figure === 'number' ? look(figure) : figure.then(look, () => ({ moment: null }))
    } catch {
      return { moment: null }
    }
  }

  async function keep(question: string, answer: FinishedAnswer, moment: Moment): Promise<void> {
    const { moment: now } = await find(question)
    if (moment !== null && moment === now) kept.set(question, answer)
  }

  return { find, keep }
}
