import { LEASE, type Leases } from './leases.ts'
import type { Redis } from './redis.ts'

const take = `
  local owner = redis.call('GET', KEYS[1])
  if owner and owner ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1`

const release = `
  if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`

export interface RedisLeasesOptions {
  readonly redis: Redis
  readonly namespace: string
  /** Another for each server, also for those in one process. */
  readonly owner: string
}

/** By the clock of Redis, which all servers share. */
export function createRedisLeases({ redis, namespace, owner }: RedisLeasesOptions): Leases {
  const keyOf = (name: string) => `jpo:${namespace}:lease-v1:${name}`
  const run = (script: string, name: string) =>
    redis.run((client) => client.eval(script, { keys: [keyOf(name)], arguments: [owner, String(LEASE)] }))

  return {
    take: async (name) => (await run(take, name)) === 1,
    async release(name) {
      await run(release, name)
    },
    async heldByOthers(names) {
      if (names.length === 0) return []
      const owners = await redis.run((client) => client.mGet(names.map(keyOf)))
      return names.filter((_name, index) => (owners[index] ?? owner) !== owner)
    },
  }
}
