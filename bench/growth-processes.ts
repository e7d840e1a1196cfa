import { ours } from './contestants.ts'
import { type Curve, curveTable, type Point } from './curves.ts'
import { fill } from './fill.ts'
import { cpuOfEach } from './growth-stored.ts'
import { post } from './processes.ts'
import type { Stage } from './stage.ts'
import { bodyOf, varying } from './workloads.ts'

const curves: readonly Curve[] = [
  { title: 'CPU ms of a server to answer from Redis', name: 'read', of: 'each' },
  { title: 'CPU ms of a server to answer from memory', name: 'again', of: 'each' },
  { title: 'CPU ms of Redis to answer from it', name: 'redisRead', of: 'each' },
  { title: 'CPU ms of Redis to answer from memory', name: 'redisAgain', of: 'each' },
]

const applications = 100
const repetitions = 5

/** Cost against the servers on one Redis, each asked for the same number of answers. */
export async function growthOfProcesses(stage: Stage): Promise<string> {
  const redis = await stage.redis()
  if (redis === null) return 'Not measured: processes on one Redis, because redis-server is not installed.'
  const office = await stage.office(0)
  const env = { ...office.env, STORE_URL: redis.url }
  await fill(env, applications, ['APP_PROGRESS_SIMPLE'])
  const workload = varying('basics', applications)
  const points: Point[] = []
  for (const size of [1, 2, 3, 4]) {
    const servers = await Promise.all(
      Array.from({ length: size }, () => stage.enter(ours, { env, first: bodyOf(workload, 0) })),
    )
    const ask = (nth: number) =>
      Promise.all(servers.map(({ url }) => post(url, bodyOf(workload, nth % applications)))) as Promise<unknown>
    const both = async (times: number) => {
      let ofRedis = 0
      const ofServers = await cpuOfEach(servers, times, async (nth) => {
        if (nth === 0) ofRedis = -(redis.process.cpu() ?? NaN)
        await ask(nth)
        if (nth === times - 1) ofRedis += redis.process.cpu() ?? NaN
      })
      return { ofServers: ofServers / size, ofRedis: (ofRedis * 1_000) / times / size }
    }
    const read = await both(applications)
    const again = await both(applications * repetitions)
    const costs = {
      read: read.ofServers,
      again: again.ofServers,
      redisRead: read.ofRedis,
      redisAgain: again.ofRedis,
    }
    points.push({ size, costs })
    await Promise.all(servers.map(({ process }) => process.stop()))
    console.error(`Measured: ${size} ${size === 1 ? 'process' : 'processes'} on one Redis.`)
  }
  return curveTable('processes on one Redis', points, curves)
}
