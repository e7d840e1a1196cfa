import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, onTestFinished } from 'vitest'
import { openRedis, type Redis } from '../../src/store/redis.ts'
import type { Certificate } from './certificates.ts'
import { folder } from './files.ts'
import { keptLog } from './log.ts'

/** A real redis-server on a free port of loopback, with a folder of its own. */
export interface RedisServer {
  readonly url: string
  /** Where a persistent one writes down what it has. */
  readonly folder: string
  /** Ends it in peace: with persistence it writes down what it has. */
  stop(): Promise<void>
  kill(): Promise<void>
  /** On the same port, with what it wrote down. */
  start(): Promise<void>
  /** It keeps its connections but answers nothing. */
  freeze(): void
  thaw(): void
}

export interface RedisServerOptions {
  readonly password?: string
  /** Writes each change to its file before it answers. */
  readonly isPersistent?: boolean
  /** It speaks TLS only, with this certificate. */
  readonly tls?: Certificate
}

const isThere = spawnSync('redis-server', ['--version']).status === 0
const missing = 'redis-server is not installed (Debian: apt-get install redis-server)'

/** As `describe`; where there is no redis-server it says so and skips, and on CI it fails instead. */
export function describeWithRedis(name: string, tests: () => void): void {
  if (isThere) {
    describe(name, tests)
    return
  }
  if (process.env['CI']) throw new Error(`${name}: ${missing}`)
  console.log(`Skipped: ${name}, because ${missing}`)
  describe.skip(`${name} – ${missing}`, tests)
}

/** To choose between drivers in `describe.each`: only those that can run here; what cannot is said as above. */
export function withRedis<T>(driver: T): T[] {
  if (isThere) return [driver]
  describeWithRedis('the Redis driver', () => undefined)
  return []
}

export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const { password, isPersistent = false, tls } = options
  const port = await freePort()
  const dir = folder()
  const listening = tls
    ? ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', ...filesOf(tls)]
    : ['--port', String(port)]
  const settings = [...listening, '--bind', '127.0.0.1', '--dir', dir, '--save', '']
  const persistence = isPersistent ? ['--appendonly', 'yes', '--appendfsync', 'always'] : []
  const secret = password === undefined ? [] : ['--requirepass', password]
  let server: ChildProcess | null = null

  async function start(): Promise<void> {
    const child = spawn('redis-server', [...settings, ...persistence, ...secret], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    server = child
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    while (!output.includes('Ready to accept connections')) {
      if (child.exitCode !== null) throw new Error(`redis-server ended:\n${output}`)
      await delay(5)
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = server
    server = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGCONT')
    child.kill(signal)
    await ended
  }

  await start()
  onTestFinished(() => end('SIGKILL'))
  return {
    url: `${tls ? 'rediss' : 'redis'}://${password === undefined ? '' : `:${encodeURIComponent(password)}@`}127.0.0.1:${port}`,
    folder: dir,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    start,
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
  }
}

const filesOf = ({ certificate, key, authority }: Certificate) => [
  ...['--tls-cert-file', certificate],
  ...['--tls-key-file', key],
  ...['--tls-ca-cert-file', authority],
]

/** A connection that ends with the test. */
export async function connect(server: RedisServer, log = keptLog()): Promise<Redis> {
  const redis = await openRedis({ url: server.url, log })
  onTestFinished(() => redis.close())
  return redis
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
