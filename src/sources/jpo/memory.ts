import type { Clock } from '../../clock.ts'
import type { Spending } from '../../quota/spending.ts'
import type { StoredValue } from '../../store/store.ts'
import type { Answer, Reading } from './answers.ts'
import type { Fact } from './choose.ts'
import { archiveEndpoints } from './documents/archives.ts'
import type { Endpoint } from './endpoints.ts'
import { answerKey, factKeys, factsIn, is } from './facts.ts'
import { type Listed, listedSince } from './listed.ts'
import { type Failed, mayReplace, type Question } from './older.ts'
import { createReadings, type Known, type ReadingsOptions } from './readings.ts'
import { validUntil } from './validity.ts'

export type { Known } from './readings.ts'

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
  /** The documents in the stored archives of an application, of whatever day; never a call. */
  keptBodies(application: string): Promise<Bodies>
  /** When which documents of the cases were first seen in their lists (listed.ts); never a call. */
  lists(numbers: readonly string[]): Promise<readonly (Listed | undefined)[]>
  /** Facts learnt from answers about other things that serve the operation, by the keys of facts.ts; never a call. */
  facts(keys: readonly string[], spending: Spending): Promise<readonly (Known<unknown> | undefined)[]>
  /** The stored answer as the office sent it, however old; never a call. */
  received(endpoint: Endpoint, key: string): Promise<StoredValue | undefined>
  /** The same of what was read before, at once: null where it is known that there is none, undefined where only the store can tell. */
  answerAtHand<E extends Endpoint>(endpoint: E, key: string): Answer<E> | null | undefined
  /** A fact, however old. */
  keptFactAtHand(key: string): Known<unknown> | null | undefined
  /** A fact that serves the operation and holds. */
  factAtHand(key: string, spending: Spending): Known<unknown> | null | undefined
  /** Another figure than before once anything stored changed, by whomever; fails where the store does. */
  changes(): number | Promise<number>
}

export interface MemoryOptions extends ReadingsOptions {
  readonly clock: Clock
}

export function createMemory({ clock, ...options }: MemoryOptions) {
  const readings = createReadings(options)

  /** The answer as it came, and what it tells of other things. */
  async function remember(answer: Answer<Endpoint>, received: StoredValue): Promise<void> {
    await Promise.all([
      readings.set(answerKey(answer.endpoint, answer.key), received, answer),
      ...factsIn(answer).map(([key, value]) => readings.set(key, value)),
      rememberListed(answer),
    ])
  }

  async function rememberListed(answer: Answer<Endpoint>): Promise<void> {
    if (!is(answer, 'APP_PROGRESS') && !is(answer, 'APP_PROGRESS_SIMPLE')) return
    const { endpoint, key: number, retrievedAt, value } = answer
    const [before] = await lists([number])
    const listed = listedSince(value, retrievedAt, before)
    if (Object.keys(listed).length === 0) return
    await readings.set(factKeys.listed(number), {
      retrievedAt,
      source: endpoint,
      statusCode: '100',
      body: JSON.stringify(listed),
    })
  }

  async function lists(numbers: readonly string[]) {
    const known = await factsAt(numbers.map(factKeys.listed))
    return known.map((it) => it?.value as Listed | undefined)
  }

  async function kept(questions: readonly Question[]) {
    const found = await readings.getMany(questions.map(([endpoint, key]) => answerKey(endpoint, key)))
    return found as readonly (Answer<Endpoint> | undefined)[]
  }

  async function factsAt(keys: readonly string[]) {
    return (await readings.getMany(keys)) as readonly (Known<unknown> | undefined)[]
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
    const [known] = await factsAt([key])
    return known && mayReplace(failed, known.retrievedAt, spending) ? { ...known, isStale: true } : undefined
  }

  async function received(endpoint: Endpoint, key: string) {
    const [value] = await options.store.getMany([answerKey(endpoint, key)])
    return value
  }

  async function keptBodies(application: string) {
    const answers = await kept(archiveEndpoints.map((endpoint) => [endpoint, application] as const))
    return answers.flatMap((answer) => answer?.value ?? [])
  }

  async function facts(keys: readonly string[], spending: Spending) {
    const known = await factsAt(keys)
    return known.map((it, index) => {
      if (!it || !spending.isYoungEnough(it.retrievedAt, keys[index])) return undefined
      if (clock.now() < it.validUntil) return it
      return spending.takesStale(it.validUntil) ? { ...it, isStale: true } : undefined
    })
  }

  const answerAtHand = <E extends Endpoint>(endpoint: E, key: string) =>
    readings.atHand(answerKey(endpoint, key)) as Answer<E> | null | undefined

  const keptFactAtHand = (key: string) => readings.atHand(key) as Known<unknown> | null | undefined

  function factAtHand(key: string, spending: Spending) {
    const known = keptFactAtHand(key)
    if (!known || !spending.isYoungEnough(known.retrievedAt, key)) return known && undefined
    return clock.now() < known.validUntil ? known : undefined
  }

  const changes = () => readings.changes()
  const atHand = { answerAtHand, keptFactAtHand, factAtHand }
  return { remember, kept, keptBodies, isCurrent, serves, older, olderFact, received, lists, facts, changes, ...atHand }
}
