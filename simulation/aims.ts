import { daysOfYear } from './calendar.ts'
import type { Result, SeedResults } from './run.ts'
import type { Tally } from './tally.ts'

/** What the simulated year is to show of ours. */
export const aims = {
  /** Of all facts that people want to see, how many may not be shown. */
  missingShare: 0.01,
  /** How many times fewer calls than each of the two policies without memory. */
  fewerThanWithoutMemory: 10,
  /** How many times fewer calls than the plain cache. */
  fewerThanPlainCache: 3,
  /** Pending cases up to date, of what is wanted of them: how many times as much as with the plain cache. */
  freshnessOfPlainCache: 1,
  /** Of what is shown of a pending case that somebody opens, how much may be outdated. */
  outdatedWhereOpened: 0.001,
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

type Finding = Pick<Check, 'claim' | 'found' | 'margin'>

export function checksOf(results: SeedResults): Check[] {
  const { seed, ours } = results
  return [
    ...limitsKept(ours).map((finding) => ({ ...finding, seed, ofWholeYear: false })),
    ...callsSaved(results).map((finding) => ({ ...finding, seed, ofWholeYear: true })),
    ...wellShown(results).map((finding) => ({ ...finding, seed, ofWholeYear: true })),
  ]
}

/** By two counts: the log of all that arrived, and the sandbox's own, which refuses what is too much. */
function limitsKept({ desk: { daysOver, minutesOver, counts } }: Result): Finding[] {
  const refused = [...counts.values()].reduce((sum, each) => sum + each.refused, 0)
  return [
    {
      claim: 'no day and no minute over, ever',
      found: `${daysOver} days, ${minutesOver} calls`,
      margin: daysOver + minutesOver === 0 ? 1 : 0,
    },
    { claim: 'the office refuses none of its calls', found: `${refused} calls`, margin: refused === 0 ? 1 : 0 },
  ]
}

function callsSaved({ ours, plainCache, dataLoader, rest }: SeedResults): Finding[] {
  const fewer = (aim: number, other: Result, than: string): Finding => {
    const times = callsOf(other) / callsOf(ours)
    return { claim: `${aim} times fewer calls than ${than}`, found: `${times.toFixed(2)} times`, margin: times / aim }
  }
  return [
    fewer(aims.fewerThanWithoutMemory, rest, 'a REST client without memory'),
    fewer(aims.fewerThanWithoutMemory, dataLoader, 'a DataLoader for each request'),
    fewer(aims.fewerThanPlainCache, plainCache, 'the plain 24 h cache'),
  ]
}

function wellShown({ ours, plainCache }: SeedResults): Finding[] {
  const { all, pending, byView } = ours.tallies
  const missing = all.missing / all.wanted
  const [fresh, freshOfCache] = [upToDateShare(pending), upToDateShare(plainCache.tallies.pending)]
  const outdated = outdatedShare(byView['opened pending case'])
  return [
    {
      claim: `at most ${percent(aims.missingShare)} of what is wanted is not shown`,
      found: percent(missing),
      margin: aims.missingShare / missing,
    },
    {
      claim: 'of pending cases at least as much is shown up to date as by the plain 24 h cache',
      found: `${percent(fresh)} against ${percent(freshOfCache)}`,
      margin: fresh / freshOfCache / aims.freshnessOfPlainCache,
    },
    {
      claim: `of a pending case that is opened at most ${percent(aims.outdatedWhereOpened)} is outdated`,
      found: percent(outdated),
      margin: aims.outdatedWhereOpened / outdated,
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

/** Of the facts that people want to see: shown, and as the office has them. */
export function upToDateShare({ wanted, missing, outdated }: Tally): number {
  return (wanted - missing - outdated.count) / wanted
}

/** Of what was shown: how much the office has had otherwise since. */
export function outdatedShare({ wanted, missing, outdated }: Tally): number {
  return outdated.count / Math.max(1, wanted - missing)
}

export function percent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(2)} %` : '–'
}
