import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { keysFile } from '../support/callers.ts'
import { projectFolder, run } from '../support/command.ts'
import { commandOf, copyContext, environmentOf, interpolated, stagesOf, textsOf } from '../support/container.ts'
import { folder } from '../support/files.ts'
import { startOffice } from '../support/office.ts'
import { describeWithRedis } from '../support/redis.ts'
import { request } from '../support/request.ts'

interface Service {
  readonly build?: string
  readonly init?: boolean
  readonly image?: string
  readonly command?: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly secrets?: readonly string[]
  readonly stop_grace_period?: string
  readonly read_only?: boolean
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: { readonly test: readonly string[] }
}

const textOf = (file: string) => readFileSync(join(projectFolder, file), 'utf8')
const stages = stagesOf(textOf('Dockerfile'))
const [packages, image] = stages
if (!packages || !image || stages.length !== 2) throw new Error('The Dockerfile is expected to have two stages')
/** What `npm start` tells Node. */
const { scripts } = JSON.parse(textOf('package.json')) as { scripts: { start: string } }
const flags = (/ node (.*) src\/main\.ts$/.exec(scripts.start)?.[1] ?? '').split(' ').filter(Boolean)
const compose = parse(textOf('compose.yaml'), { merge: true }) as {
  services: Readonly<Record<string, Service>>
  secrets: Readonly<Record<string, { readonly file: string }>>
}
const { 'server-1': one, 'server-2': two, redis } = compose.services
if (!one || !two || !redis) throw new Error('compose.yaml is expected to have two servers and a Redis')

describe('the image', () => {
  test('has the Node of the project, runs as nobody special and is asked how it is without a shell', () => {
    const manifest = JSON.parse(textOf('package.json')) as {
      engines: { node: string }
      devDependencies: Record<string, string>
    }
    const major = /\d+/.exec(manifest.engines.node)?.[0]
    expect(/\d+/.exec(manifest.devDependencies['node'] ?? '')?.[0]).toBe(major)
    expect(stages.map((stage) => stage.image)).toEqual([`node:${major}-slim`, `node:${major}-slim`])
    expect(textsOf(image, 'USER')).toEqual(['node'])
    expect(textsOf(image, 'CMD').map(commandOf)).toEqual([['node', ...flags, 'src/main.ts']])
    expect(commandOf(textsOf(image, 'HEALTHCHECK')[0] ?? '').slice(0, 2)).toEqual(['node', '-e'])
  })

  test(
    'has what Node compiles for a start, by the user and with the flags of the start',
    { timeout: 60_000 },
    async () => {
      const { instructions } = image
      const at = instructions.findIndex(({ name, text }) => name === 'RUN' && text.startsWith('['))
      const [program, ...args] = commandOf(instructions[at]?.text ?? '[]')
      expect([program, ...args]).toEqual([...commandOf(textsOf(image, 'CMD')[0] ?? ''), '--help'])
      expect(instructions.slice(0, at)).toContainEqual({ name: 'USER', text: 'node' })
      const env = environmentOf(image)
      expect(textsOf(image, 'RUN')[0]).toContain(`chown node:node /data ${env['NODE_COMPILE_CACHE']}`)
      const compiled = folder()
      const compiling = run(process.execPath, args, {
        cwd: projectFolder,
        env: { ...env, NODE_COMPILE_CACHE: compiled },
      })
      expect(await compiling.ended).toBe(0)
      expect(readdirSync(compiled, { recursive: true }).length).toBeGreaterThan(100)
    },
  )

  test('lets in what a server needs, and nothing else', () => {
    const files = copyContext(folder())
    expect(files).toEqual(expect.arrayContaining(['package.json', 'package-lock.json', 'src/main.ts', 'README.md']))
    expect(files.filter((file) => /(^|\/)(\.env|node_modules|test|keys\.json|\.data|.*\.sqlite)/.test(file))).toEqual(
      [],
    )
  })

  test('without a caller policy does not start: others reach it', { timeout: 90_000 }, async () => {
    const env = { ...ofImage(), STORE_URL: 'memory:' }
    const server = run(process.execPath, [join(projectFolder, 'src/main.ts')], { env })
    expect(await server.ended).toBe(1)
    expect(server.output()).toContain('nothing says who may ask: set AUTH_API_KEYS_FILE')
  })
})

describe('the compose file', () => {
  test('has two servers alike, on one Redis that keeps what it has and lets nothing go', () => {
    const { ports: portsOfOne, ...likeOne } = one
    const { ports: portsOfTwo, ...likeTwo } = two
    expect(likeOne).toEqual(likeTwo)
    expect([portsOfOne, portsOfTwo]).toEqual([['127.0.0.1:4001:4000'], ['127.0.0.1:4002:4000']])
    expect(redis.command?.join(' ')).toMatch(/--appendonly yes --maxmemory-policy noeviction --requirepass \$\{/)
    expect(one.depends_on).toEqual({ redis: { condition: 'service_healthy' } })
  })

  test('ends its servers later than they end by themselves, and shows them their keys', () => {
    expect(Number.parseInt(one.stop_grace_period ?? '', 10)).toBeGreaterThan(Number(one.environment['DRAIN_SECONDS']))
    expect(one.environment['AUTH_API_KEYS_FILE']).toBe(`/run/secrets/${String(one.secrets?.[0])}`)
    expect(Object.keys(compose.secrets)).toEqual(one.secrets)
    expect(one.read_only).toBe(true)
  })

  test(
    'starts the server under an init: a signal to end that comes while it starts ends it',
    { timeout: 60_000 },
    async () => {
      expect([one.init, commandOf(textsOf(image, 'CMD')[0] ?? '')[0]]).toEqual([true, 'node'])
      const env = { ...ofImage(), ...keysFile([{ name: 'team' }]).env, STORE_URL: 'memory:', PORT: '0' }
      const server = run(process.execPath, [join(projectFolder, 'src/main.ts')], { env })
      server.kill('SIGTERM')
      // By the signal itself: it has no way of its own to end yet.
      expect(await server.ended).toBe(null)
      expect(server.output()).not.toContain('GraphiQL and the graph')
    },
  )

  test.each(['JPO_USERNAME', 'JPO_PASSWORD', 'REDIS_PASSWORD'])('does not start without %s', (name) => {
    const env = { JPO_USERNAME: 'a', JPO_PASSWORD: 'b', REDIS_PASSWORD: 'c', [name]: '' }
    expect(() => Object.values(one.environment).map((value) => interpolated(value, env))).toThrow(name)
  })
})

describeWithRedis('what image and compose file say, run without Docker', () => {
  test(
    'installs, starts two servers that are healthy, answer as one and end in peace',
    { timeout: 300_000 },
    async () => {
      // As the Dockerfile has it: packages first, then what is let in.
      const app = folder()
      const path = pathWithNode()
      copyContext(app)
      const install = textsOf(packages, 'RUN')
      expect(install).toEqual(['npm ci --omit=dev --no-audit --no-fund'])
      const [command = '', ...args] = (install[0] ?? '').split(' ')
      const installing = run(command, args, { cwd: app, env: { ...npmEnvironment(), PATH: path } })
      expect(await installing.ended, installing.output()).toBe(0)
      expect(['typescript', 'vitest', 'node'].filter((name) => existsSync(join(app, 'node_modules', name)))).toEqual([])

      // As the compose file has it: the addresses alone are those of this machine.
      const keys = keysFile([{ name: 'team' }])
      const office = await startOffice()
      const given = { ...office.env, REDIS_PASSWORD: 'RecognisableLetters1' }
      const redisPort = await startRedisBy((redis.command ?? []).map((word) => interpolated(word, given)))
      const servers = await Promise.all(
        [one, two].map(async ({ environment }) => {
          const said = Object.entries(environment).map(([name, value]) => [name, interpolated(value, given)])
          const env: Record<string, string> = {
            ...ofImage(),
            ...(Object.fromEntries(said) as Record<string, string>),
            PATH: path,
            PORT: String(await freePort()),
            AUTH_API_KEYS_FILE: keys.file,
          }
          env['STORE_URL'] = (env['STORE_URL'] ?? '').replace('@redis:6379', `@127.0.0.1:${redisPort}`)
          const [program = '', ...rest] = commandOf(textsOf(image, 'CMD')[0] ?? '')
          const server = run(program, rest, { cwd: app, env })
          await server.printed(/GraphiQL and the graph/)
          return { server, env, url: `http://127.0.0.1:${env['PORT']}` }
        }),
      )
      const isHealthy = async (env: Record<string, string>) => {
        const [program = '', ...rest] = commandOf(textsOf(image, 'HEALTHCHECK')[0] ?? '')
        return run(program, rest, { cwd: app, env }).ended
      }
      for (const { env } of servers) expect(await isHealthy(env)).toBe(0)

      const query = '{ applicant(code: "900000110") { name } }'
      for (const { url } of servers) {
        expect((await request(url, query, { headers: keys.headers('team') })).data).toEqual({
          applicant: { name: '架空医薬株式会社' },
        })
        expect((await fetch(`${url}/graphql?query={quota{day}}`)).status).toBe(401)
        for (const page of ['/docs/', '/schema.graphql', '/ready'])
          expect((await fetch(url + page)).status, page).toBe(200)
      }
      expect(office.sandbox.calls).toHaveLength(1)

      for (const { server } of servers) server.kill('SIGTERM')
      for (const { server, env } of servers) {
        expect(await server.ended).toBe(0)
        expect(await isHealthy(env)).toBe(1)
      }
    },
  )
})

/** Its environment, with a folder of this machine for what is compiled. */
function ofImage(): Record<string, string> {
  return { ...environmentOf(image as NonNullable<typeof image>), NODE_COMPILE_CACHE: folder() }
}

/** Before all others on the PATH the Node that the tests run on, which is that of the image. */
function pathWithNode(): string {
  const bin = join(folder(), 'bin')
  mkdirSync(bin)
  symlinkSync(process.execPath, join(bin, 'node'))
  return `${bin}:${process.env['PATH'] ?? ''}`
}

/** npm's own settings and cache, which it finds by them; what is in its cache is not fetched again. */
function npmEnvironment(): Record<string, string> {
  const known = Object.entries(process.env).filter(([name]) =>
    /^(HOME|npm_config_(registry|cache|userconfig))$/i.test(name),
  )
  return { ...(Object.fromEntries(known) as Record<string, string>), npm_config_prefer_offline: 'true' }
}

/** Starts a Redis by the command of the compose file, on a port and in a folder of this machine. */
async function startRedisBy([program = '', ...args]: readonly string[]): Promise<number> {
  const port = await freePort()
  const child = spawn(program, [...args, '--port', String(port), '--bind', '127.0.0.1', '--dir', folder()])
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  while (!output.includes('Ready to accept connections')) {
    if (child.exitCode !== null) throw new Error(`redis-server ended:\n${output}`)
    await once(child.stdout, 'data')
  }
  return port
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
