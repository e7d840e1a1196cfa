import type { Clock } from '../../clock.ts'
import { UpstreamContract } from '../../errors.ts'
import type { Spending } from '../../quota/spending.ts'
import type { Store, StoredValue } from '../../store/store.ts'
import { type Answer, readAnswer, type Reading, type ReadingOptions } from './answers.ts'
import type { Fact } from './choose.ts'
import { archiveEndpoints, type Archives } from './documents/archives.ts'
import type { Endpoint } from './endpoints.ts'
import { answerKey, factKeys, factsIn, is } from './facts.ts'
import { type Listed, listedSince } from './listed.ts'
import { type Failed, mayReplace, type Question } from './older.ts'
import { factValidUntil, validUntil } from './validity.ts'

/** A remembered fact or reading with when and from where it came. */
export interface Known<T> {
  readonly value: T
  readonly retrievedAt: number
  readonly source: Endpoint
  /** When it must be asked for again (validity.ts); Infinity: never. */
  readonly validUntil: number
  /** Older than that: in place of an answer that is not to be had now, or since the operation takes it (maxStale). */
  readonly isStale?: boolean
}

type Bodies = Reading<'APP_DOC_CONT_OPINION_AMENDMENT'>

/** What was learnt from the office before; never a call. */
export interface Memory {
  /** The newest stored answer to one of the questions, however old, that may stand in for the failed one. */
  older<E extends Endpoint>(
    failed: Failed,
    questions: readonly Question<E>[],
    spending: Spending,
  ): Promise<Answer<E> | undefined>
  /** The same of a fact learnt from another answer. */
  olderFact(failed: Failed, key: string, spending: Spending): Promise<Known<unknown> | undefined>
  /** The stored answers, however old; never a call. */
  kept(questions: readonly Question[]): Promise<readonly (Answer<Endpoint> | undefined)[]>
  /** Whether a stored answer, or one fact in it, still holds and is young enough for the operation. */
  isCurrent(answer: Answer<Endpoint>, spending: Spending, fact?: Fact): boolean
  /** How it may serve the operation without a call: it is current; or it is older and the operation takes it all the same. */
  serves(answer: Answer<Endpoint>, spending: Spending, fact?: Fact): 'stored' | 'stale' | undefined
  /** The stored answer as the office sent it, however old; never a call. */
  received(endpoint: Endpoint, key: string): Promise<StoredValue | undefined>
  /** The documents in the stored archives of an application, of whatever day; never a call. */
  keptBodies(application: string): Promise<Bodies>
  /** When which documents of the cases were first seen in their lists (listed.ts); never a call. */
  lists(numbers: readonly string[]): Promise<readonly (Listed | undefined)[]>
  /** Facts learnt from answers about other things that serve the operation, by the keys of facts.ts; never a call. */
  facts(keys: readonly string[], spending: Spending): Promise<readonly (Known<unknown> | undefined)[]>
}

export interface MemoryOptions extends ReadingOptions {
  readonly archives: Archives
  readonly store: Store
  readonly clock: Clock
}

export function createMemory({ store, clock, notes, archives }: MemoryOptions) {
  /** The answer as it came, and what it tells of other things. */
  async function remember(answer: Answer<Endpoint>, received: StoredValue): Promise<void> {
    const learnt = [[answerKey(answer.endpoint, answer.key), received] as const, ...factsIn(answer)]
    await Promise.all([...learnt.map(([key, value]) => store.set(key, value)), rememberListed(answer)])
  }

  async function rememberListed(answer: Answer<Endpoint>): Promise<void> {
    if (!is(answer, 'APP_PROGRESS') && !is(answer, 'APP_PROGRESS_SIMPLE')) return
    const { endpoint, key: number, retrievedAt, value } = answer
    const [before] = await lists([number])
    const listed = listedSince(value, retrievedAt, before)
    if (Object.keys(listed).length === 0) return
    await store.set(factKeys.listed(number), {
      retrievedAt,
      source: endpoint,
      statusCode: '100',
      body: JSON.stringify(listed),
    })
  }

  async function lists(numbers: readonly string[]) {
    const keys = numbers.map(factKeys.listed)
    const values = await store.getMany(keys)
    return values.map((value, index) => asFact(keys[index] ?? '', value)?.value as Listed | undefined)
  }

  async function kept(questions: readonly Question[]) {
    const values = await store.getMany(questions.map(([endpoint, key]) => answerKey(endpoint, key)))
    return Promise.all(
      questions.map(async ([endpoint, key], index) => {
        const value = values[index]
        return value && readAnswer(endpoint, key, value, { notes, archives }).catch(unreadable)
      }),
    )
  }

  function isCurrent(answer: Answer<Endpoint>, spending: Spending, fact?: Fact): boolean {
    const { endpoint, key, retrievedAt } = answer
    return clock.now() < validUntil(answer, fact) && spending.isYoungEnough(retrievedAt, answerKey(endpoint, key))
  }

  function serves(answer: Answer<Endpoint>, spending: Spending, fact?: Fact) {
    if (isCurrent(answer, spending, fact)) return 'stored'
    const { statusCode, retrievedAt } = answer
    // "No such case" shows no age: see older().
    const isTaken = statusCode === '100' && spending.takesStale(validUntil(answer, fact))
    return isTaken && spending.isYoungEnough(retrievedAt) ? 'stale' : undefined
  }

  /** "No such case" of yesterday may be untrue today, and shows no age: it is no answer any more. */
  async function older<E extends Endpoint>(failed: Failed, questions: readonly Question<E>[], spending: Spending) {
    const answers = await kept(questions)
    return answers
      .filter((answer) => answer !== undefined)
      .filter(({ statusCode, retrievedAt }) => statusCode === '100' && mayReplace(failed, retrievedAt, spending))
      .toSorted((a, b) => b.retrievedAt - a.retrievedAt)[0] as Answer<E> | undefined
  }

  async function olderFact(failed: Failed, key: string, spending: Spending) {
    const [value] = await store.getMany([key])
    const known = asFact(key, value)
    return known && mayReplace(failed, known.retrievedAt, spending) ? { ...known, isStale: true } : undefined
  }

  async function received(endpoint: Endpoint, key: string) {
    const [value] = await store.getMany([answerKey(endpoint, key)])
    return value
  }

  async function keptBodies(application: string) {
    const bodies = archiveEndpoints.map(async (endpoint) => {
      const lately = archives.readLately(endpoint, application)
      if (lately) return lately
      const [answer] = await kept([[endpoint, application]])
      return answer?.value ?? []
    })
    return (await Promise.all(bodies)).flat()
  }

  async function facts(keys: readonly string[], spending: Spending) {
    const values = await store.getMany(keys)
    return values.map((value, index) => {
      const key = keys[index] ?? ''
      const known = asFact(key, value)
      if (!known || !spending.isYoungEnough(known.retrievedAt, key)) return undefined
      if (clock.now() < known.validUntil) return known
      return spending.takesStale(known.validUntil) ? { ...known, isStale: true } : undefined
    })
  }

  return { remember, kept, keptBodies, isCurrent, serves, older, olderFact, received, lists, facts }
}

function asFact(key: string, stored: StoredValue | undefined): Known<unknown> | undefined {
  if (typeof stored?.body !== 'string') return undefined
  const { body, retrievedAt, source } = stored
  const value = JSON.parse(body) as unknown
  return { value, retrievedAt, source: source as Endpoint, validUntil: factValidUntil(key, value, retrievedAt) }
}

/** Read once before it was kept, so only another release can have kept it: it is asked for again. */
function unreadable(error: unknown): undefined {
  if (!(error instanceof UpstreamContract)) throw error
}
