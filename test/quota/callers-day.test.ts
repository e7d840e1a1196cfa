import { describe, expect, test } from 'vitest'
import { defaultPolicy } from '../../src/quota/policy.ts'
import type { Claimant } from '../../src/quota/shares.ts'
import { handbookLimits } from '../../src/settings/office.ts'
import { type Endpoint, endpointNames } from '../../src/sources/jpo/endpoints.ts'
import { type Asked, CallersDay, greedy, HOUR, lights, MIDNIGHT } from '../support/callers-day.ts'
import { ledgerDrivers } from '../support/ledgers.ts'

const NINE = MIDNIGHT + 9 * HOUR
const EVENING = MIDNIGHT + 20 * HOUR
const NEXT_MIDNIGHT = MIDNIGHT + 24 * HOUR
/** As long as an operation may wait at most. */
const PATIENT = 120_000

/** From eight o'clock on, at any time, one operation after the other: most of what is its own, and some that is not. */
async function lightDay(day: CallersDay, caller: Claimant): Promise<void> {
  const own = (await day.ledger.claims(caller)).flatMap(({ endpoint, share }) =>
    Array.from({ length: share }, () => endpoint as Endpoint),
  )
  const wanted = [...own.filter(() => day.random(10) < 8), ...own.filter(() => day.random(10) === 0)]
  const moments = wanted.map(() => MIDNIGHT + 8 * HOUR + day.random(13 * HOUR)).toSorted((a, b) => a - b)
  for (const at of moments) {
    await day.clock.sleep(Math.max(0, at - day.clock.now()))
    const endpoint = wanted.splice(day.random(wanted.length), 1)
    for (let isDead = true; isDead;) {
      const [asked] = await day.operation(caller, endpoint, PATIENT)
      isDead = asked?.result === 'server died'
    }
  }
}

/** From nine o'clock on as many operations as `hands` at every moment, for as long as anything is to be had. */
function greedyDay(day: CallersDay, hands: number): void {
  const closedUntil = new Map<Endpoint, number>()
  const isOpen = (endpoint: Endpoint) => (closedUntil.get(endpoint) ?? 0) <= day.clock.now()
  const hand = async () => {
    await day.clock.sleep(NINE - day.clock.now())
    for (;;) {
      const open = endpointNames.filter(isOpen)
      if (open.length === 0) await day.clock.sleep(Math.min(...closedUntil.values()) - day.clock.now())
      else {
        const [asked] = await day.operation(greedy, [day.pick(open)], PATIENT)
        if (asked?.result === 'late') await day.clock.sleep(100_000)
        if (asked?.result === 'share') closedUntil.set(asked.endpoint, EVENING)
        // A call may yet be given back.
        if (asked?.result === 'day') closedUntil.set(asked.endpoint, day.clock.now() + HOUR / 6)
      }
    }
  }
  for (let count = 0; count < hands; count++) void hand()
}

const ofLights = ({ caller }: Asked) => caller !== greedy.name

describe.each(ledgerDrivers)('a day of one greedy caller and ten light ones on $name', ({ name, start }) => {
  const [seeds, servers, hands] = name === 'Redis' ? [[4], 2, 12] : [[1, 2, 3], 1, 20]

  test.each(seeds)(
    'keeps what is guaranteed, passes no limit and leaves no turn unused (seed %i)',
    async (seed) => {
      const day = new CallersDay(seed, await start())
      await day.start(servers)
      const { clock } = day
      for (const caller of lights) void lightDay(day, caller)
      greedyDay(day, hands)
      if (servers > 1) {
        await clock.passTo(MIDNIGHT + 10 * HOUR)
        await day.kill()
      }
      await clock.passTo(EVENING - 1)
      const before = day.asked.filter(({ at }) => at < EVENING)
      const guaranteed = before.filter(({ isGuaranteed, result }) => isGuaranteed && result !== 'server died')
      expect(guaranteed.filter(ofLights).length).toBeGreaterThan(400)
      expect(
        guaranteed.filter((each) => ofLights(each) && each.result !== 'served' && each.result !== 'waits'),
      ).toEqual([])
      // While it took every turn that was to be had, hardly anybody else had to wait for longer than an operation waits by itself.
      const busy = guaranteed.filter((each) => ofLights(each) && each.at > NINE && each.at < NINE + 2 * HOUR)
      const late = busy.filter(({ at, servedAt = Infinity }) => servedAt - at > defaultPolicy.waitMs)
      expect(busy.length).toBeGreaterThan(100)
      expect(late.length).toBeLessThan(busy.length / 20)
      // The greedy one was held to what was its own and nobody's.
      expect(before.some(({ result }) => result === 'share')).toBe(true)

      for (let at = EVENING; at < NEXT_MIDNIGHT; at += 1_000) {
        await clock.passTo(at + 500)
        if (day.waiting > 0) expect([at - EVENING, await day.ledger.startsLeftThisMinute()]).toEqual([at - EVENING, 0])
      }
      const left = endpointNames.map((endpoint) => [endpoint, handbookLimits[endpoint] - day.used(endpoint)] as const)
      expect(left.filter(([, calls]) => calls !== 0)).toEqual([])
      expect(guaranteed.filter((each) => ofLights(each) && each.result !== 'served')).toEqual([])

      await clock.passTo(NEXT_MIDNIGHT + HOUR / 2)
      const tomorrow = day.asked.filter(({ at }) => at >= NEXT_MIDNIGHT)
      expect(tomorrow.filter(({ result }) => result === 'served').length).toBeGreaterThan(200)
      const [first] = await Promise.all([
        day.operation(lights[3] ?? greedy, ['CITE_DOC_INFO'], PATIENT),
        clock.passTo(NEXT_MIDNIGHT + HOUR),
      ])
      expect(first).toMatchObject([{ isGuaranteed: true, result: 'served' }])
      expect(day.excesses).toEqual([])
      expect(day.log.lines).toEqual([])
    },
    300_000,
  )
})
