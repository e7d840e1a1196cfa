import { type Cold, coldOperations } from './cold.ts'
import type { Entered } from './stage.ts'
import { shown, table } from './table.ts'

/** What each server costs before and besides its answers. */
export function serversTable(servers: readonly Entered[]): string {
  const rows = servers.map(({ contestant, process, startCpu }) => [
    contestant.name,
    shown(startCpu),
    shown(process.peakMemory(), 0),
  ])
  return table(['server', 'CPU s to first answer', 'peak memory, MB'], rows)
}

export function coldTable(runs: readonly Cold[]): string {
  const names = Object.keys(runs[0]?.calls ?? {})
  return table(
    [`calls for ${coldOperations} operations, nothing stored`, 'fewest possible', ...names],
    runs.map(({ operation, minimum, calls }) => [
      operation,
      String(minimum),
      ...names.map((name) => shown(calls[name], 0)),
    ]),
  )
}
