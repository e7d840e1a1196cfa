import { QuotaExhausted, RateLimited } from '../../src/errors.ts'
import type { Ledger, Outcome, Reservation } from '../../src/quota/ledger.ts'
import type { Claimant, Division } from '../../src/quota/shares.ts'
import { createTurns, type Turns } from '../../src/quota/turns.ts'
import { dailyAllowance, minuteWindow } from '../../src/sandbox/allowance.ts'
import { handbookLimits, handbookRequestsPerMinute } from '../../src/settings/office.ts'
import { type Endpoint, endpointNames, endpoints } from '../../src/sources/jpo/endpoints.ts'
import { type PassingClock, passingClock } from '../../simulation/clock.ts'
import type { LedgerStore } from './ledgers.ts'
import { keptLog } from './log.ts'
import { seeded } from './seeded.ts'

export const MIDNIGHT = Date.UTC(2026, 10, 22, 15)
export const HOUR = 3_600_000

export const lights: readonly Claimant[] = Array.from({ length: 10 }, (_, index) => ({
  name: `light-${index}`,
  isInteractive: index === 0,
}))
export const greedy: Claimant = { name: 'greedy', isInteractive: false }

const part = (of: number) =>
  Object.fromEntries(endpointNames.map((name) => [name, Math.floor(handbookLimits[name] * of)]))

/** Of each day half is that of ten light callers, two fifths the greedy one's, a twentieth is kept for people. */
const division: Division = {
  reserve: part(0.05),
  callers: () => [
    ...lights.map(({ name }) => ({ name, shares: part(0.05) })),
    { name: greedy.name, shares: part(0.4) },
  ],
}

/** What became of a call that was asked for. */
export interface Asked {
  readonly caller: string
  readonly endpoint: Endpoint
  readonly at: number
  /** Its caller had not used its share. */
  readonly isGuaranteed: boolean
  result: 'waits' | 'served' | 'share' | 'day' | 'late' | 'server died'
  servedAt?: number
}

interface Server {
  readonly ledger: Ledger
  readonly turns: Turns
}

/** Servers on one store, their callers, and the office by the sandbox's own rules. */
export class CallersDay {
  readonly clock: PassingClock = passingClock(MIDNIGHT)
  readonly asked: Asked[] = []
  /** What the office would have refused. */
  readonly excesses: string[] = []
  readonly log = keptLog()
  readonly #random: () => number
  readonly #store: LedgerStore
  readonly #minute = minuteWindow(this.clock, handbookRequestsPerMinute)
  readonly #day = dailyAllowance(this.clock, handbookLimits)
  #servers: Server[] = []

  constructor(seed: number, store: LedgerStore) {
    this.#random = seeded(seed)
    this.#store = store
  }

  async start(servers: number): Promise<void> {
    for (let count = 0; count < servers; count++) this.#servers.push(await this.#open())
  }

  async #open(): Promise<Server> {
    const { clock, log } = this
    const rules = { limits: handbookLimits, requestsPerMinute: handbookRequestsPerMinute, division }
    const ledger = whileTimeStands(clock, await this.#store.open({ account: 'a', ...rules, clock, log }))
    return { ledger, turns: createTurns({ ledger, clock }) }
  }

  /** The first server dies: who waits there has to ask again, and what it had under way is heard of by nobody. */
  async kill(): Promise<void> {
    this.#servers.shift()?.turns.stop()
    this.#servers.push(await this.#open())
  }

  get #anyServer(): Server {
    return this.pick(this.#servers)
  }

  get waiting(): number {
    return this.#servers.reduce((sum, { turns }) => sum + turns.waiting, 0)
  }

  get ledger(): Ledger {
    return this.#anyServer.ledger
  }

  /** By the office. */
  used(endpoint: Endpoint): number {
    return this.#day.used(endpoint)
  }

  random(below: number): number {
    return Math.floor(this.#random() * below)
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.random(items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  /** One operation: some calls at once, each at most once. When all have ended. */
  async operation(caller: Claimant, wanted: readonly Endpoint[], waitMs: number): Promise<readonly Asked[]> {
    const server = this.#anyServer
    const claims = new Map((await server.ledger.claims(caller)).map((claim) => [claim.endpoint, claim.guaranteed]))
    const asker = { deadline: this.clock.now() + waitMs, caller }
    return Promise.all(
      wanted.map(async (endpoint) => {
        const guaranteed = claims.get(endpoint) ?? 0
        claims.set(endpoint, guaranteed - 1)
        const base = { caller: caller.name, endpoint, at: this.clock.now(), isGuaranteed: guaranteed > 0 }
        const asked: Asked = { ...base, result: 'waits' }
        this.asked.push(asked)
        try {
          const { reservation } = await server.turns.take(endpoint, asker)
          asked.servedAt = this.clock.now()
          asked.result = 'served'
          await this.#call(server, endpoint, reservation)
        } catch (error) {
          asked.result = this.#resultOf(error, server)
        }
        return asked
      }),
    )
  }

  #resultOf(error: unknown, server: Server): Asked['result'] {
    if (!this.#servers.includes(server)) return 'server died'
    if (error instanceof QuotaExhausted) return error.isOfCaller ? 'share' : 'day'
    if (error instanceof RateLimited) return 'late'
    throw error
  }

  async #call(server: Server, endpoint: Endpoint, reservation: Reservation): Promise<void> {
    await this.clock.sleep(this.random(3_000))
    // A dead server sends nothing.
    if (!this.#servers.includes(server)) return
    // Another server would notice a place that is given back only when its own next turn is due.
    if (this.#servers.length === 1 && this.random(50) === 0) {
      await server.turns.giveBack(reservation)
      return
    }
    await server.ledger.departed(reservation)
    const outcome = this.#arrives(endpoint)
    await this.clock.sleep(200 + this.random(2_000))
    if (this.#servers.includes(server)) await server.ledger.settle(reservation, outcome)
  }

  #arrives(endpoint: Endpoint): Outcome {
    if (!this.#minute.accepts()) this.excesses.push(`a minute at ${this.clock.now()}`)
    if (this.#day.isSpent(endpoint)) this.excesses.push(`${endpoint} at ${this.clock.now()}`)
    this.#day.spend(endpoint, 1)
    const remaining = endpoints[endpoint].media === 'zip' ? null : Number(this.#day.remaining(endpoint))
    return this.random(50) === 0 ? { kind: 'unknown' } : { kind: 'answered', remaining }
  }
}

/** What travels to a store and back takes no time of the day. */
function whileTimeStands(clock: PassingClock, ledger: Ledger): Ledger {
  return {
    reserve: (asks) => clock.standsStillFor(ledger.reserve(asks)),
    departed: (reservation) => clock.standsStillFor(ledger.departed(reservation)),
    settle: (reservation, outcome) => clock.standsStillFor(ledger.settle(reservation, outcome)),
    day: () => clock.standsStillFor(ledger.day()),
    claims: (caller) => clock.standsStillFor(ledger.claims(caller)),
    callers: () => clock.standsStillFor(ledger.callers()),
    startsLeftThisMinute: (caller) => clock.standsStillFor(ledger.startsLeftThisMinute(caller)),
    nextStarts: (callers) => clock.standsStillFor(ledger.nextStarts(callers)),
  }
}
