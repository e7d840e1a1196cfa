import { randomBytes } from 'node:crypto'
import type { Redis } from '../store/redis.ts'
import { createCellLedger, type LedgerOptions } from './cell-ledger.ts'
import type { Cell, Change, Reading } from './cell.ts'
import type { Ledger } from './ledger.ts'
import { merged } from './merged.ts'
import { readState, writeState } from './state.ts'

export interface RedisLedgerOptions extends LedgerOptions {
  readonly redis: Redis
  /**
   * The clock that all servers go by: Redis' own, unless a test moves time. The servers' clocks differ, and a start that one
   * of them stamps early leaves the window early for all.
   */
  readonly time?: (ofRedis: number) => number
}

/**
 * One step: the time, and what another process wrote since `version`; nothing else happens then. Where nobody did, the
 * new text is put in the place of the old.
 */
const script = `
  local time = redis.call('TIME')
  local now = string.format('%d', time[1] * 1000 + math.floor(time[2] / 1000))
  local found = redis.call('HMGET', KEYS[1], 'version', 'state')
  local version = found[1] or ''
  if version ~= ARGV[1] then return { now, version, found[2] or '' } end
  if ARGV[2] then
    redis.call('HSET', KEYS[1], 'version', ARGV[2], 'state', ARGV[3])
    version = ARGV[2]
  end
  return { now, version }`

/** Each time somebody was quicker, that one got on: so many in a row are a fault. */
const MOST_TRIES = 100

export function createRedisLedger({ redis, time = (ofRedis) => ofRedis, ...options }: RedisLedgerOptions): Ledger {
  return createCellLedger(redisCell(redis, `jpo:${options.account}:ledger-v1`, time), options)
}

interface Seen extends Reading {
  readonly version: Version | null
}

function redisCell(redis: Redis, key: string, time: (ofRedis: number) => number): Cell {
  /** The last that this process knows to have been there. */
  let known: { readonly version: Version; readonly text: string } | null = null

  async function run(expected: Version | null, ...replacement: string[]) {
    const args = [expected ? print(expected) : '', ...replacement]
    const reply = await redis.run((client) => client.eval(script, { keys: [key], arguments: args }))
    const [now, version, text] = reply as [string, string, string?]
    const at = { now: time(Number(now)) }
    return version === ''
      ? { ...at, version: null, text: null }
      : { ...at, version: parse(version), text: text ?? null }
  }

  async function look(): Promise<Seen> {
    const seen = await run(known?.version ?? null)
    return { ...seen, text: seen.text ?? (seen.version && known ? known.text : null) }
  }

  /** What this process knows is added, once, where the store has lost it. */
  function restored({ version, text, now }: Seen): Reading & { readonly lineage: string } {
    if (!known) return { text, now, lineage: version?.lineage ?? nonce() }
    const isSameLineage = version?.lineage === known.version.lineage
    const isLost = !version || (isSameLineage && version.count < known.version.count)
    const lineage = isLost ? nonce() : version.lineage
    if (isSameLineage && !isLost) return { text, now, lineage }
    return { text: writeState(merged(readState(known.text), readState(text))), now, lineage }
  }

  async function update<T>(change: Change<T>): Promise<T> {
    let seen = await look()
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { lineage, ...reading } = restored(seen)
      const { text, result } = change(reading)
      if (text === seen.text) return result
      const count = Math.max(seen.version?.count ?? 0, known?.version.count ?? 0) + 1
      const version = { lineage, count, nonce: nonce() }
      seen = await run(seen.version, print(version), text)
      if (seen.version?.nonce === version.nonce) {
        known = { version, text }
        return result
      }
    }
    throw new Error(`other servers were quicker ${MOST_TRIES} times in a row`)
  }

  return { update, read: async () => restored(await look()) }
}

/** `lineage` begins where a ledger begins, or begins again after a loss; `nonce` is of one writing only. */
interface Version {
  readonly lineage: string
  readonly count: number
  readonly nonce: string
}

function nonce(): string {
  return randomBytes(6).toString('hex')
}

function print({ lineage, count, nonce }: Version): string {
  return `${lineage} ${count} ${nonce}`
}

function parse(text: string): Version {
  const [lineage = '', count = '', nonce = ''] = text.split(' ')
  return { lineage, count: Number(count), nonce }
}
