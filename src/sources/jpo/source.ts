import {
  CallsExceeded,
  ClientGone,
  Failure,
  NotCached,
  QuotaExhausted,
  RateLimited,
  UpstreamBusy,
} from '../../errors.ts'
import type { Http } from '../../http/http.ts'
import type { Spending } from '../../quota/spending.ts'
import { type Flights, TooLate } from '../../store/flights.ts'
import type { StoredValue } from '../../store/store.ts'
import { type Answer, inScope, readAnswer } from './answers.ts'
import type { Calls } from './calls.ts'
import { fetchLinked, type Reply } from './client.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { readEnvelope } from './envelope.ts'
import { answerKey, keysOf } from './facts.ts'
import { createMemory, type Memory, type MemoryOptions } from './memory.ts'
import { readData } from './wire.ts'

export interface SourceOptions extends MemoryOptions {
  readonly calls: Calls
  readonly flights: Flights
  readonly http: Http
  readonly origin: string
}

/** What the office knows, asked as seldom as possible. */
export interface JpoSource extends Memory {
  /** A stored answer that still holds, one from a call already under way, or by a call of this operation; never 111. */
  ask<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>>
  /** Whether somebody in this process is waiting for this very answer now. */
  isInFlight(endpoint: Endpoint, key: string): boolean
  /** Of each question, whether another server on the same store is asking it now. */
  areElsewhere(questions: readonly (readonly [Endpoint, string])[]): Promise<readonly boolean[]>
  /** Resolves when no call is under way. */
  idle(): Promise<void>
}

/** The end of a flight. */
interface Arrival<E extends Endpoint> {
  readonly answer: Answer<E>
  /** The keys under which a call's answer was remembered; without them the answer was stored before. */
  readonly brought?: readonly string[]
}

/** A question under way in this process, and the operation that is charged for it. */
interface Flight {
  readonly arrives: Promise<Arrival<Endpoint>>
  readonly asker: Spending
}

export function createSource(options: SourceOptions): JpoSource {
  const { calls, store, flights, http, origin, clock, notes, archives } = options
  const memory = createMemory({ store, clock, notes, archives })
  const inFlight = new Map<string, Flight>()

  async function ask<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    return inScope((await answerTo(endpoint, key, spending)) as Answer<E>)
  }

  async function answerTo(endpoint: Endpoint, key: string, spending: Spending): Promise<Answer<Endpoint>> {
    const question = answerKey(endpoint, key)
    // Who may not call waits for nobody, and nobody for him.
    if (spending.mayNotCall) return (await lookThenCall(endpoint, key, spending)).answer
    for (;;) {
      const shared = inFlight.get(question)
      if (!shared) return (await track(question, lookThenCall(endpoint, key, spending), spending)).answer
      const arrival = await sharing(shared, endpoint, key, spending)
      if (arrival) return arrival.answer
    }
  }

  /** What another operation's question brought; undefined where it is not for this one, which then asks for itself. */
  async function sharing({ arrives, asker }: Flight, endpoint: Endpoint, key: string, spending: Spending) {
    const joinedAt = clock.now()
    try {
      await calls.inTime(endpoint, key, spending)
      const arrival = await arrives
      const outcome = arrival.brought ? 'shared' : memory.serves(arrival.answer, spending)
      if (!outcome) return undefined
      spending.served(outcome, [endpoint, key])
      spending.brought(arrival.brought ?? [])
      return arrival
    } catch (error) {
      const isOthers = asker.caller?.name !== spending.caller?.name
      if (endedByItsPayer(error, spending.deadline - clock.now(), isOthers)) return undefined
      throw error
    } finally {
      spending.waitedWith(asker, answerKey(endpoint, key), joinedAt)
    }
  }

  function track<E extends Endpoint>(question: string, flight: Promise<Arrival<E>>, asker: Spending) {
    const arrives = flight.finally(() => inFlight.delete(question))
    inFlight.set(question, { arrives, asker })
    return arrives
  }

  /**
   * The look into the store is part of the flight: nobody can miss both the stored answer and the call that brings it.
   * That holds over all servers on one store, so one that another server is asking is waited for, and looked for again.
   */
  async function lookThenCall<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Arrival<E>> {
    const look = async () => {
      const [known] = await memory.kept([[endpoint, key]])
      const outcome = known && memory.serves(known, spending)
      if (!outcome) return undefined
      spending.served(outcome, [endpoint, key])
      return { answer: known as Answer<E> }
    }
    const found = await look()
    if (found) return found
    if (spending.mayNotCall) return callAndRemember(endpoint, key, spending)
    const lookThenAsk = async () => (await look()) ?? (await callAndRemember(endpoint, key, spending))
    const arrival = await flights.alone(answerKey(endpoint, key), spending, lookThenAsk)
    if (arrival instanceof TooLate) throw askedElsewhere(endpoint, arrival)
    return arrival
  }

  /** Read before it is remembered: what cannot be read is a failure, and failures are never kept. */
  async function callAndRemember<E extends Endpoint>(
    endpoint: E,
    key: string,
    spending: Spending,
  ): Promise<Arrival<E>> {
    const { reply, startedAt } = await calls.call(endpoint, key, spending)
    const body = await wholeBody(endpoint, reply)
    // The moment of asking: data of yesterday is not taken for today's where an answer crosses midnight.
    const received: StoredValue = { retrievedAt: startedAt, source: endpoint, statusCode: reply.statusCode, body }
    const answer = await readAnswer(endpoint, key, received, { notes, archives })
    await memory.remember(answer, received)
    const brought = keysOf(answer)
    spending.brought(brought)
    return { answer, brought }
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

  async function areElsewhere(questions: readonly (readonly [Endpoint, string])[]): Promise<readonly boolean[]> {
    const names = questions.map(([endpoint, key]) => answerKey(endpoint, key))
    const found = await flights.elsewhere(names)
    return names.map((name) => found.has(name))
  }

  return { ...memory, ask, isInFlight, areElsewhere, idle }
}

/** How long a call that has had its turn may still take, in seconds: about what the office needs for an archive. */
const aCall = 5

function askedElsewhere(endpoint: Endpoint, { startsInMs }: TooLate): RateLimited {
  const seconds = startsInMs === null || startsInMs <= 0 ? aCall : Math.ceil(startsInMs / 1000)
  return new RateLimited(
    endpoint,
    seconds,
    `Another server is asking ${endpoint} the same, and longer than this operation may wait. Its answer will be stored: ask again in ${seconds} s.`,
  )
}

/**
 * The operation that made the call was limited in what it may spend – by its caller's share too, where that is another
 * caller –, or could wait less long than this one may.
 */
function endedByItsPayer(error: unknown, msLeft: number, isOthers: boolean): boolean {
  if (error instanceof NotCached || error instanceof CallsExceeded || error instanceof ClientGone) return true
  const ranOutOfTime = error instanceof RateLimited || error instanceof UpstreamBusy
  if (ranOutOfTime && error.extensions.retryAfterSeconds * 1000 <= msLeft) return true
  if (error instanceof QuotaExhausted && error.isOfCaller) return isOthers
  return error instanceof Failure && endedByItsPayer(error.cause, msLeft, isOthers)
}
