import type { Result, Run } from './race.ts'
import { median, shown, table } from './table.ts'

const rate = ({ answers, seconds }: Run) => answers / seconds

/** Of each round its own ratio: what the machine did meanwhile it did to both. Null where one was not there. */
export function ratio({ runs }: Result, name: string, other: string, of: (run: Run) => number = rate): number | null {
  const ours = runs.get(name)
  const theirs = runs.get(other)
  if (!ours || !theirs) return null
  return median(ours.flatMap((run, round) => (theirs[round] ? of(run) / of(theirs[round]) : [])))
}

export const p99Ratio = (result: Result, name: string, other: string) => ratio(result, name, other, ({ p99 }) => p99)

/** What this server does, and the ratios to the others: above 1 is more answers in the same time. */
export function raceTable(results: readonly Result[]): string {
  const names = [...new Set(results.flatMap(({ runs }) => [...runs.keys()]))]
  const others = names.filter((name) => name !== 'ours')
  const head = [
    'workload, connections',
    'answers/s',
    ...others.map((other) => `÷ ${other}`),
    'p50 ms',
    'p99 ms',
    'p99 ÷ mercurius',
  ]
  const rows = results.map((result) => {
    const runs = result.runs.get('ours') ?? []
    return [
      titleOf(result),
      Math.round(median(runs.map(rate))).toLocaleString('en'),
      ...others.map((other) => shown(ratio(result, 'ours', other))),
      shown(median(runs.map(({ p50 }) => p50))),
      shown(median(runs.map(({ p99 }) => p99))),
      shown(p99Ratio(result, 'ours', 'mercurius')),
    ]
  })
  return table(head, rows)
}

/** Seconds of each server's CPU for 1,000 answers. */
export function cpuTable(results: readonly Result[]): string {
  const names = [...new Set(results.flatMap(({ runs }) => [...runs.keys()]))]
  const cpu = ({ runs }: Result, name: string) =>
    median(runs.get(name)?.flatMap(({ cpuPerThousand }) => cpuPerThousand ?? []) ?? [])
  return table(
    ['CPU seconds for 1,000 answers', ...names],
    results.map((result) => [titleOf(result), ...names.map((name) => shown(cpu(result, name), 3))]),
  )
}

/** The largest part of its core that the load itself took: near 1 it was the load that was measured. */
export function loadShare(results: readonly Result[]): number {
  return Math.max(...results.flatMap(({ runs }) => [...runs.values()].flat().map(({ cpu, seconds }) => cpu / seconds)))
}

export function titleOf({ workload, connections }: Result): string {
  return `${workload}, ${connections}`
}
