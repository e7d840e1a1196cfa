import { daysOfYear } from './calendar.ts'
import type { Result, SeedResults } from './run.ts'

/** What the simulated year is to show of ours. */
export const aims = {
  /** Of all facts that people want to see, how many may not be shown. */
  missingShare: 0.01,
  /** How many times fewer calls than the cheaper of the two policies without memory. */
  fewerThanWithoutMemory: 10,
  /** How many times fewer calls than the plain cache. */
  fewerThanPlainCache: 3,
  /** Pending cases up to date, of what is wanted of them: how many times as much as with the plain cache. */
  freshnessOfPlainCache: 1,
}

/** One aim in one seed's time. */
export interface Check {
  readonly claim: string
  readonly seed: number
  /** The figure, in words. */
  readonly found: string
  /** 1 where the aim is just met, less where it is missed. */
  readonly margin: number
  /** Of less than a year it says little: a company begins with an empty store. */
  readonly ofWholeYear: boolean
}

export function checksOf({ seed, ours, plainCache, dataLoader, rest }: SeedResults): Check[] {
  const { daysOver, minutesOver } = ours.desk
  const withoutMemory = Math.min(callsOf(dataLoader), callsOf(rest)) / callsOf(ours)
  const cache = callsOf(plainCache) / callsOf(ours)
  const [fresh, freshOfCache] = [upToDateShare(ours), upToDateShare(plainCache)]
  return [
    {
      claim: 'no day and no minute over, ever',
      seed,
      found: `${daysOver} days, ${minutesOver} calls`,
      margin: daysOver + minutesOver === 0 ? 1 : 0,
      ofWholeYear: false,
    },
    {
      claim: `at most ${percent(aims.missingShare)} of what is wanted is not shown`,
      seed,
      found: percent(missingShare(ours)),
      margin: aims.missingShare / missingShare(ours),
      ofWholeYear: true,
    },
    {
      claim: `${aims.fewerThanWithoutMemory} times fewer calls than without memory`,
      seed,
      found: `${withoutMemory.toFixed(2)} times`,
      margin: withoutMemory / aims.fewerThanWithoutMemory,
      ofWholeYear: true,
    },
    {
      claim: `${aims.fewerThanPlainCache} times fewer calls than the plain 24 h cache`,
      seed,
      found: `${cache.toFixed(2)} times`,
      margin: cache / aims.fewerThanPlainCache,
      ofWholeYear: true,
    },
    {
      claim: 'of pending cases at least as much is shown up to date as by the plain 24 h cache',
      seed,
      found: `${percent(fresh)} against ${percent(freshOfCache)}`,
      margin: fresh / freshOfCache / aims.freshnessOfPlainCache,
      ofWholeYear: true,
    },
  ]
}

export function isMissed({ margin }: Check): boolean {
  return !(margin >= 1)
}

/** Whether a run of so many days has to meet it. */
export function isJudged({ ofWholeYear }: Check, days: number): boolean {
  return !ofWholeYear || days === daysOfYear
}

/** All that arrived at the office: a call that it refused was a call. */
export function callsOf({ desk }: Result): number {
  return [...desk.counts.values()].reduce((sum, { asked }) => sum + asked, 0)
}

function missingShare({ tallies: { all } }: Result): number {
  return all.missing / all.wanted
}

/** Of the facts of pending cases that people want to see: shown, and as the office has them. */
export function upToDateShare({ tallies: { pending } }: Result): number {
  return (pending.wanted - pending.missing - pending.outdated.count) / pending.wanted
}

export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(2)} %` : '–'
}
