import { expect, test } from 'vitest'
import { reasonOf } from '../../src/store/database.ts'
import { openRedis } from '../../src/store/redis.ts'
import { keptLog } from '../support/log.ts'
import { connect, describeWithRedis, startRedis } from '../support/redis.ts'

describeWithRedis('the connection to Redis', () => {
  test('comes back by itself, with one line in the log for the outage and one for its end', async () => {
    const server = await startRedis({ isPersistent: true })
    const log = keptLog()
    const redis = await connect(server, log)
    const isBack = new Promise<void>((resolve) => redis.onBack(resolve))
    await redis.run((client) => client.set('answer', '42'))
    await server.stop()
    await expect(redis.run((client) => client.get('answer'))).rejects.toThrow()
    await expect(redis.run((client) => client.get('answer'))).rejects.toThrow('is away')
    await server.start()
    await isBack
    expect(await redis.run((client) => client.get('answer'))).toBe('42')
    expect(log.lines.map(({ message }) => message)).toEqual([
      'Redis is away; it is tried again until it is back',
      'Redis is back',
    ])
  })

  test('waits through a blink', async () => {
    const server = await startRedis({ isPersistent: true })
    const redis = await connect(server)
    await redis.run((client) => client.set('answer', '42'))
    await server.kill()
    const started = server.start()
    // What was on its way when the connection broke may fail; what comes after it waits.
    const answer = await redis
      .run((client) => client.get('answer'))
      .catch(() => redis.run((client) => client.get('answer')))
    await started
    expect(answer).toBe('42')
  })

  test('gives up a Redis that takes commands and answers none, and finds it again', async () => {
    const server = await startRedis()
    const log = keptLog()
    const redis = await connect(server, log)
    const isBack = new Promise<void>((resolve) => redis.onBack(resolve))
    server.freeze()
    const both = [1, 2].map(() => redis.run((client) => client.ping()))
    for (const command of both) await expect(command).rejects.toThrow()
    await expect(redis.run((client) => client.ping())).rejects.toThrow()
    server.thaw()
    await isBack
    expect(await redis.run((client) => client.ping())).toBe('PONG')
    expect(log.lines).toHaveLength(2)
  })

  test('opens where Redis is not there yet', async () => {
    const server = await startRedis()
    await server.kill()
    const log = keptLog()
    const redis = await connect(server, log)
    const isBack = new Promise<void>((resolve) => redis.onBack(resolve))
    await server.start()
    await isBack
    expect(await redis.run((client) => client.ping())).toBe('PONG')
    expect(log.lines.map(({ message }) => message)).toEqual([
      'Redis is away; it is tried again until it is back',
      'Redis is back',
    ])
  })

  test.each([
    ['a wrong password', (url: string) => url.replace('Right-1', 'Wrong-2')],
    ['no password', (url: string) => url.replace(':Right-1@', '')],
    ['a database that is not there', (url: string) => `${url}/99`],
  ])('%s is refused at once, in words without the password and with none of waiting', async (_name, spoilt) => {
    const server = await startRedis({ password: 'Right-1' })
    const log = keptLog()
    const refusal = await openRedis({ url: spoilt(server.url), log }).catch(reasonOf)
    expect(refusal).toMatch(/^Redis at 127\.0\.0\.1:\d+(\/99)? refuses this server: (WRONGPASS|NOAUTH|ERR DB index)/)
    expect(refusal).not.toMatch(/Right-1|Wrong-2/)
    expect(log.lines).toEqual([])
  })

  test('uses the password and the database of its address', async () => {
    const server = await startRedis({ password: 'Right-1' })
    const [first, other] = await Promise.all([
      openRedis({ url: `${server.url}/1`, log: keptLog() }),
      openRedis({ url: `${server.url}/2`, log: keptLog() }),
    ])
    await first.run((client) => client.set('key', 'of database 1'))
    expect(await other.run((client) => client.get('key'))).toBeNull()
    first.close()
    other.close()
    await expect(first.run((client) => client.ping())).rejects.toThrow()
  })
})
