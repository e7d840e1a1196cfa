import type { Caller, CallsADay } from '../auth/callers/caller.ts'

/** Who asks for a call, as far as the division of a day goes. */
export type Claimant = Pick<Caller, 'name' | 'isInteractive'>

/** How the calls of each day are divided. It may change while a server runs: it is asked each time. */
export interface Division {
  /** Kept for interactive callers, by endpoint. */
  readonly reserve: CallsADay
  /** Those whose share is known beforehand; whoever else comes has none. */
  callers(): readonly Pick<Caller, 'name' | 'shares'>[]
}

/** Where all are one caller. */
export const undivided: Division = { reserve: {}, callers: () => [] }

/** One endpoint's day at one moment. */
export interface DividedDay {
  /** Calls that are left of it, for all together. */
  readonly left: number
  /** Calls of a caller today. */
  readonly usedBy: (caller: string) => number
  readonly shares: ReadonlyMap<string, number>
  readonly reserve: number
  /** Nothing is kept for anybody any more. */
  readonly isLent: boolean
}

/** What one caller has of an endpoint's day, in calls. */
export interface Claim {
  /** Its own, of the whole day. */
  readonly share: number
  readonly used: number
  /** What is left of its share, as far as it is kept. */
  readonly guaranteed: number
  /** What it could call at this moment, what is nobody's own included. */
  readonly remaining: number
}

/**
 * What is left of a share is kept for its caller, and the reserve – always the last of what is nobody's own – for people.
 * So the one figure that others' use of the ID, or another limit at the office, changes is what is left of the day: it
 * takes from the common part first, then from the reserve, and then shares are not to be kept: who asks first has what is
 * left. Once all is lent everybody has that.
 */
export function claimOf({ name, isInteractive }: Claimant, day: DividedDay): Claim {
  const { left, usedBy, shares, reserve, isLent } = day
  const [share, used] = [shares.get(name) ?? 0, usedBy(name)]
  if (isLent) return { share, used, guaranteed: 0, remaining: left }
  const unused = Math.max(0, share - used)
  const common = Math.max(0, left - keptIn(day) - (isInteractive ? 0 : reserve))
  return { share, used, guaranteed: Math.min(unused, left), remaining: Math.min(unused + common, left) }
}

/** What is kept of the day for those who have not used their shares. */
export function keptIn({ shares, usedBy, isLent }: DividedDay): number {
  if (isLent) return 0
  return [...shares].reduce((sum, [name, share]) => sum + Math.max(0, share - usedBy(name)), 0)
}

/** Whether shares are not to be kept: others use the ID, the office's limit is smaller, or shares were raised in the day. */
export function isShort(day: DividedDay): boolean {
  return day.left < keptIn(day)
}

/** Whether anybody has a share. */
export function isDivided(division: Division): boolean {
  return division.callers().some(({ shares }) => Object.values(shares).some((share) => (share ?? 0) > 0))
}

/** The shares of one endpoint's day, by caller. */
export function sharesOf(division: Division, endpoint: string): ReadonlyMap<string, number> {
  const shares = division.callers().flatMap(({ name, shares }) => {
    const share = shares[endpoint] ?? 0
    return share > 0 ? [[name, share] as const] : []
  })
  return new Map(shares)
}

/** Of each endpoint that is divided into more calls than it has: more than there is cannot be kept for anybody. */
export function overdrawn(division: Division, limits: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(limits).flatMap(([endpoint, limit]) => {
    const shares = [...sharesOf(division, endpoint)]
    const reserve = division.reserve[endpoint] ?? 0
    const sum = shares.reduce((sum, [, share]) => sum + share, reserve)
    if (sum <= limit) return []
    const parts = [...shares.map(([name, share]) => `${name} ${share}`), ...(reserve > 0 ? [`reserve ${reserve}`] : [])]
    return [`${endpoint} has ${limit} calls a day; what is given away comes to ${sum} (${parts.join(', ')})`]
  })
}
