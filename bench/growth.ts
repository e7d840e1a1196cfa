import { statSync } from 'node:fs'
import type { Arguments } from './arguments.ts'
import { ours } from './contestants.ts'
import { fill } from './fill.ts'
import { post } from './processes.ts'
import type { Entered, Stage } from './stage.ts'
import { table } from './table.ts'
import { bodyOf, varying } from './workloads.ts'

/** What one size of the store costs. */
interface Point {
  readonly applications: number
  /** Milliseconds of CPU for an answer about an application that was not asked for before: it is read from the store. */
  readonly read: number
  /** The same once it is in memory. */
  readonly again: number
  /** The most memory, in megabytes. */
  readonly memory: number
  /** Seconds of CPU from the start to the first answer. */
  readonly startCpu: number
  /** Of the file, in megabytes. */
  readonly store: number
}

const curves = [
  ['CPU ms to answer from the store', 'read', 'each'],
  ['CPU ms to answer from memory', 'again', 'each'],
  ['peak memory, MB', 'memory', 'all'],
  ['CPU s to first answer', 'startCpu', 'all'],
  ['store, MB', 'store', 'all'],
] as const satisfies readonly (readonly [string, keyof Point, 'each' | 'all'])[]

/** How this server's costs grow with what is stored, from a hundred applications in steps of ten. */
export async function growth({ applications }: Arguments, stage: Stage): Promise<void> {
  const office = await stage.office(0)
  const points: Point[] = []
  for (const size of sizesUpTo(applications)) {
    const file = stage.file(`store-${size}.sqlite`)
    const env = { ...office.env, STORE_URL: `sqlite:${file}` }
    await fill(env, size, ['APP_PROGRESS_SIMPLE'])
    const workload = varying('basics', size)
    const server = await stage.enter(ours, { env, first: bodyOf(workload, 0) })
    const ask = (nth: number) => post(server.url, bodyOf(workload, Math.floor((nth * size) / asked)))
    const read = await cpuOfEach(server, asked, ask)
    const again = await cpuOfEach(server, asked * repetitions, (nth) => ask(nth % asked))
    points.push({
      applications: size,
      read,
      again,
      memory: server.process.peakMemory() ?? NaN,
      startCpu: server.startCpu ?? NaN,
      store: statSync(file).size / 2 ** 20,
    })
    await server.process.stop()
    console.error(`Measured: ${size} stored applications.`)
  }
  console.log(growthTable(points))
}

/** As many in each store, however large, spread over all of it. */
const asked = 100
const repetitions = 20

/** Milliseconds. */
async function cpuOfEach({ process }: Entered, times: number, ask: (nth: number) => Promise<unknown>): Promise<number> {
  const before = process.cpu() ?? NaN
  for (let nth = 0; nth < times; nth++) await ask(nth)
  return (((process.cpu() ?? NaN) - before) * 1_000) / times
}

function sizesUpTo(most: number): readonly number[] {
  return [100, 1_000, 10_000, 100_000].filter((size) => size <= most)
}

/** Each curve with its exponent, and whether from its first point on it grows no faster than n log n. */
export function growthTable(points: readonly Point[]): string {
  const rows = curves.map(([title, name, of]) => {
    const curve = points.map((point) => ({
      n: point.applications,
      cost: point[name] * (of === 'each' ? point.applications : 1),
    }))
    const isFine = curve.every((point) => isWithin(curve[0] ?? point, point))
    return [
      title,
      ...points.map((point) => point[name].toFixed(2)),
      exponentOf(curve).toFixed(2),
      isFine ? 'yes' : 'no',
    ]
  })
  const sizes = points.map(({ applications }) => applications.toLocaleString('en'))
  return table(['stored applications', ...sizes, 'exponent', 'no worse than n log n'], rows)
}

interface Cost {
  readonly n: number
  readonly cost: number
}

/** What one run is off another on a busy machine. */
const NOISE = 1.5

function isWithin(first: Cost, { n, cost }: Cost): boolean {
  return cost / first.cost <= (NOISE * (n * Math.log(n))) / (first.n * Math.log(first.n))
}

/** The slope of the curve where both axes are logarithms, by least squares: 1 is in proportion. */
function exponentOf(curve: readonly Cost[]): number {
  const logs = curve.map(({ n, cost }) => [Math.log(n), Math.log(cost)] as const)
  const mean = (axis: 0 | 1) => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length
  const [x, y] = [mean(0), mean(1)]
  const above = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
  return above / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
}
