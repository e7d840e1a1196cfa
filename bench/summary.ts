import { type Cold, coldOperations } from './cold.ts'
import type { Result } from './race.ts'
import { cpuPerThousand, middle, p50, p99, rate, ratio, titleOf } from './ratios.ts'
import type { Entered } from './stage.ts'
import { shown, table } from './table.ts'

export interface Summarised {
  readonly results: readonly Result[]
  readonly cold: readonly Cold[]
  readonly servers: readonly Entered[]
  readonly idle: Entered | null
}

/** What the cells of a workload say. */
export const legend = `In the rows of workloads, with the number of connections: of this server its answers a second, p50 / p99 in ms and seconds of CPU
for 1,000 answers; of each other this server's answers a second ÷ its own (above 1 this server is faster), this server's p50 and
p99 ÷ its own (below 1 this server is sooner), and its own seconds of CPU for 1,000.`

/** All that was measured, in one table: a column for each contestant, a row for each workload and each other cost. */
export function summary({ results, cold, servers, idle }: Summarised): string {
  const names = servers.map(({ contestant }) => contestant.name)
  const cells = (of: (name: string) => string) => names.map(of)
  const at = (name: string) => servers.find(({ contestant }) => contestant.name === name)
  const raced = results.map((result) => [titleOf(result), ...cells((name) => cellOf(result, name))])
  const asked = cold.map(({ operation, minimum, calls }) => [
    `${operation} cold: calls for ${coldOperations} (fewest possible: ${minimum})`,
    ...cells((name) => shown(calls[name], 0)),
  ])
  const idleMemory = idle ? ` (an idle yoga: ${shown(idle.process.peakMemory(), 0)})` : ''
  return table(
    ['', ...names.map((name) => (name === ours ? name : `÷ ${name}`))],
    [
      ...raced,
      ...asked,
      ['CPU s to first answer', ...cells((name) => shown(at(name)?.startCpu))],
      [`peak memory, MB${idleMemory}`, ...cells((name) => shown(at(name)?.process.peakMemory(), 0))],
    ],
  )
}

const ours = 'ours'

function cellOf(result: Result, name: string): string {
  if (!result.runs.has(name)) return '–'
  const cpu = `${shown(middle(result, name, cpuPerThousand), 3)} s`
  const than = (of: typeof rate) => shown(ratio(result, ours, name, of))
  if (name !== ours) return `${than(rate)}; ${than(p50)} / ${than(p99)}; ${cpu}`
  const second = Math.round(middle(result, ours, rate) ?? 0).toLocaleString('en')
  return `${second}/s; ${shown(middle(result, ours, p50))} / ${shown(middle(result, ours, p99))}; ${cpu}`
}
