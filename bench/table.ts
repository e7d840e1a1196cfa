import type { Result, Run } from './race.ts'

/** Rows under a head, as Markdown with columns of one width. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) => {
    const padded = cells.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    return `| ${padded.join(' | ')} |`
  }
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [below = NaN, above = NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return (below + above) / 2
}

export const rate = ({ answers, seconds }: Run) => answers / seconds

/** Of each round its own ratio: what the machine did meanwhile it did to both. Null where one was not there. */
export function ratio({ runs }: Result, name: string, other: string, of: (run: Run) => number = rate): number | null {
  const ours = runs.get(name)
  const theirs = runs.get(other)
  if (!ours || !theirs) return null
  return median(ours.flatMap((run, round) => (theirs[round] ? of(run) / of(theirs[round]) : [])))
}

/** What this server does, and the ratios to the others: above 1 is more answers in the same time. */
export function raceTable(results: readonly Result[]): string {
  const names = [...(results[0]?.runs.keys() ?? [])]
  const others = names.filter((name) => name !== 'ours')
  const head = [
    'workload, connections',
    'answers/s',
    ...others.map((other) => `÷ ${other}`),
    'p50 ms',
    'p99 ms',
    ...others.filter((name) => name === 'mercurius').map((name) => `p99 ÷ ${name}`),
    ...names.map((name) => `CPU ${name}`),
  ]
  const rows = results.map((result) => {
    const runs = result.runs.get('ours') ?? []
    const cpu = (name: string) => result.runs.get(name)?.flatMap(({ cpuPerThousand }) => cpuPerThousand ?? []) ?? []
    return [
      `${result.workload}, ${result.connections}`,
      Math.round(median(runs.map(rate))).toLocaleString('en'),
      ...others.map((other) => shown(ratio(result, 'ours', other))),
      shown(median(runs.map(({ p50 }) => p50))),
      shown(median(runs.map(({ p99 }) => p99))),
      ...others
        .filter((name) => name === 'mercurius')
        .map((name) => shown(ratio(result, 'ours', name, ({ p99 }) => p99))),
      ...names.map((name) => shown(median(cpu(name)), 3)),
    ]
  })
  return `${table(head, rows)}\n\nCPU: seconds of the server's for 1,000 answers.`
}

function shown(value: number | null, digits = 2): string {
  return value === null || Number.isNaN(value) ? '–' : value.toFixed(digits)
}
