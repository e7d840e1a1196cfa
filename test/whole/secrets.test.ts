import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startCollector } from '../support/collector.ts'
import { runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { ask } from '../support/graph.ts'
import { startOffice } from '../support/office.ts'
import { describeWithRedis, startRedis } from '../support/redis.ts'

const username = 'recognisable.user-1'
const password = 'recognisable-pass/word'
const redisPassword = 'recognisable-redis@password'

/** Throws what holds every secret of the process, at a signal; and says what the process is called. */
const defect = `process.on('SIGUSR2', () => {
  console.log('title: ' + process.title + ' ' + process.argv.join(' '))
  const { JPO_PASSWORD, JPO_USERNAME, STORE_URL } = process.env
  const cause = Object.assign(new Error('of ' + JPO_USERNAME), { headers: { authorization: 'Bearer ' + JPO_PASSWORD } })
  throw Object.assign(new Error('uncaught with ' + JPO_PASSWORD, { cause }), { url: STORE_URL, env: process.env })
})`

describeWithRedis('a whole process', () => {
  test(
    'shows no secret in its output, its traces or its Redis, and not when a defect ends it',
    { timeout: 90_000 },
    async () => {
      const preload = join(folder(), 'defect.mjs')
      writeFileSync(preload, defect)
      const redis = await startRedis({ password: redisPassword, isPersistent: true })
      const collector = await startCollector()
      const office = await startOffice({ username, password })
      const tokens: string[] = []
      office.sandbox.misbehave({
        kind: 'data',
        endpoint: 'token',
        times: Infinity,
        edit(issued) {
          tokens.push(...['access_token', 'refresh_token'].map((name) => String(issued[name])))
          return issued
        },
      })
      const server = runNode('src/main.ts', [], {
        env: {
          ...office.env,
          PORT: '0',
          LOG_LEVEL: 'trace',
          STORE_URL: redis.url,
          NODE_OPTIONS: `--import ${preload}`,
          OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
          OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
          OTEL_EXPORTER_OTLP_HEADERS: 'api-key=recognisable-collector-key',
          OTEL_BSP_SCHEDULE_DELAY: '50',
        },
      })
      const url = await server.printed(/the graph: (http:\S+)\/graphql/)
      await ask(url, 'query One { applicant(code: "900000101") { name } }')
      office.sandbox.misbehave({ kind: 'drop' })
      await ask(url, 'query Two { applicant(code: "900000102") { name } }')
      await collector.spans(4)
      const kept = readdirSync(redis.folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
        .join('')
      // Away, with what it says of it.
      await redis.kill()
      await server.printed(/Redis is away/)
      server.kill('SIGUSR2')
      expect(await server.ended).toBe(1)

      const output = server.output()
      for (const text of ['"operation":"One"', 'title: ', 'A defect ends this process', 'uncaught with [redacted]'])
        expect(output.includes(text), text).toBe(true)
      expect(kept.includes('900000101')).toBe(true)
      const traces = collector.received.map(({ body }) => body.toString()).join('')
      expect(tokens.length).toBeGreaterThan(1)
      const secrets = [username, password, redisPassword, 'recognisable-collector-key', ...tokens]
      for (const secret of secrets.flatMap((each) => [each, encodeURIComponent(each)]))
        for (const [place, text] of Object.entries({ output, traces, kept }))
          expect(text.includes(secret), `${secret} in ${place}`).toBe(false)
    },
  )

  test('that is refused by its Redis at start says so without its password', { timeout: 90_000 }, async () => {
    const redis = await startRedis({ password: redisPassword })
    const { host } = new URL(redis.url)
    const server = runNode('src/main.ts', [], {
      env: { PORT: '0', STORE_URL: `redis://somebody:recognisable-wrong@${host}` },
    })
    expect(await server.ended).toBe(1)
    expect(server.output()).toContain('refuses this server')
    expect(server.output()).not.toContain('recognisable')
  })
})
