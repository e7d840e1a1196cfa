import { type Endpoint, endpointNames } from '../src/sources/jpo/endpoints.ts'
import { type Check, isJudged, isMissed, outdatedShare, percent, upToDateShare } from './aims.ts'
import { day } from './calendar.ts'
import type { Result } from './run.ts'
import { type Ages, type Tally, views } from './tally.ts'

/** A table in Markdown, its first column to the left. */
export function markdown(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [titles, ...rows]
  const widths = titles.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)))
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => aligned(cell, at, widths)).join(' | ')} |`
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(titles), line(rule), ...rows.map(line)].join('\n')
}

function aligned(cell: string, at: number, widths: readonly number[]): string {
  const width = widths[at] ?? 0
  return at === 0 ? cell.padEnd(width) : cell.padStart(width)
}

const callTitles = ['calls asked', 'paid', 'refused']
const shownTitles = ['stale', 'mean age', 'worst age']

/** Each endpoint under each policy that asked it or showed what it had told. */
export function endpointTable(results: readonly Result[]): string {
  const rows = endpointNames.flatMap((endpoint) =>
    results.flatMap((result) => {
      const calls = result.desk.counts.get(endpoint)
      return calls ? [[endpoint, result.policy, ...callCells(result, endpoint), ...shownCells(result, endpoint)]] : []
    }),
  )
  return markdown(['endpoint', 'policy', ...callTitles, ...shownTitles], rows)
}

function callCells({ desk }: Result, endpoint: Endpoint): string[] {
  const { asked, paid, refused } = desk.counts.get(endpoint) ?? { asked: 0, paid: 0, refused: 0 }
  return [asked, paid, refused].map(count)
}

function shownCells({ tallies }: Result, endpoint: Endpoint): string[] {
  const tally = tallies.byEndpoint.get(endpoint)
  return tally ? shown(tally) : ['', '', '']
}

function shown({ stale, retrieved }: Tally): string[] {
  return [count(stale), mean(retrieved), days(retrieved.worst)]
}

/** All endpoints together, and what people saw. */
export function totalTable(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const { all } = result.tallies
    const calls = [...result.desk.counts.values()]
    const sum = (part: 'asked' | 'paid' | 'refused') => count(calls.reduce((total, each) => total + each[part], 0))
    const missing = percent(all.missing / Math.max(1, all.wanted))
    return [result.policy, sum('asked'), sum('paid'), sum('refused'), count(all.wanted), missing, ...shown(all)]
  })
  return markdown(['policy', ...callTitles, 'facts wanted', 'not shown', ...shownTitles], rows)
}

const freshTitles = ['facts wanted', 'not shown', 'mean age', 'worst age', 'outdated', 'for, mean', 'for, worst']

/** How fresh pending cases were shown, wherever they were seen. */
export function pendingTable(results: readonly Result[]): string {
  const rows = results.map((result) => [
    result.policy,
    ...freshCells(result.tallies.pending),
    percent(upToDateShare(result.tallies.pending)),
  ])
  return markdown(['pending cases', ...freshTitles, 'shown up to date, of wanted'], rows)
}

/** How fresh it was where it was seen. */
export function viewTable(results: readonly Result[]): string {
  const rows = views.flatMap((view) =>
    results.map(({ policy, tallies }) => [view, policy, ...freshCells(tallies.byView[view])]),
  )
  return markdown(['seen in', 'policy', ...freshTitles], rows)
}

function freshCells(tally: Tally): string[] {
  const { wanted, missing, retrieved, outdated } = tally
  return [
    count(wanted),
    percent(missing / Math.max(1, wanted)),
    mean(retrieved),
    days(retrieved.worst),
    percent(outdatedShare(tally)),
    mean(outdated),
    days(outdated.worst),
  ]
}

/** Each aim with what came out in the seed that was worst for it. */
export function aimTable(checks: readonly Check[], days: number): string {
  const verdict = (check: Check) => (!isJudged(check, days) ? 'not judged' : isMissed(check) ? 'MISSED' : 'met')
  const rows = checks.map((check) => [check.claim, check.found, String(check.seed), verdict(check)])
  return markdown(['aim', 'found', 'seed', 'verdict'], rows)
}

function count(value: number): string {
  return value.toLocaleString('en-GB')
}

function mean({ sum, count }: Ages): string {
  return days(count === 0 ? 0 : sum / count)
}

function days(ms: number): string {
  return `${(ms / day).toFixed(2)} d`
}
