import { expect, test } from 'vitest'
import { certificateFor } from '../support/certificates.ts'
import { runNode } from '../support/command.ts'
import { describeWithRedis, startRedis } from '../support/redis.ts'

const loopback = { ip: '127.0.0.1' }
const secret = 'Right-1'

/** The whole server, as an operator starts it. */
const startServer = (url: string, authority?: string) =>
  runNode('src/main.ts', [], {
    env: {
      PORT: '0',
      STORE_URL: url,
      GRAPHIQL: 'off',
      ...(authority === undefined ? {} : { NODE_EXTRA_CA_CERTS: authority }),
    },
  })

describeWithRedis('Redis over TLS', () => {
  test('serves with password and database, where its authority is named in NODE_EXTRA_CA_CERTS', async () => {
    const tls = certificateFor(loopback)
    const redis = await startRedis({ password: secret, tls })
    const servers = [1, 2].map(() => startServer(`${redis.url}/3`, tls.authority))
    const urls = await Promise.all(servers.map((server) => server.printed(/(http:\/\/127\.0\.0\.1:\d+)/)))
    const question = '{ application(number: "特願2020-000101") { inventionTitle } }'
    const answers: unknown[] = []
    for (const url of urls) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: question }),
      })
      const { data, extensions } = (await response.json()) as { data: unknown; extensions: { quota: object } }
      answers.push([data, extensions.quota])
      expect((await fetch(`${url}/ready`)).status).toBe(200)
    }
    const data = { application: { inventionTitle: '蓄電池の温度制御装置及び温度制御方法' } }
    expect(answers).toEqual([
      [
        data,
        expect.objectContaining({ cached: 0, spent: [{ endpoint: 'APP_PROGRESS_SIMPLE', calls: 1, remaining: 3999 }] }),
      ],
      // The other server's answer, out of the store that they share.
      [data, expect.objectContaining({ cached: 1, spent: [] })],
    ])
    for (const server of servers) expect(server.output()).not.toContain(secret)
  })

  test('ends at once with a certificate of an unknown authority, and says what is wanted', async () => {
    const redis = await startRedis({ password: secret, tls: certificateFor(loopback) })
    const server = startServer(redis.url)
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(/unable to verify the first certificate|self-signed certificate/)
    expect(server.output()).toMatch(/so no TLS with Redis at 127\.0\.0\.1:\d+\. .*NODE_EXTRA_CA_CERTS/)
    expect(server.output()).not.toContain(secret)
  })

  test('ends at once with a certificate for another host', async () => {
    const tls = certificateFor({ name: 'redis.example.com' })
    const redis = await startRedis({ tls })
    const server = startServer(redis.url, tls.authority)
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(/does not match certificate's altnames.* so no TLS with Redis at/)
  })

  test('ends at once where the password is wrong', async () => {
    const tls = certificateFor(loopback)
    const redis = await startRedis({ password: secret, tls })
    const server = startServer(redis.url.replace(secret, 'Wrong-2'), tls.authority)
    expect(await server.ended).toBe(1)
    expect(server.output()).toContain('refuses this server: WRONGPASS')
    expect(server.output()).not.toMatch(/Right-1|Wrong-2/)
  })
})
