import { once } from 'node:events'
import type { Arguments } from './arguments.ts'
import { gateway, limit } from './contestants.ts'
import type { Order, Seen } from './load.ts'
import type { Started } from './processes.ts'
import type { Entered, Stage } from './stage.ts'
import { pathOf, type Workload } from './workloads.ts'

export interface Run extends Seen {
  /** Seconds of the server's CPU for 1,000 answers; null where the system does not tell. */
  readonly cpuPerThousand: number | null
}

export interface Result {
  readonly workload: string
  readonly connections: number
  /** By contestant, one run each round. */
  readonly runs: ReadonlyMap<string, readonly Run[]>
}

const connectionCounts = [64, 1]

/** In turns: what the machine does besides meets all alike, and the median of the rounds counts. */
export async function race(
  stage: Stage,
  servers: readonly Entered[],
  chosen: readonly Workload[],
  options: Pick<Arguments, 'seconds' | 'rounds' | 'applications'>,
): Promise<readonly Result[]> {
  const { seconds, rounds, applications } = options
  const load = stage.start('load.ts', { core: 'load' })
  const results: Result[] = []
  for (const workload of chosen) {
    const able = servers.filter(({ contestant }) => contestant.name !== gateway.name || isKeptByGateway(workload))
    const run = (server: Entered, connections: number, atLeast = 0) => {
      const order = { ...wayOf(server, workload), workload: workload.name, applications, connections, seconds, atLeast }
      return timed(load, server, order)
    }
    // The others hold all records when they start; this server reads each when it is first asked for.
    for (const server of able) await run(server, 16, workload.different)
    for (const connections of connectionCounts) {
      const runs = new Map<string, Run[]>(able.map(({ contestant }) => [contestant.name, []]))
      for (let round = 0; round < rounds; round++)
        for (const server of able) runs.get(server.contestant.name)?.push(await run(server, connections))
      results.push({ workload: workload.name, connections, runs })
      console.error(`Timed: ${workload.name}, ${connections === 1 ? 'one connection' : `${connections} connections`}.`)
    }
  }
  return results
}

/** What it has not answered before it asks the office, and then it is the office's pace that is measured. */
function isKeptByGateway({ different, overRest }: Workload): boolean {
  return different === 1 && overRest !== null
}

function wayOf({ contestant, port }: Entered, workload: Workload) {
  const path = contestant.name === limit.name ? pathOf(workload) : '/graphql'
  return { port, path, overRest: contestant.name === gateway.name }
}

/** One run of the load on one server. */
export async function timed(load: Started, { contestant, process }: Entered, order: Order): Promise<Run> {
  const before = process.cpu()
  load.child.send(order)
  const [answer] = (await once(load.child, 'message')) as [{ seen: Seen } | { error: string }]
  if ('error' in answer) throw new Error(`${contestant.name}: ${answer.error}`)
  const after = process.cpu()
  const { seen } = answer
  if (seen.refused > 0)
    throw new Error(`${contestant.name} refused ${seen.refused} of ${seen.answers} requests of ${order.workload}.`)
  const cpuPerThousand = before === null || after === null ? null : ((after - before) * 1_000) / seen.answers
  return { ...seen, cpuPerThousand }
}
