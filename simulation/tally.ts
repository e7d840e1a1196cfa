import type { Endpoint } from '../src/sources/jpo/endpoints.ts'
import type { OfficeYear } from './office-year.ts'
import type { Shown } from './policy.ts'
import type { Question } from './questions.ts'

/** Times in milliseconds: how many, how long together, and the longest. */
export interface Ages {
  count: number
  sum: number
  worst: number
}

/** What was shown, of some part of all that was wanted. */
export interface Tally {
  /** Facts that people wanted to see. */
  wanted: number
  /** Facts that could not be shown. */
  missing: number
  /** Shown as an older answer. */
  stale: number
  /** Time since the office was asked for what was shown. */
  readonly retrieved: Ages
  /** Time since the office has had something else than what was shown, over what was outdated. */
  readonly outdated: Ages
}

/** Where people see it: in lists of many cases, or in a case that they open. */
export const views = ['lists', 'opened pending case', 'opened decided case'] as const
export type View = (typeof views)[number]

/** All that a policy showed, as a whole, of the pending cases alone, by where it was seen and by the endpoint that brought it. */
export interface Tallies {
  readonly all: Tally
  readonly pending: Tally
  readonly byView: Readonly<Record<View, Tally>>
  readonly byEndpoint: ReadonlyMap<Endpoint, Tally>
}

export function createTallies(year: OfficeYear) {
  const all = emptyTally()
  const pending = emptyTally()
  const byView: Readonly<Record<View, Tally>> = {
    lists: emptyTally(),
    'opened pending case': emptyTally(),
    'opened decided case': emptyTally(),
  }
  const byEndpoint = new Map<Endpoint, Tally>()

  function add({ number, fact, content }: Shown, page: Question['page'], at: number): void {
    const isPending = year.isPending(number, at)
    const tallies = [all, byView[viewOf(page, isPending)]]
    if (isPending) tallies.push(pending)
    if (content?.endpoint) tallies.push(ofEndpoint(content.endpoint))
    const retrievedAt = content?.retrievedAt ?? null
    const since = content ? year.outdatedSince(number, fact, retrievedAt, at) : undefined
    for (const tally of tallies) {
      tally.wanted++
      if (!content) tally.missing++
      if (content?.isStale) tally.stale++
      if (retrievedAt !== null) addAge(tally.retrieved, at - retrievedAt)
      if (since !== undefined) addAge(tally.outdated, at - since)
    }
  }

  function ofEndpoint(endpoint: Endpoint): Tally {
    const tally = byEndpoint.get(endpoint) ?? emptyTally()
    byEndpoint.set(endpoint, tally)
    return tally
  }

  const tallies: Tallies = { all, pending, byView, byEndpoint }
  return { tallies, add }
}

function viewOf(page: Question['page'], isPending: boolean): View {
  if (page !== 'case') return 'lists'
  return isPending ? 'opened pending case' : 'opened decided case'
}

function addAge(ages: Ages, age: number): void {
  ages.count++
  ages.sum += age
  ages.worst = Math.max(ages.worst, age)
}

function emptyTally(): Tally {
  return { wanted: 0, missing: 0, stale: 0, retrieved: noAges(), outdated: noAges() }
}

function noAges(): Ages {
  return { count: 0, sum: 0, worst: 0 }
}
