import { setTimeout as delay } from 'node:timers/promises'
import { createClient, ErrorReply } from '@redis/client'
import { reasonOf } from './database.ts'
import type { Log } from './log.ts'

/** What a caller may say to Redis; the package itself is known here only. */
export type RedisClient = ReturnType<typeof clientOf>

/** One connection that all of a server's parts use. It reconnects by itself, for ever. */
export interface Redis {
  /**
   * Fails within two seconds, whatever happened to Redis or to the way there: at once during an outage that already lasts
   * longer. What a failed command was to do may nevertheless have been done.
   */
  run<T>(work: (client: RedisClient) => Promise<T>): Promise<T>
  /** After each outage, as soon as commands are answered again. */
  onBack(listener: () => void): void
  close(): void
}

export interface RedisOptions {
  /** redis[s]://[[user][:password]@]host[:port][/database] */
  readonly url: string
  readonly log: Log
}

/** How long a command may take, and how long an outage may be before commands fail without being tried. */
const PATIENCE = 2_000
const LONGEST_PAUSE = 2_000

/**
 * Resolves also where Redis cannot be reached, as it may be later; rejects where it refuses us, or we its certificate: no
 * waiting mends that.
 */
export async function openRedis({ url, log }: RedisOptions): Promise<Redis> {
  const { host, pathname } = new URL(url)
  const place = host + (pathname.length > 1 ? pathname : '')
  const listeners: (() => void)[] = []
  let awaySince: number | null = Date.now()
  let isReported = false
  /** Nothing is said before it is known whether waiting mends it. */
  let isOpening = true
  let isClosed = false
  let news = Promise.withResolvers<unknown>()
  let client = connected()

  function connected(): RedisClient {
    const made = clientOf(url)
    // What a client does after it was replaced is nobody's business.
    made.on('error', (error: unknown) => made === client && away(error))
    made.on('ready', () => made === client && back())
    made.connect().catch(() => undefined)
    return made
  }

  /** To all who wait for a change. */
  function tell(change: unknown): void {
    const { resolve } = news
    news = Promise.withResolvers()
    resolve(change)
  }

  function away(error: unknown): void {
    awaySince ??= Date.now()
    tell(error)
    if (isOpening || isClosed || isReported) return
    isReported = true
    log.warn({ redis: place, reason: whyOf(error) }, 'Redis is away; it is tried again until it is back')
  }

  function back(): void {
    const lastedMs = awaySince === null ? 0 : Date.now() - awaySince
    awaySince = null
    tell(null)
    if (!isReported) return
    isReported = false
    log.warn({ redis: place, lastedMs }, 'Redis is back')
    for (const listener of listeners) listener()
  }

  /** A connection that answers nothing would be noticed by the network in minutes only. */
  function replace(): void {
    if (isClosed) return
    const silent = client
    client = connected()
    silent.destroy()
    away(new Error(`no answer within ${PATIENCE} ms`))
  }

  async function ready(): Promise<RedisClient> {
    while (!client.isReady) {
      const patience = awaySince === null ? PATIENCE : awaySince + PATIENCE - Date.now()
      if (isClosed || patience <= 0) throw new Error(`Redis at ${place} is away`)
      await within(patience, news.promise).catch(() => undefined)
    }
    return client
  }

  async function run<T>(work: (client: RedisClient) => Promise<T>): Promise<T> {
    const used = await ready()
    try {
      return await within(PATIENCE, work(used))
    } catch (error) {
      if (error instanceof Silence && used === client) replace()
      throw error
    }
  }

  const first = await within(PATIENCE, news.promise).catch(() => new Error(`no answer within ${PATIENCE} ms`))
  if (first instanceof ErrorReply) {
    isClosed = true
    client.destroy()
    throw new Error(`Redis at ${place} refuses this server: ${first.message}`)
  }
  if (isOfTls(first)) {
    isClosed = true
    client.destroy()
    throw new Error(`${first.message.replace(/\.$/, '')} – so no TLS with Redis at ${place}. ${tlsAdvice}`)
  }
  isOpening = false
  if (first instanceof Error) away(first)

  return {
    run,
    onBack: (listener) => void listeners.push(listener),
    close() {
      if (isClosed) return
      isClosed = true
      client.destroy()
    },
  }
}

function clientOf(url: string) {
  const reconnectStrategy = (retries: number) => Math.min(LONGEST_PAUSE, 50 * 2 ** Math.min(retries, 10))
  return createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: PATIENCE, reconnectStrategy } })
}

const tlsAdvice =
  'Its certificate must be of an authority that Node knows, or that the file named in NODE_EXTRA_CA_CERTS has, and for ' +
  'that host.'

/** Codes of OpenSSL's verification and of Node's TLS: about certificates and protocols, never about a way that is down. */
function isOfTls(error: unknown): error is Error {
  const { code } = Object(error) as { code?: unknown }
  return (
    error instanceof Error &&
    typeof code === 'string' &&
    /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA|HOSTNAME_MISMATCH)/.test(code)
  )
}

class Silence extends Error {}

/** The client's own time limit ends when a command is sent; ours goes on until it is answered. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const over = new AbortController()
  const limit = delay(ms, undefined, { signal: over.signal }).then(() => {
    throw new Silence(`Redis gave no answer within ${ms} ms`)
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    limit.catch(() => undefined)
    over.abort()
  }
}

/** Where a name has several addresses, Node's error has no words of its own. */
function whyOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ')
  return reasonOf(error)
}
