import { type Check, checksOf, isJudged, isMissed } from './aims.ts'
import type { Scale, SeedResults } from './run.ts'
import { aimTable, endpointTable, pendingTable, totalTable, viewTable } from './table.ts'

export interface Report {
  readonly text: string
  /** An aim that counts for a run of this length is missed. */
  readonly isMissed: boolean
}

/** The tables of the worst seed, and each aim as the worst seed for it met or missed it. */
export function reportOn(seeds: readonly SeedResults[], { cases, days }: Scale): Report {
  const worst = seeds.reduce((a, b) => (smallestMargin(b) < smallestMargin(a) ? b : a))
  const results = [worst.ours, worst.plainCache, worst.dataLoader, worst.rest]
  const checks = worstOfEach(seeds.map(checksOf))
  const text = [
    `${cases.toLocaleString('en-GB')} applications, ${days} days; seed ${worst.seed}, the worst of ${seeds.length}.`,
    totalTable(results),
    pendingTable(results),
    viewTable(results),
    endpointTable(results),
    aimTable(checks, days),
  ].join('\n\n')
  return { text, isMissed: checks.some((check) => isJudged(check, days) && isMissed(check)) }
}

/** The seed that misses an aim by most, or comes nearest to it. */
function smallestMargin(results: SeedResults): number {
  return Math.min(...checksOf(results).map(({ margin }) => (Number.isNaN(margin) ? 0 : margin)))
}

function worstOfEach(checks: readonly (readonly Check[])[]): Check[] {
  const [first = []] = checks
  return first.map(({ claim }) =>
    checks
      .flatMap((ofSeed) => ofSeed.filter((check) => check.claim === claim))
      .reduce((a, b) => (b.margin < a.margin ? b : a)),
  )
}
