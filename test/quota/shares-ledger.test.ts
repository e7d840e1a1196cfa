import { describe, expect, test } from 'vitest'
import type { LedgerOptions } from '../../src/quota/cell-ledger.ts'
import { lentFrom, nextReset } from '../../src/quota/day.ts'
import type { Grant, Ledger, Outcome } from '../../src/quota/ledger.ts'
import type { Claimant, Division } from '../../src/quota/shares.ts'
import { asks } from '../support/asks.ts'
import { ledgerDrivers, report } from '../support/ledgers.ts'
import { keptLog } from '../support/log.ts'
import { manualClock } from '../support/manual-clock.ts'

const NOON = Date.UTC(2026, 10, 23, 3)
const MIDNIGHT = nextReset(NOON)
const EVENING = lentFrom(NOON)

type Name = 'batch' | 'light' | 'portal' | 'stranger'

/** By name, as a policy's file may give them anew at any time. */
interface Rights {
  shares: Partial<Record<Name, number>>
  reserve: number
}

const whose = (name: Name): Claimant => ({ name, isInteractive: name === 'portal' })

describe.each(ledgerDrivers)('the shares of a day on $name', ({ start }) => {
  /** Ten calls a day: 3 for batch, 2 for light, 1 for portal, 1 in reserve, 3 in common. */
  async function open({ at = NOON, ...rest }: Partial<LedgerOptions> & { at?: number } = {}) {
    const clock = manualClock(at)
    const log = keptLog()
    const rights: Rights = { shares: { batch: 3, light: 2, portal: 1 }, reserve: 1 }
    const division: Division = {
      get reserve() {
        return { PROGRESS: rights.reserve }
      },
      callers: () => Object.entries(rights.shares).map(([name, share]) => ({ name, shares: { PROGRESS: share } })),
    }
    const common = { account: 'a', limits: { PROGRESS: 10, CITATIONS: 10 }, requestsPerMinute: 1_000 }
    const options: LedgerOptions = { ...common, division, clock, log, ...rest }
    const store = await start()
    const ledger = await store.open(options)
    return { clock, log, rights, store, ledger, another: () => store.open(options) }
  }

  function ask(ledger: Ledger, name: Name, endpoint = 'PROGRESS'): Promise<Grant> {
    return ledger.reserve([{ endpoint, caller: whose(name) }]).then(([grant]) => grant ?? fail())
  }

  async function take(ledger: Ledger, name: Name) {
    const grant = await ask(ledger, name)
    if (!grant.granted) throw new Error(`${name} is refused: ${grant.because}`)
    return grant.reservation
  }

  async function call(ledger: Ledger, name: Name, outcome: Outcome) {
    await ledger.settle(await take(ledger, name), outcome)
  }

  /** How many calls in a row each is granted. */
  async function untilRefused(ledger: Ledger, ...names: Name[]): Promise<number[]> {
    const counts = []
    for (const name of names) {
      let count = 0
      while ((await ask(ledger, name)).granted) count++
      counts.push(count)
    }
    return counts
  }

  async function claim(ledger: Ledger, name: Name) {
    const found = (await ledger.claims(whose(name))).find(({ endpoint }) => endpoint === 'PROGRESS')
    return found ?? fail()
  }

  const remaining = (ledger: Ledger, ...names: Name[]) =>
    Promise.all(names.map(async (name) => (await claim(ledger, name)).remaining))

  test('are kept for their callers whoever asks first and however much', async () => {
    const { ledger } = await open()
    expect(await untilRefused(ledger, 'stranger', 'batch', 'portal', 'light')).toEqual([3, 3, 2, 2])
    expect(await untilRefused(ledger, 'stranger', 'batch', 'portal', 'light')).toEqual([0, 0, 0, 0])
  })

  test('beyond which one is refused say so, from when it may have more, and take no turn of the minute', async () => {
    const { ledger } = await open({ requestsPerMinute: 8 })
    expect(await untilRefused(ledger, 'batch')).toEqual([6])
    expect(await ask(ledger, 'batch')).toEqual({
      granted: false,
      because: 'share',
      resetsAt: MIDNIGHT,
      lentFrom: EVENING,
      claim: { share: 3, used: 6, guaranteed: 0, remaining: 0 },
    })
    expect(await ledger.startsLeftThisMinute()).toBe(2)
    await take(ledger, 'light')
    // Neither share nor minute: it is the share that matters all day.
    expect(await ask(ledger, 'batch')).toMatchObject({ because: 'share' })
    expect(await ask(ledger, 'light')).toMatchObject({ because: 'minute' })
  })

  test('of one endpoint are none of another’s', async () => {
    const { ledger } = await open()
    await untilRefused(ledger, 'stranger')
    expect((await ask(ledger, 'stranger', 'CITATIONS')).granted).toBe(true)
  })

  test('asked for in one step are as good as one after the other', async () => {
    const { ledger } = await open()
    const names: Name[] = ['stranger', 'stranger', 'stranger', 'stranger', 'batch', 'stranger', 'light']
    const grants = await ledger.reserve(names.map((name) => ({ endpoint: 'PROGRESS', caller: whose(name) })))
    expect(grants.map((grant) => grant.granted || grant.because)).toEqual([
      true,
      true,
      true,
      'share',
      true,
      'share',
      true,
    ])
  })

  test('are lent from 20:00 Japan time to whoever asks, and kept anew from midnight', async () => {
    const { ledger, clock } = await open()
    await untilRefused(ledger, 'stranger')
    await clock.advance(EVENING - 1 - clock.now())
    expect(await ask(ledger, 'stranger')).toMatchObject({ because: 'share' })
    await clock.advance(1)
    expect(await claim(ledger, 'light')).toMatchObject({ guaranteed: 0, remaining: 7 })
    expect(await untilRefused(ledger, 'stranger')).toEqual([7])
    expect(await ask(ledger, 'light')).toEqual({ granted: false, because: 'day', resetsAt: MIDNIGHT })
    await clock.advance(MIDNIGHT - clock.now())
    expect(await remaining(ledger, 'stranger', 'light')).toEqual([3, 5])
  })

  test('get back what was not sent, and nobody else does', async () => {
    const { ledger } = await open()
    const [own, common] = [await take(ledger, 'light'), await take(ledger, 'stranger')]
    await untilRefused(ledger, 'stranger')
    await ledger.settle(own, { kind: 'not-sent' })
    await ledger.settle(own, { kind: 'not-sent' })
    expect([await claim(ledger, 'light'), await remaining(ledger, 'stranger')]).toMatchObject([
      { used: 0, guaranteed: 2, remaining: 2 },
      [0],
    ])
    await ledger.settle(common, { kind: 'not-sent' })
    expect(await remaining(ledger, 'stranger', 'light')).toEqual([1, 3])
  })

  test('get back what was lost and the office did not count', async () => {
    const { ledger } = await open()
    await call(ledger, 'light', { kind: 'unknown' })
    await call(ledger, 'batch', { kind: 'unknown' })
    expect([(await claim(ledger, 'light')).used, (await claim(ledger, 'batch')).used]).toEqual([1, 1])
    const underWay = await take(ledger, 'batch')
    await call(ledger, 'stranger', report(9))
    expect([(await claim(ledger, 'light')).used, (await claim(ledger, 'batch')).used]).toEqual([0, 1])
    await ledger.settle(underWay, report(8))
    expect(await ledger.callers()).toEqual(
      expect.arrayContaining([
        { caller: 'batch', endpoint: 'PROGRESS', share: 3, used: 1 },
        { caller: 'light', endpoint: 'PROGRESS', share: 2, used: 0 },
        { caller: 'stranger', endpoint: 'PROGRESS', share: 0, used: 1 },
      ]),
    )
  })

  test('are not got back where the office counted what was lost', async () => {
    const { ledger } = await open()
    await call(ledger, 'light', { kind: 'unknown' })
    await call(ledger, 'batch', report(8))
    expect([(await claim(ledger, 'light')).used, (await claim(ledger, 'batch')).used]).toEqual([1, 1])
  })

  test('stand behind others with the same ID: first the common part shrinks, then the reserve, then it is said', async () => {
    const { ledger, log } = await open()
    await call(ledger, 'batch', report(7))
    expect(await remaining(ledger, 'stranger', 'portal', 'light', 'batch')).toEqual([1, 3, 3, 3])
    await call(ledger, 'batch', report(5))
    expect(await remaining(ledger, 'stranger', 'portal', 'light', 'batch')).toEqual([0, 2, 2, 1])
    expect(log.lines.map(({ message }) => message)).toEqual([
      'The office leaves fewer calls than this server counted: others use its ID, or the limit is smaller',
    ])
    await call(ledger, 'batch', report(2))
    expect(log.lines.slice(1)).toEqual([
      {
        message: 'Less is left of the day than is guaranteed to callers',
        details: {
          endpoint: 'PROGRESS',
          day: '2026-11-23',
          usedBefore: 6,
          left: 2,
          guaranteed: 3,
          configuredLimit: 10,
        },
      },
    ])
    expect(await remaining(ledger, 'stranger', 'portal', 'light', 'batch')).toEqual([0, 1, 2, 0])
    // What is left goes to who asks first of those to whom it was guaranteed.
    expect(await untilRefused(ledger, 'light', 'portal')).toEqual([2, 0])
    expect(await ask(ledger, 'portal')).toMatchObject({ because: 'day' })
    expect(log.lines).toHaveLength(2)
  })

  test('leave a limit that shows to be larger to the common part', async () => {
    const { ledger } = await open()
    await call(ledger, 'stranger', report(14))
    expect(await remaining(ledger, 'stranger', 'light')).toEqual([7, 9])
  })

  test('lowered in the day below what is used leave the rest to all; a caller that is removed keeps nothing', async () => {
    const { ledger, rights } = await open()
    await untilRefused(ledger, 'batch')
    rights.shares = { batch: 1, light: 2 }
    expect(await remaining(ledger, 'batch', 'stranger', 'portal', 'light')).toEqual([1, 1, 2, 3])
    expect(await claim(ledger, 'batch')).toMatchObject({ share: 1, used: 6, guaranteed: 0 })
    rights.shares = {}
    expect(await remaining(ledger, 'batch', 'light', 'portal')).toEqual([3, 3, 4])
    expect((await ledger.callers()).filter(({ used }) => used > 0)).toEqual([
      { caller: 'batch', endpoint: 'PROGRESS', share: 0, used: 6 },
    ])
  })

  test('raised in the day are kept from then on, as far as there is something', async () => {
    const { ledger, rights } = await open()
    await untilRefused(ledger, 'stranger', 'portal')
    rights.shares.light = 9
    expect(await remaining(ledger, 'light', 'batch', 'stranger')).toEqual([5, 3, 0])
  })

  test('of a call that lasts over midnight are taken from in both days', async () => {
    const { ledger, clock } = await open({ at: MIDNIGHT - 1_000 })
    const [sent, unsent] = [await take(ledger, 'light'), await take(ledger, 'batch')]
    await clock.advance(2_000)
    expect([(await claim(ledger, 'light')).used, (await claim(ledger, 'batch')).used]).toEqual([1, 1])
    await ledger.settle(unsent, { kind: 'not-sent' })
    await ledger.settle(sent, report(9))
    expect([(await claim(ledger, 'light')).used, (await claim(ledger, 'batch')).used]).toEqual([1, 0])
  })

  test('hold for all servers together', async () => {
    const { ledger, another } = await open()
    const two = await another()
    const granted = []
    for (let round = 0; round < 4; round++)
      for (const one of [ledger, two]) granted.push((await ask(one, 'batch')).granted)
    expect(granted).toEqual([true, true, true, true, true, true, false, false])
    const reservation = await take(two, 'light')
    await ledger.settle(reservation, { kind: 'not-sent' })
    expect(await two.claims(whose('light'))).toEqual(await ledger.claims(whose('light')))
    expect(await remaining(two, 'light', 'batch')).toEqual([2, 0])
  })

  test('are asked for by many servers at the same moment and given once', async () => {
    const { another } = await open()
    const servers = await Promise.all(Array.from({ length: 4 }, another))
    const names: Name[] = ['stranger', 'batch', 'light', 'portal']
    const grants = await Promise.all(
      servers.flatMap((server) => names.map((name) => Promise.all([1, 2].map(() => ask(server, name))))),
    )
    const granted = grants.flat().filter((grant) => grant.granted)
    expect(granted).toHaveLength(10)
    const used = await Promise.all(names.map(async (name) => (await claim(servers[0] ?? fail(), name)).used))
    expect(used.reduce((sum, each) => sum + each, 0)).toBe(10)
    expect(used.map((each, index) => each >= ([0, 3, 2, 1][index] ?? 0))).toEqual([true, true, true, true])
  })

  test('cost nothing where no callers are known, and begin with what was called before they were', async () => {
    const { store, clock, log, ledger } = await open()
    const limits = { PROGRESS: 10, CITATIONS: 10 }
    const before = await store.open({ account: 'a', limits, requestsPerMinute: 1_000, clock, log })
    for (let count = 0; count < 2; count++) await before.reserve(asks('PROGRESS'))
    expect(await store.text('a')).not.toContain('caller')
    const all = { endpoint: 'PROGRESS', share: 0, used: 2, guaranteed: 0, remaining: 8 }
    expect(await before.claims(null)).toContainEqual(all)
    expect(await remaining(ledger, 'stranger', 'light')).toEqual([1, 3])
    await take(ledger, 'light')
    expect(await before.claims(null)).toContainEqual({ ...all, remaining: 7 })
  })
})

function fail(): never {
  throw new Error('not there')
}
