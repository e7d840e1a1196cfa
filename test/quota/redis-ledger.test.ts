import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { UpstreamUnavailable } from '../../src/errors.ts'
import type { Ledger } from '../../src/quota/ledger.ts'
import { createRedisLedger, type RedisLedgerOptions } from '../../src/quota/redis-ledger.ts'
import { asked, dayOf, departed, report, reserved } from '../support/ledgers.ts'
import { keptLog } from '../support/log.ts'
import { connect, describeWithRedis, type RedisServer, startRedis } from '../support/redis.ts'

/** A server of its own, by Redis' time unless told otherwise. */
async function open(server: RedisServer, options: Partial<RedisLedgerOptions> = {}) {
  const redis = await connect(server)
  const log = keptLog()
  const rest = { account: 'a', limits: { PROGRESS: 400 }, requestsPerMinute: 10, clock: systemClock, ...options }
  return { redis, log, ledger: createRedisLedger({ redis, log, ...rest }) }
}

function clockThatIs(ms: number) {
  return { ...systemClock, now: () => Date.now() + ms }
}

async function used(ledger: Ledger) {
  return (await dayOf(ledger)).used
}

describeWithRedis('the ledger on Redis', () => {
  test('keeps one minute for servers whose clocks are hours apart, each told in its own time', async () => {
    const server = await startRedis()
    const hour = 3_600_000
    const clocks = [-hour, 0, hour].map(clockThatIs)
    const ledgers = []
    for (const clock of clocks) ledgers.push((await open(server, { clock, requestsPerMinute: 3 })).ledger)
    const waits = []
    for (const [index, ledger] of ledgers.entries()) {
      const { startedAt } = await departed(ledger)
      expect(Math.abs(startedAt - (clocks[index]?.now() ?? 0))).toBeLessThan(10_000)
    }
    for (const [index, ledger] of ledgers.entries()) {
      const grant = await asked(ledger)
      if (grant.granted || grant.because !== 'minute') throw new Error('granted a fourth')
      waits.push(grant.at - (clocks[index]?.now() ?? 0))
    }
    for (const wait of waits) {
      expect(wait).toBeGreaterThan(50_000)
      expect(wait).toBeLessThanOrEqual(60_250)
    }
  })

  test('gives what this server knows back to a Redis that came back empty, once', async () => {
    const server = await startRedis()
    const [one, two] = [await open(server, { requestsPerMinute: 5 }), await open(server, { requestsPerMinute: 5 })]
    const calls = [await departed(one.ledger), await departed(two.ledger), await departed(one.ledger)]
    const isBack = [one, two].map(({ redis }) => new Promise<void>((resolve) => redis.onBack(resolve)))
    await server.kill()
    await server.start()
    await Promise.all(isBack)
    expect([await used(two.ledger), await used(one.ledger)]).toEqual([2, 3])
    await reserved(one.ledger)
    expect([await used(two.ledger), await used(one.ledger)]).toEqual([4, 4])
    await reserved(two.ledger)
    expect(await asked(one.ledger)).toMatchObject({ because: 'minute' })
    // A call that was under way before ends as if nothing had been.
    for (const call of calls) await two.ledger.settle(call, report(397))
    expect(await used(await open(server).then(({ ledger }) => ledger))).toBe(5)
  })

  test('writes down what ended while Redis was away as soon as it can', async () => {
    const server = await startRedis({ isPersistent: true })
    const { ledger, redis, log } = await open(server)
    const [call, unsent] = [await departed(ledger), await reserved(ledger)]
    const isBack = new Promise<void>((resolve) => redis.onBack(resolve))
    await server.stop()
    await ledger.settle(call, report(300))
    await ledger.settle(unsent, { kind: 'not-sent' })
    await expect(asked(ledger)).rejects.toBeInstanceOf(UpstreamUnavailable)
    await server.start()
    await isBack
    expect(await used(ledger)).toBe(100)
    await reserved(ledger)
    expect((await dayOf((await open(server)).ledger)).reportedByJpo).toBe(300)
    expect(log.lines.map(({ message }) => message)).toEqual([
      'A call cannot be settled yet; it stays counted until then',
      'A call cannot be settled yet; it stays counted until then',
      'The office leaves fewer calls than this server counted: others use its ID, or the limit is smaller',
    ])
  })

  test('counts nothing for what was asked of a Redis that stood still', async () => {
    const server = await startRedis()
    const { ledger, redis } = await open(server)
    await reserved(ledger)
    const isBack = new Promise<void>((resolve) => redis.onBack(resolve))
    server.freeze()
    await expect(asked(ledger)).rejects.toBeInstanceOf(UpstreamUnavailable)
    server.thaw()
    await isBack
    await reserved(ledger)
    expect([await used(ledger), await ledger.startsLeftThisMinute()]).toEqual([2, 8])
  })
})
