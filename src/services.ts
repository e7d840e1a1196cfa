import { createHash } from 'node:crypto'
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { type CallerPolicy, createCallerPolicy } from './auth/callers/policy.ts'
import { createJpoToken, type JpoToken } from './auth/jpo-token.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { createDoors, type Doors } from './doors.ts'
import { openDrivers } from './drivers.ts'
import { createHttp, type Http } from './http/http.ts'
import { createImages, type Images } from './images/images.ts'
import { createMetrics, type Metrics } from './observe/metrics/metrics.ts'
import { createObserver, type Observer } from './observe/observer.ts'
import { createRedaction, type Redaction } from './observe/redaction.ts'
import { createTraces } from './observe/traces.ts'
import type { Ledger } from './quota/ledger.ts'
import { overdrawn } from './quota/shares.ts'
import type { Tally } from './quota/tally.ts'
import { createTurns, type Turns } from './quota/turns.ts'
import type { Sandbox, SandboxOptions } from './sandbox/sandbox.ts'
import { createCalls } from './sources/jpo/calls.ts'
import { createClient } from './sources/jpo/client.ts'
import { createArchives } from './sources/jpo/documents/archives.ts'
import { callsADay } from './sources/jpo/endpoints.ts'
import { createSource, type JpoSource } from './sources/jpo/source.ts'
import { reasonOf } from './store/database.ts'
import { createFlights } from './store/flights.ts'
import { createStore, type Store } from './store/store.ts'

/** Everything a server stands on, built from its configuration. */
export interface Services {
  readonly config: Config
  readonly clock: Clock
  readonly log: Logger
  readonly source: JpoSource
  readonly ledger: Ledger
  readonly turns: Turns
  readonly tally: Tally
  readonly token: JpoToken
  readonly callers: CallerPolicy
  readonly store: Store
  /** Whoever does something that should be seen from outside tells it here. */
  readonly observer: Observer
  /** What /metrics shows. */
  readonly metrics: Metrics
  /** Takes out secrets of what is shown. */
  readonly redaction: Redaction
  /** The pictures of documents, by URL. */
  readonly images: Images
  /** The built-in JPO on loopback, where there are no credentials. */
  readonly sandbox: Sandbox | null
  /** Who is inside, and whether anybody is let in. */
  readonly doors: Doors
  /** Nothing new begins: no operation, no call. What is under way goes on. */
  stop(): void
  /** Does without the answers to calls that are still under way: they are paid for, and time has run out. */
  giveUp(): void
  /** Waits for calls under way, which are paid for, then lets go of everything. */
  close(): Promise<void>
}

const sandboxAccount = { username: 'sandbox-user', password: 'sandbox-password' }

/** Who has credentials does without its cases and documents. */
async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { startSandbox } = await import('./sandbox/sandbox.ts')
  return startSandbox(options)
}

/** What the services are built on; `http` where another network than the machine's is asked. */
export interface Ground {
  readonly clock: Clock
  readonly log: Logger
  readonly http?: Http
  /** The one that the log passes through. */
  readonly redaction?: Redaction
}

export async function createServices(config: Config, ground: Ground): Promise<Services> {
  const { clock, log, http = createHttp(), redaction = createRedaction(config.secrets) } = ground
  const { limits, requestsPerMinute, upstream } = config
  const account = accountOf(config)
  const callers = await createCallerPolicy({
    settings: config.callers,
    endpoints: Object.keys(limits),
    mistakesIn: (division) => overdrawn(division, limits),
    http,
    clock,
    log,
  })
  const drivers = await openDrivers(config, { account, division: callers, clock, log })
  const { shelf, ledger, journal, tally, leases } = drivers
  const store = createStore({ shelf, namespace: account, callsADay, clock, log })
  const sandbox =
    upstream.kind === 'sandbox'
      ? await openSandbox({
          clock,
          limits,
          requestsPerMinute,
          recordings: upstream.recordings ?? undefined,
          ...sandboxAccount,
        })
      : null
  const { origin, tokenUrl, username, password } =
    upstream.kind === 'office'
      ? upstream
      : { origin: sandbox?.origin ?? '', tokenUrl: `${sandbox?.origin ?? ''}/auth/token`, ...sandboxAccount }

  const turns = createTurns({ ledger, clock, isShared: config.store.kind !== 'memory' })
  const flights = createFlights({ leases, clock, expected: (question) => turns.expected(question) })
  const doors = createDoors()
  const metrics: Metrics = createMetrics({
    ledger,
    isStoreUp: () => store.writable(),
    turns,
    tokenState: () => token.state(),
    requestsPerMinute,
    upstream: upstream.kind,
    store: config.store.kind,
    clock,
  })
  const traces = await createTraces(config.traces, log)
  const observer = createObserver({ log, metrics, redaction, traces })
  const token = createJpoToken({ http, clock, tokenUrl, username, password, watch: observer.token })
  const client = createClient({ http, origin })
  const calls = createCalls({ client, token, turns, ledger, journal, clock })
  const archives = createArchives()
  const source = createSource({ calls, store, flights, http, origin, clock, notes: observer, archives })

  return {
    config,
    clock,
    log,
    source,
    ledger,
    turns,
    tally,
    token,
    callers,
    store,
    observer,
    metrics,
    redaction,
    images: createImages({ source, account, publicUrl: config.publicUrl }),
    sandbox,
    doors,
    stop() {
      doors.close()
      turns.stop()
      flights.stop()
    },
    giveUp: () => http.giveUp(),
    async close() {
      await source.idle()
      await archives.close()
      await http.close()
      await sandbox?.close()
      await observer.idle()
      await traces?.close()
      await tally.flush()
      await store.close()
      drivers.close()
    },
  }
}

/**
 * Store, ledger and journal belong to one office and one account: what was learnt elsewhere is never served or counted
 * here. The user name itself is not written down.
 */
export function accountOf({ upstream }: Config): string {
  if (upstream.kind === 'office')
    return `${new URL(upstream.origin).host}/${hash(`${upstream.origin}\n${upstream.username}`)}`
  return upstream.recordings === null ? 'sandbox' : `sandbox/recordings-${hash(stateOf(upstream.recordings))}`
}

/** A directory and its files as they are now: "no such case" must not outlive a file that was recorded since. */
function stateOf(directory: string): string {
  try {
    const files = readdirSync(directory).toSorted()
    const states = files.map((file) => {
      const stat = statSync(join(directory, file), { throwIfNoEntry: false })
      return `${file} ${stat?.size} ${stat?.mtimeMs}`
    })
    return [realpathSync(directory), ...states].join('\n')
  } catch (cause) {
    throw new Error(`The directory of recordings ${directory} cannot be read: ${reasonOf(cause)}`, { cause })
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
