import { once } from 'node:events'
import { join } from 'node:path'
import type { Endpoint } from '../src/sources/jpo/endpoints.ts'
import { type Contestant, limit, ours } from './contestants.ts'
import { answering, freePort, start, type Started, type StartOptions } from './processes.ts'

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
}

/** Where a measurement takes place: a folder, and the processes in it, which end with it. */
export class Stage {
  readonly folder: string
  readonly #started: Started[] = []

  constructor(folder: string) {
    this.folder = folder
  }

  file(name: string): string {
    return join(this.folder, name)
  }

  start(file: string, options: Pick<StartOptions, 'core' | 'args' | 'env' | 'nodeArgs'>): Started {
    const log = this.file(`${file.replaceAll('/', '-')}.log`)
    const started = start(file, { ...options, cwd: this.folder, log })
    this.#started.push(started)
    return started
  }

  /** A server that answers. */
  async enter(contestant: Contestant, { env = {}, args = [], nodeArgs = [] }: EnterOptions): Promise<Entered> {
    const port = await freePort()
    const process = this.start(contestant.file, {
      core: 'server',
      // The product takes its port from the environment, and knows no arguments.
      args: contestant.file === ours.file ? [] : [String(port), ...args],
      env: { ...env, PORT: String(port) },
      nodeArgs,
    })
    const url = `http://127.0.0.1:${port}/graphql`
    const first = contestant === limit ? '' : JSON.stringify({ query: '{ __typename }' })
    await answering(process, url, first)
    return { contestant, process, port, url, startCpu: process.cpu() }
  }

  async office(applications: number, requestsPerMinute = 100_000): Promise<Office> {
    const started = this.start('office.ts', {
      core: 'load',
      args: [String(applications), String(requestsPerMinute)],
    })
    const [{ origin }] = (await once(started.child, 'message')) as [{ origin: string }]
    return {
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
    await Promise.all(this.#started.map((it) => it.stop()))
  }
}

/** The sandbox in a process of its own. */
export interface Office {
  readonly origin: string
  /** What a server needs to know to ask it. */
  readonly env: Readonly<Record<string, string>>
  /** The endpoints it was asked since the last time, in order. */
  calls(): Promise<readonly Endpoint[]>
}
