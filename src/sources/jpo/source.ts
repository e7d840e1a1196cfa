import type { Clock } from '../../clock.ts'
import { ClientGone, RateLimited, UpstreamBusy } from '../../errors.ts'
import type { Http } from '../../http/http.ts'
import type { Spending } from '../../quota/spending.ts'
import type { Flights } from '../../store/flights.ts'
import type { Store, StoredValue } from '../../store/store.ts'
import { type Answer, inScope, readAnswer } from './answers.ts'
import type { Calls } from './calls.ts'
import { fetchLinked, type Reply } from './client.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { readEnvelope } from './envelope.ts'
import { answerKey } from './facts.ts'
import { createMemory, type Memory } from './memory.ts'
import { readData, type WireNotes } from './wire.ts'

export interface SourceOptions {
  readonly calls: Calls
  readonly store: Store
  readonly flights: Flights
  readonly http: Http
  readonly origin: string
  readonly clock: Clock
  readonly notes: WireNotes
}

/** What the office knows, asked as seldom as possible. */
export interface JpoSource extends Memory {
  /** Today's answer from stored ones, from a call already under way, or by a call of this operation; never 111. */
  ask<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>>
  /** Whether somebody in this process is waiting for this very answer now. */
  isInFlight(endpoint: Endpoint, key: string): boolean
  /** Resolves when no call is under way. */
  idle(): Promise<void>
}

/** A question under way in this process, and the operation that is charged for it. */
interface Flight {
  readonly answer: Promise<Answer<Endpoint>>
  readonly asker: Spending
}

export function createSource({ calls, store, flights, http, origin, clock, notes }: SourceOptions): JpoSource {
  const memory = createMemory({ store, clock, notes })
  const inFlight = new Map<string, Flight>()

  async function ask<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    return inScope(await answerTo(endpoint, key, spending))
  }

  async function answerTo<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    const question = answerKey(endpoint, key)
    for (;;) {
      const shared = inFlight.get(question)
      if (!shared) return (await track(question, lookThenCall(endpoint, key, spending), spending)) as Answer<E>
      const joinedAt = clock.now()
      try {
        const answer = await shared.answer
        spending.servedFromStore(question)
        return answer as Answer<E>
      } catch (error) {
        // Its client went away, or its turn was too far off: this operation has a place of its own in the line.
        if (error instanceof ClientGone || error instanceof RateLimited) continue
        // It could wait less long than this one may.
        if (!(error instanceof UpstreamBusy) || clock.now() + retryAfterMs(error) > spending.deadline) throw error
      } finally {
        spending.waitedWith(shared.asker, question, joinedAt)
      }
    }
  }

  function track(question: string, flight: Promise<Answer<Endpoint>>, asker: Spending) {
    const answer = flight.finally(() => inFlight.delete(question))
    inFlight.set(question, { answer, asker })
    return answer
  }

  /**
   * The look into the store is part of the flight: nobody can miss both the stored answer and the call that brings it.
   * That holds over all servers on one store, so one that another server is asking is waited for, and looked for again.
   */
  async function lookThenCall<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    const question = answerKey(endpoint, key)
    const look = async () => {
      const [known] = await memory.stored([[endpoint, key]])
      if (known) spending.servedFromStore(question)
      return known as Answer<E> | undefined
    }
    const lookThenAsk = async () => (await look()) ?? (await callAndRemember(endpoint, key, spending))
    const answer = (await look()) ?? (await flights.alone(question, spending, lookThenAsk))
    if (!answer) throw new RateLimited(endpoint, aCall)
    return answer
  }

  /** Read before it is remembered: what cannot be read is a failure, and failures are never kept. */
  async function callAndRemember<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    const { reply, startedAt } = await calls.call(endpoint, key, spending)
    const body = await wholeBody(endpoint, reply)
    // The moment of asking: data of yesterday is not taken for today's where an answer crosses midnight.
    const received: StoredValue = { retrievedAt: startedAt, source: endpoint, statusCode: reply.statusCode, body }
    const answer = await readAnswer(endpoint, key, received, notes)
    spending.brought(await memory.remember(answer, received))
    return answer
  }

  async function wholeBody(endpoint: Endpoint, { statusCode, body }: Reply): Promise<string | Uint8Array> {
    if (statusCode !== '100' || endpoints[endpoint].media !== 'zip' || typeof body !== 'string') return body
    const link = readData(endpoint, readEnvelope(endpoint, body).data, notes, (data) => data.requiredText('URL'))
    return fetchLinked({ http, origin }, endpoint, link)
  }

  async function idle() {
    while (inFlight.size > 0) await Promise.allSettled([...inFlight.values()].map(({ answer }) => answer))
  }

  const isInFlight = (endpoint: Endpoint, key: string) => inFlight.has(answerKey(endpoint, key))

  return { ...memory, ask, isInFlight, idle }
}

/** How long a call of another server may still take, in seconds: about what the office needs for an archive. */
const aCall = 5

function retryAfterMs(error: UpstreamBusy): number {
  return error.extensions.retryAfterSeconds * 1000
}
