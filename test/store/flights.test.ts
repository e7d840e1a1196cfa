import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type Clock, systemClock } from '../../src/clock.ts'
import { createFlights, TooLate } from '../../src/store/flights.ts'
import { LEASE, type Leases } from '../../src/store/leases.ts'
import { manualClock } from '../support/manual-clock.ts'
import { places } from './drivers.ts'

const soon = () => ({ deadline: Date.now() + 20_000 })

function flightsOf(leases: Leases, clock: Clock = systemClock) {
  return createFlights({ leases, clock })
}

describe.each(places)('on $name', ({ open }) => {
  test('two servers are never at the same question, and no other waits for it', async () => {
    const place = await open()
    const servers = [
      flightsOf(await place.leases('one', systemClock)),
      flightsOf(await place.leases('two', systemClock)),
    ]
    let under = 0
    let most = 0
    const ask = (index: number) =>
      servers[index % 2]?.alone('question', soon(), async () => {
        most = Math.max(most, ++under)
        await delay(20)
        under--
        return index
      })
    // One server shares a question among its own operations before it comes here.
    for (let round = 0; round < 5; round++) expect(await Promise.all([ask(0), ask(1)])).toEqual([0, 1])
    expect(most).toBe(1)
    const both = servers.map((server, index) =>
      server.alone(`of ${index}`, soon(), async () => {
        most = Math.max(most, ++under)
        await delay(200)
        return under--
      }),
    )
    await Promise.all(both)
    expect(most).toBe(2)
  })

  test('each knows what the other is at, while it lasts', async () => {
    const place = await open()
    const [one, two] = [
      flightsOf(await place.leases('one', systemClock)),
      flightsOf(await place.leases('two', systemClock)),
    ]
    const look = async () => [await one.elsewhere(['a', 'b']), await two.elsewhere(['a', 'b'])]
    const seen = await one.alone('a', soon(), () => two.alone('c', soon(), look))
    expect(seen).toEqual([new Set(), new Set(['a'])])
    expect(await look()).toEqual([new Set(), new Set()])
  })

  test('one that fails leaves the question to the other', async () => {
    const place = await open()
    const one = flightsOf(await place.leases('one', systemClock))
    const two = flightsOf(await place.leases('two', systemClock))
    await expect(one.alone('question', soon(), () => Promise.reject(new Error('the office is down')))).rejects.toThrow()
    expect(await two.alone('question', { deadline: Date.now() }, () => Promise.resolve('asked'))).toBe('asked')
  })

  test('one that takes long keeps the question, and who cannot wait so long goes away', async () => {
    const place = await open()
    const one = flightsOf(await place.leases('one', systemClock))
    const two = flightsOf(await place.leases('two', systemClock))
    const long = one.alone('question', soon(), () => delay(LEASE * 1.5, 'answered'))
    await delay(50)
    const asked = await two.alone('question', { deadline: Date.now() + LEASE * 1.3 }, () =>
      Promise.resolve('asked twice'),
    )
    expect(asked).toEqual(new TooLate(null))
    expect(await long).toBe('answered')
  })

  test('who went away waits no longer', async () => {
    const place = await open()
    const one = await place.leases('one', systemClock)
    const two = flightsOf(await place.leases('two', systemClock))
    await one.take('question')
    const leaving = new AbortController()
    const gone = two.alone('question', { ...soon(), signal: leaving.signal }, () => Promise.resolve('asked twice'))
    leaving.abort()
    expect(await gone).toEqual(new TooLate(null))
    expect(await one.take('question')).toBe(true)
  })

  test('one that died frees it within seconds', async () => {
    const place = await open()
    const dead = await place.leases('one', systemClock)
    expect(await dead.take('question')).toBe(true)
    const living = flightsOf(await place.leases('two', systemClock))
    expect(await living.alone('question', { deadline: Date.now() + 2 * LEASE }, () => Promise.resolve('asked'))).toBe(
      'asked',
    )
  })

  test('what another holds is not released', async () => {
    const place = await open()
    const [one, two] = [await place.leases('one', systemClock), await place.leases('two', systemClock)]
    expect([await one.take('question'), await two.take('question'), await one.take('question')]).toEqual([
      true,
      false,
      true,
    ])
    await two.release('question')
    expect(await two.take('question')).toBe(false)
    await one.release('question')
    expect(await two.take('question')).toBe(true)
  })

  test('who waits for a turn says so, and who cannot wait so long is told at once when to come again', async () => {
    const place = await open()
    const turn = Date.now() + 9_000
    const expected = (question: string) => Promise.resolve(question === 'waiting' ? turn : null)
    const one = createFlights({ leases: await place.leases('one', systemClock), clock: systemClock, expected })
    const leases = await place.leases('two', systemClock)
    const two = flightsOf(leases)
    const release = Promise.withResolvers<string>()
    const held = ['waiting', 'calling'].map((question) => one.alone(question, soon(), () => release.promise))
    while ((await leases.startsIn('waiting')) === null) await delay(5)
    const late = await two.alone('waiting', { deadline: turn - 1_000 }, () => Promise.resolve('asked twice'))
    // Not after the eight seconds that it would have waited.
    expect(late).toBeInstanceOf(TooLate)
    expect(Math.abs(Date.now() + ((late as TooLate).startsInMs ?? 0) - turn)).toBeLessThan(1_000)
    expect(await leases.startsIn('calling')).toBeNull()
    const patient = two.alone('waiting', { deadline: turn + 9_000 }, () => Promise.resolve('asked after'))
    release.resolve('answered')
    expect(await Promise.all(held)).toEqual(['answered', 'answered'])
    expect(await patient).toBe('asked after')
    expect(await leases.startsIn('waiting')).toBeNull()
  })

  test('of what another holds nothing is told', async () => {
    const place = await open()
    const [one, two] = [await place.leases('one', systemClock), await place.leases('two', systemClock)]
    await one.take('question')
    await two.tell('question', 9_000)
    expect(await two.startsIn('question')).toBeNull()
    await one.tell('question', 9_000)
    expect(await two.startsIn('question')).toBeGreaterThan(8_000)
    await two.tell('question', 1)
    expect(await one.startsIn('question')).toBeGreaterThan(8_000)
  })

  test('while the place cannot be written nobody is waited for', async () => {
    const place = await open()
    const flights = flightsOf(await place.leases('one', systemClock))
    await place.spoilWriting()
    expect(await flights.alone('question', soon(), () => Promise.resolve('asked'))).toBe('asked')
    await place.mend()
  })
})

test('in a file, a clock that was put back an hour keeps nobody from a question', async () => {
  const [sqlite] = places
  const place = await sqlite?.open()
  const clock = manualClock(Date.now())
  const dead = await place?.leases('one', clock)
  await dead?.take('question')
  clock.jump(-3_600_000)
  expect(await (await place?.leases('two', clock))?.take('question')).toBe(true)
})
