import type { Result, Run } from './race.ts'
import { median } from './table.ts'

export const rate = ({ answers, seconds }: Run) => answers / seconds
export const p50 = (run: Run) => run.p50
export const p99 = (run: Run) => run.p99

/** Of each round its own ratio: what the machine did meanwhile it did to both. Null where one was not there. */
export function ratio({ runs }: Result, name: string, other: string, of: (run: Run) => number = rate): number | null {
  const ours = runs.get(name)
  const theirs = runs.get(other)
  if (!ours || !theirs) return null
  return median(ours.flatMap((run, round) => (theirs[round] ? of(run) / of(theirs[round]) : [])))
}

/** The median of its rounds; null where it was not there, or the system does not tell. */
export function middle({ runs }: Result, name: string, of: (run: Run) => number | null): number | null {
  const values = runs.get(name)?.flatMap((run) => of(run) ?? []) ?? []
  return values.length === 0 ? null : median(values)
}

/** Seconds of the server's CPU. */
export const cpuPerThousand = (run: Run) => run.cpuPerThousand

/** The largest part of its core that the load itself took: near 1 it was the load that was measured. */
export function loadShare(results: readonly Result[]): number {
  return Math.max(...results.flatMap(({ runs }) => [...runs.values()].flat().map(({ cpu, seconds }) => cpu / seconds)))
}

export function titleOf({ workload, connections }: Result): string {
  return `${workload}, ${connections}`
}
