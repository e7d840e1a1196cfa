import { statSync } from 'node:fs'
import { ours } from './contestants.ts'
import { type Curve, curveTable, type Point } from './curves.ts'
import { fill } from './fill.ts'
import { post } from './processes.ts'
import type { Entered, Stage } from './stage.ts'
import { bodyOf, varying } from './workloads.ts'

const curves: readonly Curve[] = [
  // About an application that was not asked for before: it is read from the store.
  { title: 'CPU ms to answer from the store', name: 'read', of: 'each' },
  { title: 'CPU ms to answer from memory', name: 'again', of: 'each' },
  { title: 'peak memory, MB', name: 'memory', of: 'all' },
  { title: 'CPU s to first answer', name: 'startCpu', of: 'all' },
  { title: 'store, MB', name: 'store', of: 'all' },
]

/** Cost against what is stored, from a hundred applications in steps of ten. */
export async function growthOfStored(applications: number, stage: Stage): Promise<string> {
  const office = await stage.office(0)
  const points: Point[] = []
  for (const size of [100, 1_000, 10_000, 100_000].filter((it) => it <= applications)) {
    const file = stage.file(`store-${size}.sqlite`)
    const env = { ...office.env, STORE_URL: `sqlite:${file}` }
    await fill(env, size, ['APP_PROGRESS_SIMPLE'])
    const workload = varying('basics', size)
    const server = await stage.enter(ours, { env, first: bodyOf(workload, 0) })
    const ask = (nth: number) => post(server.url, bodyOf(workload, Math.floor((nth * size) / asked)))
    const read = await cpuOfEach([server], asked, ask)
    const again = await cpuOfEach([server], asked * repetitions, (nth) => ask(nth % asked))
    const memory = server.process.peakMemory() ?? NaN
    const costs = { read, again, memory, startCpu: server.startCpu ?? NaN, store: statSync(file).size / 2 ** 20 }
    points.push({ size, costs })
    await server.process.stop()
    console.error(`Measured: ${size} stored applications.`)
  }
  return curveTable('stored applications', points, curves)
}

/** As many in each store, however large, spread over all of it. */
const asked = 100
const repetitions = 20

/** Milliseconds, of all servers together. */
export async function cpuOfEach(
  servers: readonly Pick<Entered, 'process'>[],
  times: number,
  ask: (nth: number) => Promise<unknown>,
): Promise<number> {
  const cpu = () => servers.reduce((sum, { process }) => sum + (process.cpu() ?? NaN), 0)
  const before = cpu()
  for (let nth = 0; nth < times; nth++) await ask(nth)
  return ((cpu() - before) * 1_000) / times
}
