import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import description from '../package.json' with { type: 'json' }
import { type Endpoint, endpointNames } from '../src/sources/jpo/endpoints.ts'
import { type Contestant, ours } from './contestants.ts'
import { answering, freePort, listening, start, startCommand, type Started, type StartOptions } from './processes.ts'

/** The settings of a server whose day and minute do not end. */
export const unlimited = {
  JPO_DAILY_LIMITS: endpointNames.map((name) => `${name}=1000000`).join(),
  JPO_REQUESTS_PER_MINUTE: '100000',
}

/** Known to the sandbox. */
const account = { JPO_USERNAME: 'sandbox-user', JPO_PASSWORD: 'sandbox-password' }

export interface Entered {
  readonly contestant: Contestant
  readonly process: Started
  readonly port: number
  readonly url: string
  /** Seconds of CPU until its first answer; null where the system does not tell. */
  readonly startCpu: number | null
}

export interface EnterOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  readonly nodeArgs?: readonly string[]
  /** What it is asked first. */
  readonly first?: string
}

/** What `npm start` tells Node. */
const asStarted = (/ node (.*) src\/main\.ts$/.exec(description.scripts.start)?.[1] ?? '').split(' ').filter(Boolean)

const anything = JSON.stringify({ query: '{ __typename }' })

/** Where a measurement takes place: a folder, and the processes in it, which end with it. */
export class Stage {
  readonly folder: string
  readonly #started: Started[] = []
  readonly #failed = Promise.withResolvers<never>()
  #isClosed = false

  /** Rejects when one of the processes ends by itself: whoever waits for its answers would wait for ever. */
  get failed(): Promise<never> {
    return this.#failed.promise
  }

  constructor(folder: string) {
    this.folder = folder
    // Who measures hears of it; who only looks on need not.
    this.failed.catch(() => undefined)
  }

  file(name: string): string {
    return join(this.folder, name)
  }

  start(file: string, options: Pick<StartOptions, 'core' | 'args' | 'env' | 'nodeArgs'>): Started {
    return this.#watched(file, (more) => start(file, { ...options, ...more }))
  }

  #watched(name: string, begin: (more: Pick<StartOptions, 'cwd' | 'log'>) => Started): Started {
    if (this.#isClosed) throw new Error(`${name} is not started: the measurement is over.`)
    const started = begin({ cwd: this.folder, log: this.file(`${name.replaceAll('/', '-')}.log`) })
    started.failed.catch(this.#failed.reject)
    this.#started.push(started)
    return started
  }

  /** An empty Redis in memory; null where there is none on this machine. */
  async redis(): Promise<{ readonly process: Started; readonly url: string } | null> {
    if (spawnSync('redis-server', ['--version']).status !== 0) return null
    const port = await freePort()
    const command = ['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--save', '']
    const process = this.#watched('redis-server', (more) =>
      startCommand(command, 'redis-server', { core: 'load', ...more }),
    )
    await listening(process, port)
    return { process, url: `redis://127.0.0.1:${port}` }
  }

  /** A server that answers. */
  async enter(
    contestant: Contestant,
    { env = {}, args = [], nodeArgs = [], first = anything }: EnterOptions,
  ): Promise<Entered> {
    const port = await freePort()
    const isOurs = contestant.file === ours.file
    const process = this.start(contestant.file, {
      core: 'server',
      // The product takes its port from the environment, and knows no arguments.
      args: isOurs ? [] : [String(port), ...args],
      env: { ...env, PORT: String(port), ...(isOurs && { NODE_COMPILE_CACHE: this.file('compiled') }) },
      nodeArgs: isOurs ? [...asStarted, ...nodeArgs] : nodeArgs,
    })
    const url = `http://127.0.0.1:${port}/graphql`
    await answering(process, url, first)
    return { contestant, process, port, url, startCpu: process.cpu() }
  }

  async office(applications: number, requestsPerMinute = 100_000): Promise<Office> {
    const started = this.start('office.ts', {
      core: 'load',
      args: [String(applications), String(requestsPerMinute)],
    })
    const [{ origin }] = (await once(started.child, 'message')) as [{ origin: string }]
    const token = async () => {
      const form = new URLSearchParams({
        grant_type: 'password',
        username: account.JPO_USERNAME,
        password: account.JPO_PASSWORD,
      })
      const answer = await fetch(`${origin}/auth/token`, { method: 'POST', body: form })
      return ((await answer.json()) as { access_token: string }).access_token
    }
    return {
      token,
      env: { ...account, JPO_BASE_URL: origin },
      origin,
      async calls() {
        started.child.send('calls')
        const [{ calls }] = (await once(started.child, 'message')) as [{ calls: readonly Endpoint[] }]
        return calls
      },
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all(this.#started.map((it) => it.stop()))
  }
}

/** The sandbox in a process of its own. */
export interface Office {
  readonly origin: string
  /** What a server needs to know to ask it. */
  readonly env: Readonly<Record<string, string>>
  /** For who asks it by himself. */
  token(): Promise<string>
  /** The endpoints it was asked since the last time, in order. */
  calls(): Promise<readonly Endpoint[]>
}
