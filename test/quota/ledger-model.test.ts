import { expect, test, describe } from 'vitest'
import type { Ledger, Outcome, Reservation } from '../../src/quota/ledger.ts'
import { dailyAllowance, minuteWindow } from '../../src/sandbox/allowance.ts'
import { type Endpoint, endpointNames, endpoints } from '../../src/sources/jpo/endpoints.ts'
import { asks } from '../support/asks.ts'
import { ledgerDrivers, type LedgerStore } from '../support/ledgers.ts'
import { keptLog } from '../support/log.ts'
import { type ManualClock, manualClock } from '../support/manual-clock.ts'
import { seeded } from '../support/seeded.ts'

/** `npm run soak` does more. */
const RESERVATIONS = Number(process.env['SOAK_RESERVATIONS'] ?? 100_000)
const PER_MINUTE = 60
const DEAD_AFTER = 10 * 60_000
/** No request leaves later after its reservation: http.ts gives up. */
const LEAVES_WITHIN = 35_000

const limits = Object.fromEntries(endpointNames.map((name) => [name, endpoints[name].handbookLimit * 4])) as Record<
  Endpoint,
  number
>

/** Another account: three limits doubled, three halved; nobody told the servers. */
const otherLimits = Object.fromEntries(
  endpointNames.map((name, index) => [name, limits[name] * ([2, 0.5][Math.floor(index / 3)] ?? 1)]),
) as Record<Endpoint, number>

interface Sent {
  readonly reservation: Reservation
  readonly outcome: Outcome
}

/** Three servers on one store, and the office by the sandbox's own rules; the servers die at any moment and come again. */
class World {
  readonly clock: ManualClock
  readonly log = keptLog()
  granted = 0
  killed = 0
  /** By the office's 203. */
  refused = 0
  readonly #random: () => number
  readonly #store: LedgerStore
  readonly #minute
  readonly #day
  readonly #ids = new Set<string>()
  /** How far the servers' clocks are from the office's. */
  #skew = 0
  #ledgers: Ledger[] = []
  #boarding: Reservation[] = []
  #sent: Sent[] = []

  constructor(seed: number, store: LedgerStore, { isStrange = false } = {}) {
    this.#random = seeded(seed)
    this.#store = store
    this.clock = manualClock(Date.UTC(2026, 10, 23, 3))
    this.#minute = minuteWindow(this.clock, PER_MINUTE)
    this.#day = dailyAllowance(this.clock, isStrange ? otherLimits : limits)
  }

  async start(): Promise<void> {
    for (let server = 0; server < 3; server++) this.#ledgers.push(await this.#open())
  }

  #open(): Promise<Ledger> {
    const clock = { ...this.clock, now: () => this.#now() }
    return this.#store.open({ account: 'a', limits, requestsPerMinute: PER_MINUTE, clock, log: this.log })
  }

  /** By the servers' clocks. */
  #now(): number {
    return this.clock.now() + this.#skew
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  /** Each server asks for some turns, all at once. */
  async reserve(): Promise<void> {
    const asked = this.#ledgers.map((ledger) => {
      const wanted = Array.from({ length: 1 + Math.floor(this.#random() * 25) }, () => this.#pick(endpointNames))
      return ledger.reserve(asks(...wanted))
    })
    const grants = await Promise.all(asked)
    for (const reservation of grants.flat().flatMap((grant) => (grant.granted ? [grant.reservation] : []))) {
      expect(this.#ids.has(reservation.id)).toBe(false)
      this.#ids.add(reservation.id)
      this.#boarding.push(reservation)
      this.granted++
    }
  }

  /** Connecting takes its time, and those that began later may overtake. */
  async send(): Promise<void> {
    const leaving = this.#boarding.filter(() => this.#random() < 0.7)
    this.#boarding = this.#boarding.filter((reservation) => !leaving.includes(reservation))
    const stamps = leaving.map((reservation) => {
      if (this.#now() - reservation.startedAt > LEAVES_WITHIN || this.#random() < 0.1) {
        this.#sent.push({ reservation, outcome: { kind: 'not-sent' } })
        return Promise.resolve()
      }
      this.#sent.push({ reservation, outcome: this.#arrives(reservation.endpoint as Endpoint) })
      return this.#pick(this.#ledgers).departed(reservation)
    })
    await Promise.all(stamps)
  }

  /** What comes of a call that left, by the sandbox's rules; its answer may be lost on the way. */
  #arrives(endpoint: Endpoint): Outcome {
    // It never arrived, but nobody knows.
    if (this.#random() < 0.03) return { kind: 'unknown' }
    const outcome = this.#arrivesSurely(endpoint)
    return this.#random() < 0.03 ? { kind: 'unknown' } : outcome
  }

  #arrivesSurely(endpoint: Endpoint): Outcome {
    expect(this.#minute.accepts()).toBe(true)
    if (this.#day.isSpent(endpoint)) {
      this.refused++
      return { kind: 'spent' }
    }
    this.#day.spend(endpoint, 1)
    const remaining = endpoints[endpoint].media === 'zip' ? null : Number(this.#day.remaining(endpoint))
    return { kind: 'answered', remaining }
  }

  /** The answers come in any order, at any time. */
  async answer(): Promise<void> {
    const ended = this.#sent.filter(() => this.#random() < 0.6).toSorted(() => this.#random() - 0.5)
    this.#sent = this.#sent.filter((call) => !ended.includes(call))
    await Promise.all(ended.map(({ reservation, outcome }) => this.#pick(this.#ledgers).settle(reservation, outcome)))
  }

  /** A server dies while it asks for turns and settles calls; what it held is heard of by nobody. */
  async kill(): Promise<void> {
    const victim = Math.floor(this.#random() * this.#ledgers.length)
    const ledger = this.#ledgers[victim]
    if (!ledger) return
    const last = [ledger.reserve(asks(this.#pick(endpointNames), this.#pick(endpointNames)))]
    this.#boarding = this.#boarding.filter(() => this.#random() < 0.6)
    this.#sent = this.#sent.filter(() => this.#random() < 0.6)
    if (this.#random() < 0.5) await Promise.all(last)
    this.#ledgers[victim] = await this.#open()
    await Promise.allSettled(last)
    this.killed++
  }

  /** Mostly within the minute, sometimes hours: days end in the middle of calls. */
  async pass(): Promise<void> {
    const ms = this.#random() < 0.98 ? this.#random() * 70_000 : this.#random() * 4 * 3_600_000
    await this.clock.advance(Math.floor(ms))
  }

  /** The servers' clocks go an hour back, until the next rest; somebody else uses the ID. */
  leap(): void {
    if (this.#random() < 0.1) this.#skew -= 3_600_000
    const endpoint = this.#pick(endpointNames)
    if (this.#random() < 0.3) this.#day.spend(endpoint, Math.min(5, Number(this.#day.remaining(endpoint))))
  }

  /** Whatever the office counted today, the ledger has counted too. */
  async checkNoneLost(): Promise<void> {
    for (const row of await this.#pick(this.#ledgers).day()) {
      const counted = this.#day.used(row.endpoint as Endpoint)
      if (row.used < counted) expect([row.endpoint, row.used]).toEqual([row.endpoint, counted])
      expect(row.used + row.remaining).toBe(limits[row.endpoint as Endpoint])
    }
  }

  /** Once all calls have ended, or are long dead, one report of each endpoint puts its count right. */
  async checkNoneStuck(): Promise<void> {
    while (this.#boarding.length + this.#sent.length > 0) {
      await this.send()
      await this.answer()
      await this.pass()
    }
    // Put right while nothing was asked for a minute: what a clock skips cannot be told from what passed.
    this.#skew = 0
    await this.clock.advance(DEAD_AFTER + 1)
    const ledger = this.#pick(this.#ledgers)
    expect(await ledger.startsLeftThisMinute()).toBe(PER_MINUTE)
    for (const endpoint of endpointNames.filter((name) => endpoints[name].media !== 'zip')) {
      const [grant] = await ledger.reserve(asks(endpoint))
      if (!grant?.granted) continue
      await ledger.departed(grant.reservation)
      await ledger.settle(grant.reservation, this.#arrivesSurely(endpoint))
      const row = (await ledger.day()).find((each) => each.endpoint === endpoint)
      expect([endpoint, row?.remaining]).toEqual([endpoint, Number(this.#day.remaining(endpoint))])
    }
  }
}

describe.each(ledgerDrivers)('$name', ({ name, start }) => {
  // Redis is a process of its own, to which each step is a journey.
  const reservations = name === 'Redis' ? RESERVATIONS / 5 : RESERVATIONS

  test(`${reservations} reservations with kills and restarts keep day and minute, lose no count and leave none`, async () => {
    const world = new World(1, await start())
    await world.start()
    for (let round = 0; world.granted < reservations; round++) {
      await world.reserve()
      await world.send()
      await world.answer()
      if (round % 7 === 0) await world.kill()
      if (round % 10 === 0) await world.checkNoneLost()
      if (round % 100 === 99) await world.checkNoneStuck()
      await world.pass()
    }
    expect(world.killed).toBeGreaterThan(reservations / 1_000)
    expect(world.refused).toBe(0)
    // Nobody else used the ID, and no limit was another.
    expect(world.log.lines).toEqual([])
  }, 600_000)

  test.each([2, 3])('other limits, others with the same ID and leaping clocks (seed %i) are got over', async (seed) => {
    const world = new World(seed, await start(), { isStrange: true })
    await world.start()
    let calls = 0
    for (let round = 0; world.granted < reservations / 20; round++) {
      await world.reserve()
      await world.send()
      await world.answer()
      if (round % 7 === 0) await world.kill()
      if (round % 5 === 0) world.leap()
      if (round % 25 === 24) await world.checkNoneStuck()
      calls = world.granted
      await world.pass()
    }
    // Each found out by a call or two, not by all that wait.
    expect(world.refused).toBeLessThan(calls / 20)
    expect(new Set(world.log.lines.map(({ message }) => message))).toEqual(
      new Set([
        'The office allows more calls a day than are configured',
        'The office leaves fewer calls than this server counted: others use its ID, or the limit is smaller',
      ]),
    )
  })
})
