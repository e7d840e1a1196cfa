import { once } from 'node:events'
import type { Arguments } from './arguments.ts'
import type { Order, Seen } from './load.ts'
import type { Started } from './processes.ts'
import type { Workload } from './workloads.ts'

export interface Racer {
  readonly name: string
  readonly process: Started
  readonly port: number
  readonly url: string
  readonly path: (workload: Workload) => string
  /** Seconds of CPU until its first answer. */
  readonly startCpu: number | null
}

export interface Run extends Seen {
  /** Seconds of CPU of the server, for 1,000 answers; null where the system does not tell. */
  readonly cpuPerThousand: number | null
}

export interface Result {
  readonly workload: string
  readonly connections: number
  /** By name of the racer, one run each round. */
  readonly runs: ReadonlyMap<string, readonly Run[]>
}

export const connectionCounts = [64, 1]

/** In turns: what the machine does besides meets all alike, and the median of the rounds counts. */
export async function measure(
  racers: readonly Racer[],
  chosen: readonly Workload[],
  { seconds, rounds, applications }: Arguments,
  load: Started,
  progress: (text: string) => void,
): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const workload of chosen) {
    const order = ({ port, path }: Racer, connections: number, length: number): Order => ({
      port,
      path: path(workload),
      workload: workload.name,
      applications,
      connections,
      seconds: length,
    })
    for (const racer of racers) await run(load, racer, order(racer, 16, seconds))
    for (const connections of connectionCounts) {
      const runs = new Map<string, Run[]>(racers.map(({ name }) => [name, []]))
      for (let round = 0; round < rounds; round++) {
        for (const racer of racers)
          runs.get(racer.name)?.push(await run(load, racer, order(racer, connections, seconds)))
      }
      results.push({ workload: workload.name, connections, runs })
      progress(`${workload.name}, ${connections} connections`)
    }
  }
  return results
}

async function run(load: Started, { name, process }: Racer, order: Order): Promise<Run> {
  const before = process.cpu()
  load.child.send(order)
  const [answer] = (await once(load.child, 'message')) as [{ seen: Seen } | { error: string }]
  if ('error' in answer) throw new Error(`${name}: ${answer.error}`)
  const after = process.cpu()
  const { seen } = answer
  if (seen.refused > 0)
    throw new Error(`${name} refused ${seen.refused} of ${seen.answers} requests of ${order.workload}`)
  return {
    ...seen,
    cpuPerThousand: before === null || after === null ? null : ((after - before) * 1_000) / seen.answers,
  }
}
