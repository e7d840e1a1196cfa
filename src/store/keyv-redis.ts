import { RESP_TYPES } from '@redis/client'
import type { StoredData } from 'keyv'
import type { Redis } from './redis.ts'
import { GOING_AT_ONCE, type Parcel, PER_KEY, type Shelf } from './shelf.ts'

/** Each key by the moment it goes, and what all of them take: to add that up for each write would take longer with each key. */
const GOING = 'jpo:stored-v2:going'
const SIZE = 'jpo:stored-v2:size'

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
  redis.call('SET', KEYS[3], string.format('%d', size))`

const remove = `
  if redis.call('ZREM', KEYS[2], KEYS[1]) == 0 then return 0 end
  redis.call('DECRBY', KEYS[3], redis.call('STRLEN', KEYS[1]) + #KEYS[1] + ARGV[1])
  return redis.call('DEL', KEYS[1])`

/**
 * Keyv on Redis; @keyv/redis would keep a connection of its own beside the ledger's, and no bound. The bound is for all
 * accounts on this Redis: what another one left behind goes like everything else.
 */
export function keyvRedis(redis: Redis, { maxBytes }: { maxBytes: number }): Shelf {
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
      const given = [Buffer.from(bytes), ...[goesAt, PER_KEY, maxBytes, GOING_AT_ONCE].map(String)]
      await redis.run((client) =>
        client.eval(put, { keys: [prefixOf(this.namespace) + key, GOING, SIZE], arguments: given }),
      )
    },
    async delete(key) {
      const keys = [prefixOf(this.namespace) + key, GOING, SIZE]
      return (await redis.run((client) => client.eval(remove, { keys, arguments: [String(PER_KEY)] }))) === 1
    },
    clear() {
      return Promise.reject(new Error('Nothing here forgets all that it knows'))
    },
  }
}
