import { writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { httpServer, nobody } from '../http/servers.ts'
import { startCollector } from '../support/collector.ts'
import { runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { request } from '../support/request.ts'
import { startOffice } from '../support/office.ts'

const timeout = 90_000
const traceId = '0af7651916cd43dd8448eb211c80319c'
const traceparent = `00-${traceId}-b7ad6b7169203331-01`

async function start(env: Record<string, string>, cwd = folder()) {
  const office = await startOffice()
  /** What arrived at the office, headers and all. */
  const arrived: IncomingHttpHeaders[] = []
  const front = await httpServer((incoming, response) => {
    arrived.push(incoming.headers)
    void fetch(office.sandbox.origin + (incoming.url ?? ''), {
      headers: { authorization: incoming.headers.authorization ?? '' },
    }).then(async (answer) => {
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      response.end(Buffer.from(await answer.arrayBuffer()))
    })
  })
  const server = runNode('src/main.ts', [], {
    cwd,
    env: {
      ...office.env,
      JPO_BASE_URL: front,
      JPO_TOKEN_URL: `${office.sandbox.origin}/auth/token`,
      PORT: '0',
      STORE_URL: 'memory:',
      OTEL_BSP_SCHEDULE_DELAY: '50',
      ...env,
    },
  })
  return { server, office, arrived, url: await server.printed(/the graph: (http:\S+)\/graphql/) }
}

describe('traces', () => {
  test(
    'have a span for an operation and one below it for each call, in the trace of its client',
    { timeout },
    async () => {
      const collector = await startCollector()
      const { server, arrived, url } = await start({
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_SERVICE_NAME: 'patents-of-ours',
      })
      const query =
        'query Register { application(number: "2020000101") { inventionTitle registration { claimCount } } }'
      const { errors } = await request(url, query, {
        headers: { traceparent, tracestate: 'vendor=1', 'x-request-id': 'one' },
      })
      expect(errors).toEqual([])
      const spans = await collector.spans(3)
      const operation = spans.find(({ name }) => name === 'query Register')
      const calls = spans.filter((span) => span !== operation).toSorted((a, b) => a.name.localeCompare(b.name))
      expect(operation).toMatchObject({
        traceId,
        parentSpanId: 'b7ad6b7169203331',
        kind: 2,
        attributes: {
          'graphql.operation.type': 'query',
          'graphql.operation.name': 'Register',
          'http.response.status_code': 200,
          'jpo.request_id': 'one',
          'jpo.caller': 'anybody',
          'jpo.calls': 2,
          'jpo.saved': 0,
          'jpo.stale': 0,
          'jpo.waited_ms': 0,
          'jpo.errors': [],
        },
      })
      expect(calls).toEqual(
        ['APP_PROGRESS_SIMPLE', 'REGISTRATION_INFO'].map(
          (endpoint) =>
            expect.objectContaining({
              traceId,
              parentSpanId: operation?.spanId,
              name: endpoint,
              kind: 3,
              attributes: {
                'jpo.endpoint': endpoint,
                'jpo.outcome': 'answered',
                'jpo.waited_ms': 0,
                'jpo.attempt': 1,
                'jpo.status_code': '100',
                'jpo.remaining': 399,
              },
            }) as unknown,
        ),
      )
      for (const { startTimeUnixNano, endTimeUnixNano } of calls) {
        expect(BigInt(startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(operation?.startTimeUnixNano ?? 0))
        expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano))
      }
      expect(collector.resource()).toMatchObject({ 'service.name': 'patents-of-ours', 'service.version': '0.1.0' })
      expect(collector.received.map(({ path }) => path)).toContain('/v1/traces')
      // Nobody's trace is the office's business.
      expect(arrived).toHaveLength(2)
      for (const headers of arrived) expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['traceparent']))
      expect(server.output()).toContain(`"traceId":"${traceId}"`)
    },
  )

  test(
    'say what failed and how often it was tried, and are begun here where no client began them',
    { timeout },
    async () => {
      const collector = await startCollector()
      const { office, url } = await start({
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/elsewhere`,
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json',
      })
      office.sandbox.misbehave({ kind: 'status', statusCode: '999', times: 2 })
      await request(url, '{ applicant(code: "900000110") { name } }', { headers: { traceparent: 'nonsense' } })
      await request(url, 'query Broken {')
      const spans = await collector.spans(4)
      expect(
        spans.map(({ name, status, attributes }) => [
          name,
          status.code,
          attributes['jpo.outcome'],
          attributes['jpo.attempt'],
          attributes['jpo.errors'],
        ]),
      ).toEqual([
        ['APPLICANT_ATTORNEY_CD', 2, 'failed', 1, undefined],
        ['APPLICANT_ATTORNEY_CD', 2, 'failed', 2, undefined],
        ['query', 2, undefined, undefined, ['UPSTREAM_UNAVAILABLE']],
        ['query', 2, undefined, undefined, ['GRAPHQL_PARSE_FAILED']],
      ])
      expect(spans[3]?.traceId).not.toBe(spans[2]?.traceId)
      expect(collector.received.map(({ path }) => path)).toContain('/elsewhere')
    },
  )

  test(
    'go as protobuf where nothing else is said, from settings in .env too, and the last of them at the end',
    { timeout },
    async () => {
      const collector = await startCollector()
      const cwd = folder()
      writeFileSync(
        join(cwd, '.env'),
        `OTEL_EXPORTER_OTLP_ENDPOINT=${collector.url}\nOTEL_EXPORTER_OTLP_HEADERS=api-key=recognisable-secret\n`,
      )
      const { server, url } = await start({ OTEL_BSP_SCHEDULE_DELAY: '600000' }, cwd)
      await request(url, '{ quota { day } }')
      expect(collector.received).toEqual([])
      server.kill('SIGTERM')
      expect(await server.ended).toBe(0)
      expect(collector.received.map(({ headers }) => [headers['content-type'], headers['api-key']])).toEqual([
        ['application/x-protobuf', 'recognisable-secret'],
      ])
      expect(server.output()).not.toContain('recognisable-secret')
    },
  )

  test('that nobody takes are said so once, and keep nobody waiting', { timeout }, async () => {
    const { server, url } = await start({
      OTEL_EXPORTER_OTLP_ENDPOINT: await nobody(),
      OTEL_EXPORTER_OTLP_TIMEOUT: '200',
    })
    for (let index = 0; index < 3; index++) {
      await request(url, '{ quota { day } }')
      await server.printed(/Traces cannot be sent/)
    }
    server.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(server.output().match(/Traces cannot be sent/g)).toHaveLength(1)
  })
})

test.each([
  ['nothing is set', {}, []],
  ['OTEL_SDK_DISABLED', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'TRUE' }, []],
  [
    'OTEL_TRACES_EXPORTER=none',
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_TRACES_EXPORTER: 'none' },
    [],
  ],
  ['OTEL_TRACES_EXPORTER=console', { OTEL_TRACES_EXPORTER: 'console' }, ['core', 'resources', 'sdk-trace-base']],
] as const)('where %s, of OpenTelemetry is loaded %j %j', { timeout }, async (_what, env, loaded) => {
  const preload = join(folder(), 'preload.mjs')
  writeFileSync(
    preload,
    `import { registerHooks } from 'node:module'
    registerHooks({ load(url, context, next) {
      const [, name] = /@opentelemetry\\/([a-z-]+)\\//.exec(url) ?? []
      if (name) process.stdout.write('loads ' + name + ';')
      return next(url, context)
    } })`,
  )
  const { server } = await start({ ...env, NODE_OPTIONS: `--import ${preload}` })
  const names = new Set([...server.output().matchAll(/loads ([a-z-]+);/g)].map(([, name]) => name))
  // prom-client has the types of traces along.
  names.delete('api')
  expect([...names].filter((name) => ['core', 'resources', 'sdk-trace-base'].includes(name ?? '')).sort()).toEqual(
    loaded,
  )
})
