import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { type Clock, systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/observe/log.ts'
import { createRedaction } from '../../src/observe/redaction.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { createServer } from '../../src/server.ts'
import { createServices, type Services } from '../../src/services.ts'
import type { Office } from './office.ts'

export interface QuotaExtension {
  spent: { endpoint: string; calls: number; remaining: number }[]
  cached: number
  stale: number
  waitedMs: number
  resetsAt: string
}

export interface GraphAnswer {
  status: number
  // What a test looks into is whatever its query asked for.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  data: any
  errors: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[]
  quota: QuotaExtension
}

/** The real server on loopback over a sandbox: a query goes through HTTP both times. */
export interface Graph {
  readonly url: string
  readonly services: Services
  readonly sandbox: Sandbox
  query(query: string, variables?: Record<string, unknown>): Promise<GraphAnswer>
  /** What the sandbox was asked since the last look, as `ENDPOINT key`, sorted: the order within a tick is nobody's business. */
  calls(): string[]
  close(): Promise<void>
}

export interface GraphOptions {
  readonly env?: Record<string, string>
  readonly clock?: Clock
  /** Where the server's log is to be kept, all levels of it: one line of JSON each. */
  readonly lines?: string[]
  /** In place of the built-in sandbox one that stands for the office: see office.ts. */
  readonly office?: Office
  /** When it closes: with the test that started it, unless something longer is named. */
  readonly lasts?: (close: () => Promise<void>) => void
}

export async function startGraph(options: GraphOptions = {}): Promise<Graph> {
  const graph = await openGraph(options)
  const { lasts = onTestFinished } = options
  lasts(() => graph.close())
  return graph
}

/** One that outlives its test: whoever opens it closes it. */
export async function openGraph({ env = {}, clock = systemClock, lines, office }: GraphOptions = {}): Promise<Graph> {
  const config = readConfig({ STORE_URL: 'memory:', PORT: '0', LOG_LEVEL: 'silent', ...office?.env, ...env })
  const redaction = createRedaction(config.secrets)
  const log = createLog({
    level: lines ? 'trace' : config.logLevel,
    redaction,
    destination: { write: (line) => void lines?.push(line) },
  })
  const services = await createServices(config, { clock, log, redaction })
  const sandbox = office?.sandbox ?? services.sandbox
  if (!sandbox) throw new Error('Credentials were given without an office to use them at')
  const server = createServer(services)
  const url = await listen(server)
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    await services.close()
  }
  return {
    url,
    services,
    sandbox,
    query: (query, variables) => ask(url, query, variables),
    calls: () => {
      const calls = sandbox.calls.map(({ endpoint, key }) => `${endpoint} ${key}`).sort()
      sandbox.forget()
      return calls
    },
    close,
  }
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function ask(url: string, query: string, variables?: Record<string, unknown>): Promise<GraphAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  })
  const body = (await response.json()) as {
    data?: unknown
    errors?: GraphAnswer['errors']
    extensions: { quota: QuotaExtension }
  }
  return { status: response.status, data: body.data, errors: body.errors ?? [], quota: body.extensions.quota }
}
