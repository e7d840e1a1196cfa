import type { Clock } from '../../clock.ts'
import {
  QuotaExhausted,
  RateLimited,
  UpstreamBusy,
  UpstreamContract,
  UpstreamUnauthenticated,
  UpstreamUnavailable,
} from '../../errors.ts'
import { officeDay } from '../../quota/day.ts'
import type { Spending } from '../../quota/spending.ts'
import type { Store, StoredValue } from '../../store/store.ts'
import { type Answer, readAnswer, type Reading, type ReadingOptions } from './answers.ts'
import { archiveEndpoints } from './documents/archives.ts'
import type { Endpoint } from './endpoints.ts'
import { answerKey, factsIn } from './facts.ts'

/** A remembered fact or reading with when and from where it came. */
export interface Known<T> {
  readonly value: T
  readonly retrievedAt: number
  readonly source: Endpoint
  /** From an earlier day, in place of an answer that is not to be had now. */
  readonly isStale?: boolean
}

type Bodies = Reading<'APP_DOC_CONT_OPINION_AMENDMENT'>

/** What is asked of the office: an endpoint and its key. */
export type Question<E extends Endpoint = Endpoint> = readonly [endpoint: E, key: string]

/** What was learnt from the office before; never a call. */
export interface Memory {
  /**
   * In place of a failure: the newest stored answer of an earlier day to one of the questions. The failure itself where
   * there is none, or where an old answer would not be one to what was asked.
   */
  older<E extends Endpoint>(failure: unknown, questions: readonly Question<E>[], spending: Spending): Promise<Answer<E>>
  /** The same with a fact learnt on an earlier day. */
  olderFact(failure: unknown, key: string, spending: Spending): Promise<Known<unknown>>
  /** The answers of today among those stored; never a call. */
  stored(questions: readonly Question[]): Promise<readonly (Answer<Endpoint> | undefined)[]>
  /** Today's answer as the office sent it, among those stored; never a call. */
  received(endpoint: Endpoint, key: string): Promise<StoredValue | undefined>
  /** The documents in the stored archives of an application, of whatever day; never a call. */
  keptBodies(application: string): Promise<Bodies>
  /** Facts learnt today from answers about other things, by the keys of facts.ts; never a call. */
  facts(keys: readonly string[]): Promise<readonly (Known<unknown> | undefined)[]>
}

export interface MemoryOptions extends ReadingOptions {
  readonly store: Store
  readonly clock: Clock
}

export function createMemory({ store, clock, notes, archives }: MemoryOptions) {
  /** The answer as it came, and what it tells of other things; gives the keys it is kept under. */
  async function remember(answer: Answer<Endpoint>, received: StoredValue): Promise<readonly string[]> {
    const learnt = [[answerKey(answer.endpoint, answer.key), received] as const, ...factsIn(answer)]
    await Promise.all(learnt.map(([key, value]) => store.set(key, value)))
    return learnt.map(([key]) => key)
  }

  async function stored(questions: readonly Question[]) {
    return read(questions, await ofToday(questions.map(([endpoint, key]) => answerKey(endpoint, key))))
  }

  /** "No such case" of yesterday may be untrue today, and shows no age: it is no answer any more. */
  async function older<E extends Endpoint>(failure: unknown, questions: readonly Question<E>[], spending: Spending) {
    if (!canBeReplaced(failure)) throw failure
    const values = await store.getMany(questions.map(([endpoint, key]) => answerKey(endpoint, key)))
    const answers = await read(questions, values)
    const newest = answers
      .filter((answer) => answer?.statusCode === '100')
      .reduce((best, answer) => (answer && (!best || answer.retrievedAt > best.retrievedAt) ? answer : best), undefined)
    if (!newest) throw failure
    spending.servedFromStore(answerKey(newest.endpoint, newest.key), { stale: true })
    return newest as Answer<E>
  }

  function read(questions: readonly Question[], values: readonly (StoredValue | undefined)[]) {
    return Promise.all(
      questions.map(async ([endpoint, key], index) => {
        const value = values[index]
        return value && readAnswer(endpoint, key, value, { notes, archives }).catch(unreadable)
      }),
    )
  }

  async function received(endpoint: Endpoint, key: string) {
    const [value] = await ofToday([answerKey(endpoint, key)])
    return value
  }

  async function keptBodies(application: string) {
    const bodies = archiveEndpoints.map(async (endpoint) => {
      const lately = archives.readLately(endpoint, application)
      if (lately) return lately
      const [answer] = await read([[endpoint, application]], await store.getMany([answerKey(endpoint, application)]))
      return answer?.value ?? []
    })
    return (await Promise.all(bodies)).flat()
  }

  async function facts(keys: readonly string[]) {
    return (await ofToday(keys)).map(asFact)
  }

  async function olderFact(failure: unknown, key: string, spending: Spending) {
    if (!canBeReplaced(failure)) throw failure
    const [value] = await store.getMany([key])
    const known = asFact(value)
    if (!known) throw failure
    spending.servedFromStore(key, { stale: true })
    return { ...known, isStale: true }
  }

  /** The office renews its data once a day (handbook §2(2)): what was asked today is as good as asked now. */
  async function ofToday(keys: readonly string[]) {
    const today = officeDay(clock.now())
    const values = await store.getMany(keys)
    return values.map((value) => (value && officeDay(value.retrievedAt) === today ? value : undefined))
  }

  return { remember, stored, older, received, keptBodies, facts, olderFact }
}

function asFact(stored: StoredValue | undefined): Known<unknown> | undefined {
  if (typeof stored?.body !== 'string') return undefined
  const { body, retrievedAt, source } = stored
  return { value: JSON.parse(body) as unknown, retrievedAt, source: source as Endpoint }
}

/** The day spent, the minute full, the office down: nothing that the question itself is to blame for. */
function canBeReplaced(failure: unknown): boolean {
  return replaceable.some((kind) => failure instanceof kind)
}

const replaceable = [
  QuotaExhausted,
  RateLimited,
  UpstreamBusy,
  UpstreamUnavailable,
  UpstreamUnauthenticated,
  UpstreamContract,
]

/** Read once before it was kept, so only another release can have kept it: it is asked for again. */
function unreadable(error: unknown): undefined {
  if (!(error instanceof UpstreamContract)) throw error
}
