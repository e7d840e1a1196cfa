import { expect, onTestFinished, test } from 'vitest'
import { refusingLaterVersions } from '../../src/store/redis-version.ts'
import { openRedis } from '../../src/store/redis.ts'
import { keptLog } from '../support/log.ts'
import { connect, describeWithRedis, type RedisServer, startRedis } from '../support/redis.ts'

const later = 'A newer version of this server wrote what is in this Redis (version 99, here 2); it is left as it is'

async function open({ url }: RedisServer) {
  const redis = await openRedis({ url, log: keptLog() })
  onTestFinished(() => redis.close())
  return refusingLaterVersions(redis)
}

describeWithRedis('a Redis that a newer version wrote', () => {
  test('is refused at once and not touched', async () => {
    const server = await startRedis()
    const newer = await connect(server)
    await newer.run((client) => client.set('jpo:version', '99'))
    await expect(open(server)).rejects.toThrow(later)
    expect(await newer.run((client) => client.keys('*'))).toEqual(['jpo:version'])
    expect(await newer.run((client) => client.get('jpo:version'))).toBe('99')
  })

  test('is refused where its version is of a kind that we do not know', async () => {
    const server = await startRedis()
    await (await connect(server)).run((client) => client.set('jpo:version', 'two'))
    await expect(open(server)).rejects.toThrow('(version two, here 2)')
  })

  test('is refused as soon as it is reached', async () => {
    const server = await startRedis({ isPersistent: true })
    const newer = await connect(server)
    await newer.run((client) => client.set('jpo:version', '99'))
    await server.stop()
    const redis = await open(server)
    await server.start()
    const write = () => redis.run((client) => client.set('a', 'A')).then(String, String)
    await expect.poll(write, { timeout: 10_000 }).toBe(`Error: ${later}`)
    expect(await (await connect(server)).run((client) => client.exists('a'))).toBe(0)
  })

  test('is refused after an outage too', async () => {
    const server = await startRedis({ isPersistent: true })
    const redis = await open(server)
    expect(await redis.run((client) => client.set('a', 'A'))).toBe('OK')
    await server.stop()
    const write = () => redis.run((client) => client.set('b', 'B')).then(String, String)
    await expect.poll(write, { timeout: 10_000 }).toMatch(/away|closed|ECONN/)
    await server.start()
    await (await connect(server)).run((client) => client.set('jpo:version', '99'))
    await expect.poll(write, { timeout: 10_000 }).toBe(`Error: ${later}`)
  })

  test('is another matter than one that this version wrote, or nobody', async () => {
    const server = await startRedis()
    for (let time = 0; time < 2; time++)
      expect(await (await open(server)).run((client) => client.get('jpo:version'))).toBe('2')
  })
})
