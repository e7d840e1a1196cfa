import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { openDrivers } from '../../src/drivers.ts'
import { settings } from '../../src/settings/index.ts'
import { accountOf } from '../../src/services.ts'
import { asks } from '../support/asks.ts'
import { keysFile } from '../support/callers.ts'
import { type Command, projectFolder, run, runNode } from '../support/command.ts'
import { folder } from '../support/files.ts'
import { ask } from '../support/graph.ts'
import { keptLog } from '../support/log.ts'
import { startOffice } from '../support/office.ts'

const password = 'recognisable-secret'
const free = { PORT: '0', STORE_URL: 'memory:' }

function start(env: Record<string, string>, ...args: string[]): Command {
  return runNode('src/main.ts', args, { env })
}

/** The exit code and the lines of a process that ends by itself. */
async function ending(command: Command) {
  const code = await command.ended
  return { code, lines: command.output().trimEnd().split('\n') }
}

/** Where it says that it listens. */
function address(command: Command): Promise<string> {
  return command.printed(/the graph: (http:\S+)\/graphql/)
}

async function listens(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  )
}

describe('a process that starts', () => {
  test('says first of all that the sandbox answers, and where it listens', async () => {
    const server = start(free)
    const url = await address(server)
    expect(server.output().split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(/^SANDBOX: no credentials are set, so a built-in JPO with composed data answers/),
      expect.stringContaining('架空'),
      `GraphiQL and the graph: ${url}/graphql   ready: ${url}/ready`,
    ])
    // Its first token is still under way.
    await expect.poll(async () => (await fetch(`${url}/ready`)).status).toBe(200)
  })

  test('says that the office answers, and warns of what the office may not have granted', async () => {
    const server = start({
      ...free,
      JPO_USERNAME: 'test-user-1',
      JPO_PASSWORD: password,
      JPO_BASE_URL: 'http://127.0.0.1:9',
      JPO_REQUESTS_PER_MINUTE: '11',
    })
    await server.printed(/Warning: Configured beyond handbook/)
    expect(server.output()).toMatch(/^Asking http:\/\/127\.0\.0\.1:9 with the credentials given\.$/m)
    await server.printed(/No access token yet/)
    const warning =
      server
        .output()
        .split('\n')
        .find((line) => line.includes('No access token yet')) ?? ''
    expect(warning.match(/ECONNREFUSED/g)).toHaveLength(1)
    expect(warning).not.toContain('stack')
    expect(server.output()).not.toContain(password)
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s and leaves its port', async (signal) => {
    const server = start(free)
    const url = await address(server)
    expect(await listens(url)).toBe(true)
    server.kill(signal)
    expect(await server.ended).toBe(0)
    expect(await listens(url)).toBe(false)
  })

  test('as `npm start` leaves its port too when npm is ended', async () => {
    const npm = run('npm', ['start'], { env: { ...free, HOME: folder() }, cwd: projectFolder })
    const url = await address(npm)
    expect(await listens(url)).toBe(true)
    npm.kill('SIGTERM')
    await npm.ended
    expect(await listens(url)).toBe(false)
  })

  test('reads .env, below the environment', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, '.env'), `PORT=0\nSTORE_URL="sqlite:kept/jpo.sqlite"\nJPO_REQUESTS_PER_MINUTE=123\n`)
    const server = runNode('src/main.ts', [], { cwd, env: { STORE_URL: 'memory:' } })
    await address(server)
    await server.printed(/allows 123 calls a minute/)
    const broken = runNode('src/main.ts', [], { cwd, env: { PORT: 'http' } })
    expect((await ending(broken)).lines.join()).toContain('PORT must be a whole number')
  })
})

test('a store that is deleted under a running server is said by /ready, and nothing is asked uncounted', async () => {
  const office = await startOffice()
  const file = join(folder(), 'jpo.sqlite')
  const url = await address(start({ ...office.env, PORT: '0', STORE_URL: `sqlite:${file}` }))
  const named = (code: string) => ask(url, `{ applicant(code: "${code}") { name } }`)
  expect((await named('900000101')).errors).toEqual([])
  expect((await fetch(`${url}/ready`)).status).toBe(200)
  rmSync(file)
  const ready = await fetch(`${url}/ready`)
  expect([ready.status, await ready.json()]).toEqual([503, expect.objectContaining({ store: 'not writable' })])
  const { errors } = await named('900000102')
  expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'UPSTREAM_UNAVAILABLE' }])
  expect(errors[0]?.message).toContain('was deleted or replaced')
  expect(office.sandbox.calls.map(({ key }) => key)).toEqual(['900000101'])
})

describe('a process that is ended while it asks', () => {
  const registered = '{ application(number: "2020000101") { registration { claimCount } } }'
  const named = '{ applicant(code: "900000101") { name } }'

  test('remembers the answer it paid for, and sends away at once who waits for a turn', async () => {
    const office = await startOffice()
    const env = {
      ...office.env,
      JPO_REQUESTS_PER_MINUTE: '2',
      PORT: '0',
      STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}`,
    }
    await oneStart(env, 45_000)
    const server = start(env)
    const url = await address(server)
    office.sandbox.misbehave({ kind: 'latency', ms: 3_000 })
    const paid = ask(url, registered)
    while (office.sandbox.calls.length === 0) await delay(10)
    // Its turn comes in a quarter of a minute, which it may wait.
    const waiting = ask(url, named)
    await delay(300)
    const began = performance.now()
    server.kill('SIGTERM')
    expect((await waiting).errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'RATE_LIMITED', endpoint: 'APPLICANT_ATTORNEY_CD', retryAfterSeconds: 1 },
    ])
    expect(performance.now() - began).toBeLessThan(1_500)
    const answer = await paid
    expect(answer.data.application.registration.claimCount).toBeGreaterThan(0)
    const answered = performance.now()
    expect(await server.ended).toBe(0)
    expect(performance.now() - answered).toBeLessThan(1_000)
    expect(office.sandbox.calls.map(({ endpoint }) => endpoint)).toEqual(['REGISTRATION_INFO'])

    const again = await ask(await address(start(env)), registered)
    expect(again.data).toEqual(answer.data)
    expect(office.sandbox.calls).toHaveLength(1)
  })

  test('remembers it also where nobody waits for it any more', async () => {
    const office = await startOffice()
    const env = { ...office.env, PORT: '0', STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}` }
    const server = start(env)
    const url = await address(server)
    office.sandbox.misbehave({ kind: 'latency', ms: 2_000 })
    const gone = fetch(`${url}/graphql?query=${encodeURIComponent(registered)}`, {
      headers: { 'graphql-require-preflight': '1' },
      signal: AbortSignal.timeout(1_000),
    })
    await expect(gone).rejects.toThrow()
    server.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    await ask(await address(start(env)), registered)
    expect(office.sandbox.calls).toHaveLength(1)
  })

  test('does not wait for a connection on which nothing was asked: browsers keep some in reserve', async () => {
    const server = start(free)
    const { hostname, port } = new URL(await address(server))
    const quiet = connect(Number(port), hostname)
    onTestFinished(() => void quiet.destroy())
    quiet.on('error', () => undefined)
    await once(quiet, 'connect')
    const began = performance.now()
    server.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  test('ends at once with 1 on a second signal', async () => {
    const office = await startOffice()
    const server = start({ ...office.env, ...free })
    const url = await address(server)
    office.sandbox.misbehave({ kind: 'latency', ms: 10_000 })
    const lost = ask(url, registered)
    const isLost = expect(lost).rejects.toThrow()
    while (office.sandbox.calls.length === 0) await delay(10)
    server.kill('SIGTERM')
    await delay(300)
    const began = performance.now()
    server.kill('SIGTERM')
    expect(await server.ended).toBe(1)
    expect(performance.now() - began).toBeLessThan(1_000)
    await isLost
  })
})

/** What a server before this one would have left behind: one start, so long ago. */
async function oneStart(env: Readonly<Record<string, string>>, agoMs: number): Promise<void> {
  const config = readConfig(env)
  const clock = { ...systemClock, now: () => Date.now() - agoMs }
  const drivers = await openDrivers(config, { account: accountOf(config), clock, log: keptLog() })
  const [grant] = await drivers.ledger.reserve(asks('APP_PROGRESS'))
  if (grant?.granted) await drivers.ledger.settle(grant.reservation, { kind: 'unknown' })
  drivers.close()
}

test('--help lists every setting', async () => {
  const { code, lines } = await ending(start({}, '--help'))
  expect(code).toBe(0)
  for (const { name, byDefault } of settings) {
    const line = lines.find((it) => it.trim().startsWith(`${name} `))
    expect(line, name).toContain(byDefault)
  }
})

describe('a process that cannot start ends with 1 and', () => {
  test('an option that it does not know', async () => {
    expect(await ending(start({}, '--port=1'))).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^Unknown option '--port'/)],
    })
  })

  test('every mistake of the configuration at once, without a secret', async () => {
    const command = start({
      JPO_PASSWORD: password,
      JPO_BASE_URL: `https://someone:${password}@example.com`,
      JPO_DAILY_LIMITS: 'APP_PROGRES=1',
      PORT: '70000',
      STORE_URL: 'mysql://localhost',
      LOG_LEVEL: 'loud',
    })
    const { code, lines } = await ending(command)
    expect(code).toBe(1)
    expect(lines).toEqual([
      'The configuration has 6 mistakes:',
      expect.stringMatching(/^ {2}- JPO_BASE_URL must be an https:\/\/ URL without user and password/),
      expect.stringMatching(/^ {2}- JPO_DAILY_LIMITS cannot be read at 'APP_PROGRES=1'/),
      expect.stringMatching(/^ {2}- STORE_URL must be sqlite:<file>, memory: or redis/),
      expect.stringMatching(/^ {2}- PORT must be a whole number from 0 to 65535/),
      expect.stringMatching(/^ {2}- LOG_LEVEL must be one of trace, debug/),
      expect.stringMatching(/^ {2}- JPO_USERNAME is missing/),
    ])
    expect(command.output()).not.toContain(password)
  })

  test.each([
    ['JPO_USERNAME', 'JPO_PASSWORD'],
    ['JPO_PASSWORD', 'JPO_USERNAME'],
  ])('only %s', async (given, missing) => {
    const command = start({ ...free, [given]: password })
    expect(await ending(command)).toEqual({
      code: 1,
      lines: ['The configuration has a mistake:', expect.stringMatching(`^  - ${missing} is missing`)],
    })
    expect(command.output()).not.toContain(password)
  })

  test('a port in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    expect(await ending(start({ ...free, PORT: String(port) }))).toEqual({
      code: 1,
      lines: [`Port ${port} on 127.0.0.1 is in use; set PORT to another.`],
    })
  })

  test.each(['999.1.1.1', '192.0.2.1'])('an address that is not this machine’s, %s', async (HOST) => {
    const { env } = keysFile([])
    expect(await ending(start({ ...free, ...env, HOST }))).toEqual({
      code: 1,
      lines: [
        `HOST ${HOST} is no address of this machine; 127.0.0.1 is reached from here only, 0.0.0.0 from everywhere.`,
      ],
    })
  })

  test('an address that others reach, where nothing says who may ask', async () => {
    expect(await ending(start({ ...free, HOST: '0.0.0.0' }))).toEqual({
      code: 1,
      lines: [
        'The configuration has a mistake:',
        expect.stringMatching(/^ {2}- HOST 0\.0\.0\.0 lets others reach this server, .*: set AUTH_API_KEYS_FILE/),
      ],
    })
    const { env } = keysFile([])
    const server = start({ ...free, ...env, HOST: '0.0.0.0' })
    await address(server)
    expect(server.output()).not.toContain('mistake')
  })

  test.each([
    ['is not there', null, /ENOENT/],
    ['is only written by half', '{"keys": [{"name":', /it is not JSON, or only a part of it/],
    ['has mistakes', '{"keys": [{}], "reserve": []}', /keys\[0\]\.name must .*; reserve must be an object$/],
  ])('a keys file that %s', async (_, text, reason) => {
    const file = join(folder(), 'keys.json')
    if (text !== null) writeFileSync(file, text)
    const { code, lines } = await ending(start({ ...free, AUTH_API_KEYS_FILE: file }))
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringMatching(reason)] })
    expect(lines[0]).toContain(`The keys file ${file} cannot be used: `)
  })

  test('an .env that is a folder', async () => {
    const cwd = folder()
    mkdirSync(join(cwd, '.env'))
    expect(await ending(runNode('src/main.ts', [], { cwd, env: free }))).toEqual({
      code: 1,
      lines: ['The configuration has a mistake:', expect.stringMatching(/^ {2}- \.env is no file that can be read: /)],
    })
  })

  test.each([
    ['below a regular file', 'file/jpo.sqlite'],
    ['that is a folder', 'folder'],
    ['that is no database', 'file'],
  ])('a store %s', async (_, path) => {
    const cwd = folder()
    mkdirSync(join(cwd, 'folder'))
    writeFileSync(
      join(cwd, 'file'),
      'This is a text of a length that no header of a database could have been cut to.\n'.repeat(20),
    )
    const command = start({ PORT: '0', STORE_URL: `sqlite:${join(cwd, path)}` })
    expect(await ending(command)).toEqual({
      code: 1,
      lines: [expect.stringContaining(`The database ${join(cwd, path)} cannot be used: `)],
    })
  })

  test('recordings that cannot be read', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'app_progress-2020000101.json'), '{')
    expect(await ending(start({ ...free, SANDBOX_RECORDINGS: cwd }))).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^The recording .*app_progress-2020000101\.json cannot be read/)],
    })
  })
})
