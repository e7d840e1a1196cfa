import type { Claim, Claimant } from './shares.ts'

/** A call that somebody wants. */
export interface Ask {
  readonly endpoint: string
  /** null where all are one. */
  readonly caller: Claimant | null
}

/** The right to one call; ends with `settle`. */
export interface Reservation {
  readonly id: string
  readonly endpoint: string
  /** The office's day it was taken from, YYYY-MM-DD. */
  readonly day: string
  /** When it was granted; the request leaves later, when it is connected. */
  readonly startedAt: number
}

export type Grant =
  | { readonly granted: true; readonly reservation: Reservation }
  | { readonly granted: false; readonly because: 'day'; readonly resetsAt: number }
  /** The day has calls left, but not for this caller; from `lentFrom` on there are. */
  | {
      readonly granted: false
      readonly because: 'share'
      readonly resetsAt: number
      readonly lentFrom: number
      readonly claim: Claim
    }
  /** `at`: when its start comes, should those asked for before it in the same step come first. */
  | { readonly granted: false; readonly because: 'minute'; readonly at: number }

export type Outcome =
  /** The office counted it. `remaining`: its remainAccessCount; null where the answer has none (archives). */
  | { readonly kind: 'answered'; readonly remaining: number | null }
  /** Sent, perhaps counted: stays counted until the office's next remainAccessCount puts it right. */
  | { readonly kind: 'unknown' }
  /** Surely not sent: the day's count and the minute's turn are given back. */
  | { readonly kind: 'not-sent' }
  /** 203: the endpoint rests until 0:00 Japan time. */
  | { readonly kind: 'spent' }

export interface DayRow {
  readonly endpoint: string
  /** As configured, or the larger one that the office's answers have shown today. */
  readonly limit: number
  readonly configuredLimit: number
  /** Never above `limit`; `limit` itself once the office said 203. */
  readonly used: number
  /** What the office counted beyond our own calls. */
  readonly usedElsewhere: number
  readonly remaining: number
  /** The office's newest remainAccessCount of the day. */
  readonly reportedByJpo: number | null
}

/** What one caller has of an endpoint's day. */
export interface ClaimRow extends Claim {
  readonly endpoint: string
}

/** What one caller has called of an endpoint today, and how much of the day is its own. */
export interface CallerRow extends Pick<Claim, 'share' | 'used'> {
  readonly caller: string
  readonly endpoint: string
}

/**
 * Who may call, and how often: no call leaves without a reservation, so a ledger that cannot write stops all calls
 * (UpstreamUnavailable). Shared by all processes that use one account. Moments are those of the asking server's clock; the
 * hours of the office's day are everybody's.
 */
export interface Ledger {
  /**
   * Day, share and minute together, or none, for each in the order asked: all of them, or as many as there are, in one step.
   * Until it departs or is settled a start counts as one that begins now.
   */
  reserve(asked: readonly Ask[]): Promise<readonly Grant[]>
  /**
   * The request leaves in this step: the minute counts from here, not from the reservation, since connecting takes its
   * time and the office counts arrivals. Stamped with the moment of this call or a later one. The caller does not wait
   * for it, and need not: a stamp on its way to a driver elsewhere is a start that still counts as beginning now, so the
   * window errs to the late side only. Never fails: a departure that cannot be written down yet is written later.
   */
  departed(reservation: Reservation): Promise<void>
  /** Never fails: the answer is already paid for. Until it can be written down the reservation stays counted. */
  settle(reservation: Reservation, outcome: Outcome): Promise<void>
  day(): Promise<readonly DayRow[]>
  /** The day as one caller has it; as all have it together for null. */
  claims(caller: Claimant | null): Promise<readonly ClaimRow[]>
  /** Of all who have a share, or have called today. */
  callers(): Promise<readonly CallerRow[]>
  /** For one caller; for all together without it. */
  startsLeftThisMinute(caller?: Claimant | null): Promise<number>
  /** When the next starts could happen, given the window now, should these callers ask for them in this order; null: anybody. */
  nextStarts(callers: readonly (Claimant | null)[]): Promise<readonly number[]>
}
