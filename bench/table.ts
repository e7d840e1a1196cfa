import type { Result, Run } from './race.ts'

/** Rows under a head, as Markdown with columns of one width. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

const rate = ({ answers, seconds }: Run) => answers / seconds

/** Of each round its own ratio: what the machine did meanwhile did it to both. */
export function ratio(result: Result, ours: string, theirs: string, of: (run: Run) => number = rate): number | null {
  const mine = result.runs.get(ours) ?? []
  const other = result.runs.get(theirs)
  return other ? median(mine.map((run, round) => of(run) / of(other[round] as Run))) : null
}

export function printRace(results: readonly Result[]): void {
  const names = [...(results[0]?.runs.keys() ?? [])]
  const others = names.filter((name) => name !== 'ours')
  const rows = results.map((result) => {
    const mine = result.runs.get('ours') ?? []
    const cpu = mine.flatMap(({ cpuPerThousand }) => cpuPerThousand ?? [])
    return [
      `${result.workload}, ${result.connections}`,
      Math.round(median(mine.map(rate))).toLocaleString('en'),
      ...others.map((other) => ratio(result, 'ours', other)?.toFixed(2) ?? '–'),
      ...['p50', 'p99'].map((which) => median(mine.map((run) => run[which as 'p50' | 'p99'])).toFixed(2)),
      ratio(result, 'ours', 'mercurius', ({ p99 }) => p99)?.toFixed(2) ?? '–',
      cpu.length > 0 ? median(cpu).toFixed(3) : '–',
      ...others.map((other) => {
        const theirs = result.runs.get(other)?.flatMap(({ cpuPerThousand }) => cpuPerThousand ?? []) ?? []
        return theirs.length > 0 ? median(theirs).toFixed(3) : '–'
      }),
    ]
  })
  console.log(
    table(
      [
        'workload, connections',
        'ours/s',
        ...others.map((other) => `÷ ${other}`),
        'p50 ms',
        'p99 ms',
        'p99 ÷ mercurius',
        'CPU s/1,000',
        ...others.map((other) => other),
      ],
      rows,
    ),
  )
}
