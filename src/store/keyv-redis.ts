import { randomUUID } from 'node:crypto'
import { RESP_TYPES } from '@redis/client'
import type { StoredData } from 'keyv'
import type { Redis } from './redis.ts'
import { GOING_AT_ONCE, type Parcel, PER_KEY, PROBE, type Shelf } from './shelf.ts'

/** Each key by the moment it goes, and what all of them take: to add that up for each write would take longer with each key. */
const GOING = 'jpo:stored-v2:going'
const SIZE = 'jpo:stored-v2:size'
/** Who changed something last, and at which of his changes. */
const CHANGED = 'jpo:stored-v2:changed'

const prefixOf = (namespace = '') => `jpo:${namespace}:stored-v2:`

/**
 * Keeps one and lets go what goes first, in one step. It names keys that it found itself, so all of them must be on one
 * server: no Redis Cluster.
 */
const put = `
  local function room(key) return redis.call('STRLEN', key) + #key + ARGV[3] end
  local key = KEYS[1]
  local size = tonumber(redis.call('GET', KEYS[3]) or '0')
  if redis.call('EXISTS', key) == 1 then size = size - room(key) end
  redis.call('SET', key, ARGV[1])
  redis.call('ZADD', KEYS[2], ARGV[2], key)
  size = size + room(key)
  for gone = 1, ARGV[5] do
    if size <= tonumber(ARGV[4]) then break end
    local first = redis.call('ZPOPMIN', KEYS[2])[1]
    if not first then size = 0 break end
    size = size - room(first)
    redis.call('DEL', first)
  end
  redis.call('SET', KEYS[3], string.format('%d', size))
  if ARGV[6] == '' then return false end
  return redis.call('SET', KEYS[4], ARGV[6], 'GET')`

const remove = `
  if redis.call('ZREM', KEYS[2], KEYS[1]) == 0 then return false end
  redis.call('DECRBY', KEYS[3], redis.call('STRLEN', KEYS[1]) + #KEYS[1] + ARGV[1])
  redis.call('DEL', KEYS[1])
  return redis.call('SET', KEYS[4], ARGV[2], 'GET') or ''`

/**
 * Keyv on Redis; @keyv/redis would keep a connection of its own beside the ledger's, and no bound. The bound is for all
 * accounts on this Redis: what another one left behind goes like everything else.
 */
export function keyvRedis(redis: Redis, { maxBytes }: { maxBytes: number }): Shelf {
  const changes = createChanges()

  function find<Value>(keys: readonly string[]): Promise<StoredData<Value>[]> {
    if (keys.length === 0) return Promise.resolve([])
    return redis.run(async (client) => {
      const found = await client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }).mGet([...keys])
      // Keyv lets the caller name a type for what are still bytes here; store.ts asks for `unknown` and reads it strictly.
      return found.map((bytes) => (bytes === null ? undefined : { value: bytes }) as StoredData<Value>)
    })
  }

  return {
    opts: {},
    // Keyv writes its namespace here when it takes the adapter.
    namespace: '',
    // Failures are thrown; there is no second way to report them.
    on(event, listener) {
      if (event === 'back') redis.onBack(listener)
      return this
    },
    async get<Value>(key: string) {
      return (await find<Value>([prefixOf(this.namespace) + key]))[0]
    },
    getMany<Value>(keys: string[]) {
      return find<Value>(keys.map((key) => prefixOf(this.namespace) + key))
    },
    async set(key: string, { value: { bytes, goesAt } }: { value: Parcel }) {
      const mark = key === PROBE ? '' : changes.next()
      const given = [Buffer.from(bytes), ...[goesAt, PER_KEY, maxBytes, GOING_AT_ONCE, mark].map(String)]
      const keys = [prefixOf(this.namespace) + key, GOING, SIZE, CHANGED]
      const before = await redis.run((client) => client.eval(put, { keys, arguments: given }))
      if (mark) changes.ours(mark, before)
    },
    async delete(key) {
      const mark = changes.next()
      const keys = [prefixOf(this.namespace) + key, GOING, SIZE, CHANGED]
      const before = await redis.run((client) => client.eval(remove, { keys, arguments: [String(PER_KEY), mark] }))
      if (before === null) return false
      changes.ours(mark, before)
      return true
    },
    clear() {
      return Promise.reject(new Error('Nothing here forgets all that it knows'))
    },
    async changedByOthers() {
      return changes.byOthers(await redis.run((client) => client.get(CHANGED)))
    },
  }
}

/**
 * Tells others' changes from ours by the mark that each leaves. One that is not the last of ours, which the next of ours
 * was to follow, is another's; a Redis that came back without what it had has none.
 */
function createChanges() {
  const us = randomUUID()
  let made = 0
  let seen: unknown = undefined
  let others = 0

  function look(mark: unknown): void {
    if (mark !== seen) others++
    seen = mark
  }

  return {
    next: () => `${us} ${++made}`,
    /** `before`: the mark that ours took the place of. */
    ours(mark: string, before: unknown): void {
      look(before)
      seen = mark
    },
    byOthers(mark: unknown): number {
      look(mark)
      return others
    },
  }
}
