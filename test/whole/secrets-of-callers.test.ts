import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newKey } from '../../src/auth/callers/key.ts'
import { keysFile } from '../support/callers.ts'
import { startCollector } from '../support/collector.ts'
import { runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { claimsAt, newIssuerKey, sign, startIssuer } from '../support/issuer.ts'

const query = 'query One { applicant(code: "900000101") { name } }'

test(
  'a whole process shows no key and no token of its callers: not in its output, its store, its figures, its traces or its answers',
  { timeout: 120_000 },
  async () => {
    const keys = keysFile([{ name: 'desk' }, { name: 'gone', expires: '2020-01-01' }])
    const [own, foreign] = [await newIssuerKey('own'), await newIssuerKey('own')]
    const issuer = await startIssuer(own)
    const collector = await startCollector()
    const store = folder()
    const server = runNode('src/main.ts', [], {
      env: {
        ...keys.env,
        ...issuer.env,
        PORT: '0',
        LOG_LEVEL: 'trace',
        STORE_URL: `sqlite:${join(store, 'jpo.sqlite')}`,
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_BSP_SCHEDULE_DELAY: '50',
      },
    })
    const url = await server.printed(/the graph: (http:\S+)\/graphql/)
    const now = Date.now()
    const good = { key: keys.keyOf('desk'), token: await sign(own, claimsAt(now)) }
    const bad = {
      unknown: newKey(),
      expired: keys.keyOf('gone'),
      cut: good.key.slice(0, -5),
      forged: await sign(foreign, claimsAt(now)),
      late: await sign(own, claimsAt(now, { exp: Math.floor(now / 1000) - 120 })),
      powerless: await sign(own, claimsAt(now, { scope: '' })),
    }
    const answers: string[] = []
    const send = async (path: string, headers: Record<string, string>, body?: string) => {
      const method = body === undefined ? 'GET' : 'POST'
      const sent = { 'content-type': 'application/json', ...headers }
      const response = await fetch(url + path, { method, headers: sent, ...(body !== undefined && { body }) })
      answers.push(JSON.stringify([...response.headers]), await response.text())
      return response.status
    }
    const asked = JSON.stringify({ query })
    for (const secret of Object.values(good))
      expect(await send('/graphql', { authorization: `Bearer ${secret}` }, asked)).toBe(200)
    for (const secret of Object.values(bad))
      expect([401, 403]).toContain(await send('/graphql', { authorization: `Bearer ${secret}` }, asked))
    // Where they do not belong: nothing that a client puts there may come back, either.
    for (const secret of [good.key, good.token]) {
      const authorization = `Bearer ${secret}`
      await send('/graphql', { authorization: secret }, asked)
      await send(`/graphql?query={quota{day}}&key=${secret}`, { authorization })
      await send(`/${secret}`, { authorization })
      await send('/graphql', { authorization: `Bearer ${secret} ${secret}` }, asked)
      await send('/', { authorization, accept: 'text/html' })
    }
    await send('/metrics', { authorization: `Bearer ${good.key}` })
    expect(answers.at(-1)).toContain('caller="desk"')
    await collector.spans(1)
    server.kill('SIGTERM')
    expect(await server.ended).toBe(0)

    const output = server.output()
    for (const text of ['"operation":"One"', '"caller":"desk"', '"caller":"sub:robot-7"', 'Refused who asks'])
      expect(output.includes(text), text).toBe(true)
    const kept = readdirSync(store)
      .map((name) => readFileSync(join(store, name), 'latin1'))
      .join('')
    expect(kept).toContain('desk')
    const traces = collector.received.map(({ body }) => body.toString()).join('')
    const places = { output, kept, traces, answers: answers.join('') }
    // What a token is made of is as good as the token; its head alone is not.
    const parts = [good.token, ...Object.values(bad)].flatMap((secret) => secret.split('.').slice(1))
    for (const secret of [...Object.values(good), ...Object.values(bad), ...parts].filter((it) => it.length > 20))
      for (const [place, text] of Object.entries(places))
        expect(text.toLowerCase().includes(secret.toLowerCase()), `${secret} in ${place}`).toBe(false)
  },
)
