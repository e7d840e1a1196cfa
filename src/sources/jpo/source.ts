import type { Clock } from '../../clock.ts'
import { CallsExceeded, Failure, NotCached, RateLimited, UpstreamBusy } from '../../errors.ts'
import type { Http } from '../../http/http.ts'
import type { Spending } from '../../quota/spending.ts'
import type { Store, StoredValue } from '../../store/store.ts'
import { type Answer, inScope, readAnswer, type ReadingOptions } from './answers.ts'
import type { Calls } from './calls.ts'
import { fetchLinked, type Reply } from './client.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { readEnvelope } from './envelope.ts'
import { answerKey, keysOf } from './facts.ts'
import { createMemory, type Memory } from './memory.ts'
import { readData } from './wire.ts'

export interface SourceOptions extends ReadingOptions {
  readonly calls: Calls
  readonly store: Store
  readonly http: Http
  readonly origin: string
  readonly clock: Clock
}

/** What the office knows, asked as seldom as possible. */
export interface JpoSource extends Memory {
  /** A stored answer that still holds, one from a call already under way, or by a call of this operation; never 111. */
  ask<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>>
  /** Whether somebody in this process is waiting for this very answer now. */
  isInFlight(endpoint: Endpoint, key: string): boolean
  /** Resolves when no call is under way. */
  idle(): Promise<void>
}

/** A question under way in this process. */
interface Flight {
  readonly arrives: Promise<Answer<Endpoint>>
  /** What is older came from the store. */
  readonly since: number
}

export function createSource({ calls, store, http, origin, clock, notes, archives }: SourceOptions): JpoSource {
  const memory = createMemory({ store, clock, notes, archives })
  const inFlight = new Map<string, Flight>()

  async function ask<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    return inScope(await answerTo(endpoint, key, spending))
  }

  async function answerTo<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    const question = answerKey(endpoint, key)
    // Who asks for nothing joins nobody, and nobody joins it.
    if (spending.policy.onlyIfCached) return lookThenCall(endpoint, key, spending)
    for (;;) {
      const flight = inFlight.get(question)
      if (!flight) return track(question, lookThenCall(endpoint, key, spending))
      try {
        await calls.inTime(endpoint, key, spending)
        const answer = (await flight.arrives) as Answer<E>
        const isNew = answer.retrievedAt >= flight.since
        // What the other operation found in the store may be too old for this one.
        if (!isNew && !memory.isCurrent(answer, spending)) continue
        spending.served(isNew ? 'shared' : 'stored', [endpoint, key])
        if (isNew) spending.brought(keysOf(answer))
        return answer
      } catch (error) {
        if (!endedByItsPayer(error, spending.deadline - clock.now())) throw error
      }
    }
  }

  function track<E extends Endpoint>(question: string, answer: Promise<Answer<E>>): Promise<Answer<E>> {
    const arrives = answer.finally(() => inFlight.delete(question))
    inFlight.set(question, { arrives, since: clock.now() })
    return arrives
  }

  /** The look into the store is part of the flight: nobody can miss both the stored answer and the call that brings it. */
  async function lookThenCall<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    const [known] = await memory.kept([[endpoint, key]])
    if (!known || !memory.isCurrent(known, spending)) return callAndRemember(endpoint, key, spending)
    spending.served('stored', [endpoint, key])
    return known as Answer<E>
  }

  /** Read before it is remembered: what cannot be read is a failure, and failures are never kept. */
  async function callAndRemember<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    const { reply, startedAt } = await calls.call(endpoint, key, spending)
    const body = await wholeBody(endpoint, reply)
    // The moment of asking: data of yesterday is not taken for today's where an answer crosses midnight.
    const received: StoredValue = { retrievedAt: startedAt, source: endpoint, statusCode: reply.statusCode, body }
    const answer = await readAnswer(endpoint, key, received, { notes, archives })
    await memory.remember(answer, received)
    spending.brought(keysOf(answer))
    return answer
  }

  async function wholeBody(endpoint: Endpoint, { statusCode, body }: Reply): Promise<string | Uint8Array> {
    if (statusCode !== '100' || endpoints[endpoint].media !== 'zip' || typeof body !== 'string') return body
    const link = readData(endpoint, readEnvelope(endpoint, body).data, notes, (data) => data.requiredText('URL'))
    return fetchLinked({ http, origin }, endpoint, link)
  }

  async function idle() {
    while (inFlight.size > 0) await Promise.allSettled([...inFlight.values()].map(({ arrives }) => arrives))
  }

  const isInFlight = (endpoint: Endpoint, key: string) => inFlight.has(answerKey(endpoint, key))

  return { ...memory, ask, isInFlight, idle }
}

/** The operation that made the call was limited in what it may spend, or could wait less long than this one may. */
function endedByItsPayer(error: unknown, msLeft: number): boolean {
  if (error instanceof NotCached || error instanceof CallsExceeded) return true
  const ranOutOfTime = error instanceof RateLimited || error instanceof UpstreamBusy
  if (ranOutOfTime && error.extensions.retryAfterSeconds * 1000 <= msLeft) return true
  return error instanceof Failure && endedByItsPayer(error.cause, msLeft)
}
