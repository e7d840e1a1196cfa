import { once } from 'node:events'
import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Command, runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { ask } from '../support/graph.ts'
import { type Office, startOffice } from '../support/office.ts'
import { askInParts, partsOf } from '../support/parts.ts'
import { describeWithRedis, startRedis } from '../support/redis.ts'

const named = (code: string) => `{ applicant(code: "${code}") { name } }`

interface Running {
  readonly server: Command
  readonly url: string
  readonly office: Office
  readonly env: Record<string, string>
}

async function start(given: Record<string, string> = {}): Promise<Running> {
  const office = await startOffice()
  const env = { ...office.env, PORT: '0', STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}`, ...given }
  return { ...(await again(env)), office, env }
}

async function again(env: Record<string, string>) {
  const server = runNode('src/main.ts', [], { env })
  return { server, url: await server.printed(/the graph: (http:\S+)\/graphql/) }
}

/** The office has a call of the server, and takes `ms` to answer it. */
async function whileAsking({ office, url }: Running, ms: number) {
  office.sandbox.misbehave({ kind: 'latency', ms })
  const answer = ask(url, named('900000110'))
  while (office.sandbox.calls.length === 0) await delay(10)
  return answer
}

function codes({ errors }: { errors: { extensions: Record<string, unknown> }[] }) {
  return errors.map(({ extensions }) => extensions['code'])
}

/** One request on the agent's connection. */
function get(url: string, agent: Agent): Promise<{ status: number | undefined; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { agent }, (response) => {
      response.resume()
      response.once('end', () => resolve({ status: response.statusCode, connection: response.headers.connection }))
    })
    request.once('error', reject).end()
  })
}

describe('a server that is asked to end', { timeout: 90_000 }, () => {
  test('sends the rest of an answer in parts', async () => {
    const { server, url, office } = await start()
    await ask(url, '{ application(number: "2020000101") { inventionTitle } }')
    office.sandbox.misbehave({ kind: 'latency', ms: 3_000 })
    const query =
      '{ application(number: "2020000101") { inventionTitle ... @defer { registration { nextAnnuityDueDate } } } }'
    const parts = partsOf(await askInParts(url, query))
    expect((await parts.next()).value).toMatchObject({ data: { application: { inventionTitle: {} } }, hasNext: true })
    while (office.sandbox.calls.length < 2) await delay(10)
    server.kill('SIGTERM')
    await expect.poll(async () => (await fetch(`${url}/ready`)).status).toBe(503)
    expect((await parts.next()).value).toMatchObject({
      incremental: [{ data: { registration: { nextAnnuityDueDate: '2027-01-15' } } }],
      hasNext: false,
      extensions: { quota: { spent: [{ endpoint: 'REGISTRATION_INFO', calls: 1 }] } },
    })
    expect((await parts.next()).done).toBe(true)
    expect(await server.ended).toBe(0)
  })

  test('is red and begins nothing from then on, while what runs ends, is answered and remembered', async () => {
    const running = await start()
    const { server, url, office, env } = running
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    expect(await get(`${url}/health`, agent)).toEqual({ status: 200, connection: 'keep-alive' })
    office.sandbox.misbehave({ kind: 'latency', ms: 4_000 })
    const paid = ask(url, named('900000110'))
    while (office.sandbox.calls.length === 0) await delay(10)
    server.kill('SIGTERM')
    await expect.poll(async () => (await fetch(`${url}/ready`)).status).toBe(503)

    const ready = await fetch(`${url}/ready`)
    expect(await ready.json()).toMatchObject({ ready: false, stopping: true, store: 'ok', ledger: 'ok', token: 'ok' })
    expect((await fetch(`${url}/metrics`)).status).toBe(200)
    expect(await get(`${url}/health`, agent)).toEqual({ status: 200, connection: 'close' })
    for (const path of ['/graphql?query={quota{day}}', '/graphql', '/images/x', '/']) {
      const refused = await fetch(url + path, { redirect: 'manual' })
      expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('connection')]).toEqual([
        503,
        '1',
        'close',
      ])
      expect(await refused.json()).toEqual({
        errors: [
          {
            message: expect.stringContaining('is being stopped') as string,
            extensions: { code: 'SERVER_STOPPING', retryAfterSeconds: 1 },
          },
        ],
      })
    }
    expect((await paid).data).toEqual({ applicant: { name: '架空医薬株式会社' } })
    expect(await server.ended).toBe(0)
    expect(server.output()).toContain('"calls":{"APPLICANT_ATTORNEY_CD":1}')

    const { url: later } = await again(env)
    expect((await ask(later, named('900000110'))).data).toEqual({ applicant: { name: '架空医薬株式会社' } })
    expect(office.sandbox.calls).toHaveLength(1)
  })

  test('gives up in time what the office does not answer, which is answered and stays counted', async () => {
    const running = await start({ DRAIN_SECONDS: '2' })
    const { server, office, env } = running
    const answer = whileAsking(running, 60_000)
    while (office.sandbox.calls.length === 0) await delay(10)
    server.kill('SIGTERM')
    const given = await answer
    expect(codes(given)).toEqual(['UPSTREAM_UNAVAILABLE'])
    expect(given.errors[0]?.message).toContain('given up, since this server is being stopped')
    expect(await server.ended).toBe(0)
    const { url } = await again(env)
    const { data } = await ask(url, '{ quota { endpoints { endpoint used } } }')
    expect(data.quota.endpoints).toContainEqual({ endpoint: 'APPLICANT_ATTORNEY_CD', used: 1 })
  })

  test('does not wait for questions that do not come to their end', async () => {
    const { server, url } = await start({ DRAIN_SECONDS: '2' })
    const { hostname, port } = new URL(url)
    const sockets = await Promise.all(
      [
        'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
        'GET /gr',
      ].map(async (text) => {
        const socket = connect(Number(port), hostname)
        onTestFinished(() => void socket.destroy())
        // What is not read keeps a connection from its end.
        socket.on('error', () => undefined).resume()
        await once(socket, 'connect')
        socket.write(text)
        return socket
      }),
    )
    await delay(200)
    server.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    for (const socket of sockets) if (!socket.closed) await once(socket, 'close')
  })

  test('sends away at once who waits for what another server asks', async () => {
    const running = await start()
    const { server, office, env } = running
    const other = await again(env)
    const paid = whileAsking(running, 6_000)
    while (office.sandbox.calls.length === 0) await delay(10)
    const waiting = ask(other.url, named('900000110'))
    await expect
      .poll(async () => (await (await fetch(`${other.url}/metrics`)).text()).match(/operations_running (\d)/)?.[1])
      .toBe('1')
    other.server.kill('SIGTERM')
    expect(codes(await waiting)).toEqual(['RATE_LIMITED'])
    expect(await other.server.ended).toBe(0)
    // The other one is still at it.
    expect(server.output()).not.toContain('"calls":{"APPLICANT_ATTORNEY_CD":1}')
    expect((await paid).errors).toEqual([])
  })
})

describeWithRedis('a server that is asked to end while its Redis is away', () => {
  test('waits for it, as long as it may, with an answer that is paid for', { timeout: 90_000 }, async () => {
    const redis = await startRedis({ isPersistent: true })
    const running = await start({ STORE_URL: redis.url })
    const { server, office, env } = running
    const paid = whileAsking(running, 1_500)
    while (office.sandbox.calls.length === 0) await delay(10)
    await redis.kill()
    server.kill('SIGTERM')
    expect((await paid).data).toEqual({ applicant: { name: '架空医薬株式会社' } })
    await delay(500)
    await redis.start()
    expect(await server.ended).toBe(0)
    const { url } = await again(env)
    expect((await ask(url, named('900000110'))).data).toEqual({ applicant: { name: '架空医薬株式会社' } })
    expect(office.sandbox.calls).toHaveLength(1)
  })

  test(
    'says what it could not write down where it does not come back, and ends with 1',
    { timeout: 90_000 },
    async () => {
      const redis = await startRedis()
      const running = await start({ STORE_URL: redis.url, DRAIN_SECONDS: '4' })
      const { server, office } = running
      const paid = whileAsking(running, 1_000)
      while (office.sandbox.calls.length === 0) await delay(10)
      await redis.kill()
      server.kill('SIGTERM')
      expect((await paid).errors).toEqual([])
      expect(await server.ended).toBe(1)
      expect(server.output()).toContain('Answers that could not be written are lost')
    },
  )
})
