import { LEASE, type Leases } from './leases.ts'
import type { Redis } from './redis.ts'

const take = `
  local owner = redis.call('GET', KEYS[1])
  if owner and owner ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1`

const release = `
  if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1], KEYS[2]) end`

const now = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)`

const tell = `${now}
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return end
  redis.call('SET', KEYS[2], string.format('%.0f', now + ARGV[3]), 'PX', ARGV[2])`

const startsIn = `${now}
  local turn = redis.call('EXISTS', KEYS[1]) == 1 and redis.call('GET', KEYS[2])
  return turn and turn - now`

export interface RedisLeasesOptions {
  readonly redis: Redis
  readonly namespace: string
  /** Another for each server, also for those in one process. */
  readonly owner: string
}

/** By the clock of Redis, which all servers share. */
export function createRedisLeases({ redis, namespace, owner }: RedisLeasesOptions): Leases {
  const keyOf = (name: string) => `jpo:${namespace}:lease-v1:${name}`
  const turnOf = (name: string) => `jpo:${namespace}:lease-turn-v1:${name}`
  const run = (script: string, name: string, ...more: string[]) =>
    redis.run((client) =>
      client.eval(script, { keys: [keyOf(name), turnOf(name)], arguments: [owner, String(LEASE), ...more] }),
    )

  return {
    take: async (name) => (await run(take, name)) === 1,
    async release(name) {
      await run(release, name)
    },
    async tell(name, startsInMs) {
      await run(tell, name, String(Math.round(startsInMs)))
    },
    async startsIn(name) {
      const ms = await run(startsIn, name)
      return typeof ms === 'number' ? ms : null
    },
    async heldByOthers(names) {
      if (names.length === 0) return []
      const owners = await redis.run((client) => client.mGet(names.map(keyOf)))
      return names.filter((_name, index) => (owners[index] ?? owner) !== owner)
    },
  }
}
