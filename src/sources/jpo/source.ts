import type { Clock } from '../../clock.ts'
import { RateLimited, UpstreamBusy, UpstreamContract } from '../../errors.ts'
import type { Http } from '../../http/http.ts'
import { officeDay } from '../../quota/day.ts'
import type { Spending } from '../../quota/spending.ts'
import type { Store, StoredValue } from '../../store/store.ts'
import { type Answer, inScope, readAnswer } from './answers.ts'
import type { Calls } from './calls.ts'
import { fetchLinked, type Reply } from './client.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { readEnvelope } from './envelope.ts'
import { answerKey, factsIn } from './facts.ts'
import { readData, type WireNotes } from './wire.ts'

/** A remembered fact or reading with when and from where it came. */
export interface Known<T> {
  readonly value: T
  readonly retrievedAt: number
  readonly source: Endpoint
}

export interface SourceOptions {
  readonly calls: Calls
  readonly store: Store
  readonly http: Http
  readonly origin: string
  readonly clock: Clock
  readonly notes: WireNotes
}

/** What the office knows, asked as seldom as possible. */
export interface JpoSource {
  /** Today's answer from stored ones, from a call already under way, or by a call of this operation; never 111. */
  ask<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>>
  /** The answers of today among those stored; never a call. */
  stored(questions: readonly (readonly [Endpoint, string])[]): Promise<readonly (Answer<Endpoint> | undefined)[]>
  /** Today's answer as the office sent it, among those stored; never a call. */
  received(endpoint: Endpoint, key: string): Promise<StoredValue | undefined>
  /** Facts learnt today from answers about other things, by the keys of facts.ts; never a call. */
  facts(keys: readonly string[]): Promise<readonly (Known<unknown> | undefined)[]>
  /** Whether somebody in this process is waiting for this very answer now. */
  isInFlight(endpoint: Endpoint, key: string): boolean
  /** Resolves when no call is under way. */
  idle(): Promise<void>
}

export function createSource({ calls, store, http, origin, clock, notes }: SourceOptions): JpoSource {
  const inFlight = new Map<string, Promise<Answer<Endpoint>>>()

  async function ask<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    return inScope(await answerTo(endpoint, key, spending))
  }

  async function answerTo<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    const question = answerKey(endpoint, key)
    for (;;) {
      const shared = inFlight.get(question)
      if (!shared) return (await track(question, lookThenCall(endpoint, key, spending))) as Answer<E>
      try {
        const answer = await shared
        spending.servedFromStore(question)
        return answer as Answer<E>
      } catch (error) {
        // The operation that made the call could wait less long than this one may.
        const ranOutOfTime = error instanceof RateLimited || error instanceof UpstreamBusy
        if (!ranOutOfTime || clock.now() + retryAfterMs(error) > spending.deadline) throw error
      }
    }
  }

  function track(question: string, flight: Promise<Answer<Endpoint>>) {
    const tracked = flight.finally(() => inFlight.delete(question))
    inFlight.set(question, tracked)
    return tracked
  }

  /** The look into the store is part of the flight: nobody can miss both the stored answer and the call that brings it. */
  async function lookThenCall<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    const [known] = await stored([[endpoint, key]])
    if (!known) return callAndRemember(endpoint, key, spending)
    spending.servedFromStore(answerKey(endpoint, key))
    return known as Answer<E>
  }

  /** Read before it is remembered: what cannot be read is a failure, and failures are never kept. */
  async function callAndRemember<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    const { reply, startedAt } = await calls.call(endpoint, key, spending)
    const body = await wholeBody(endpoint, reply)
    // The moment of asking: data of yesterday is not taken for today's where an answer crosses midnight.
    const received: StoredValue = { retrievedAt: startedAt, source: endpoint, statusCode: reply.statusCode, body }
    const answer = await readAnswer(endpoint, key, received, notes)
    const learnt = [[answerKey(endpoint, key), received] as const, ...factsIn(answer)]
    await Promise.all(learnt.map(([storeKey, value]) => store.set(storeKey, value)))
    spending.brought(learnt.map(([storeKey]) => storeKey))
    return answer
  }

  async function wholeBody(endpoint: Endpoint, { statusCode, body }: Reply): Promise<string | Uint8Array> {
    if (statusCode !== '100' || endpoints[endpoint].media !== 'zip' || typeof body !== 'string') return body
    const link = readData(endpoint, readEnvelope(endpoint, body).data, notes, (data) => data.requiredText('URL'))
    return fetchLinked({ http, origin }, endpoint, link)
  }

  async function stored(questions: readonly (readonly [Endpoint, string])[]) {
    const values = await ofToday(questions.map(([endpoint, key]) => answerKey(endpoint, key)))
    return Promise.all(
      questions.map(async ([endpoint, key], index) => {
        const value = values[index]
        return value && readAnswer(endpoint, key, value, notes).catch(unreadable)
      }),
    )
  }

  async function received(endpoint: Endpoint, key: string) {
    const [value] = await ofToday([answerKey(endpoint, key)])
    return value
  }

  async function facts(keys: readonly string[]) {
    const values = await ofToday(keys)
    return values.map((value) =>
      value && typeof value.body === 'string'
        ? { value: JSON.parse(value.body) as unknown, retrievedAt: value.retrievedAt, source: value.source as Endpoint }
        : undefined,
    )
  }

  /** The office renews its data once a day (handbook §2(2)): what was asked today is as good as asked now. */
  async function ofToday(keys: readonly string[]) {
    const today = officeDay(clock.now())
    const values = await store.getMany(keys)
    return values.map((value) => (value && officeDay(value.retrievedAt) === today ? value : undefined))
  }

  async function idle() {
    while (inFlight.size > 0) await Promise.allSettled(inFlight.values())
  }

  const isInFlight = (endpoint: Endpoint, key: string) => inFlight.has(answerKey(endpoint, key))

  return { ask, stored, received, facts, isInFlight, idle }
}

/** Read once before it was kept, so only another release can have kept it: it is asked for again. */
function unreadable(error: unknown): undefined {
  if (!(error instanceof UpstreamContract)) throw error
}

function retryAfterMs(error: RateLimited | UpstreamBusy): number {
  return error.extensions.retryAfterSeconds * 1000
}
