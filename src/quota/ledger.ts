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

/**
 * Who may call, and how often: no call leaves without a reservation, so a ledger that cannot write stops all calls
 * (UpstreamUnavailable). Shared by all processes that use one account. Moments are those of the caller's clock.
 */
export interface Ledger {
  /**
   * Day and minute together, or neither, for each in the order asked: all of them, or as many as there are, in one step.
   * Until it departs or is settled a start counts as one that begins now.
   */
  reserve(endpoints: readonly string[]): Promise<readonly Grant[]>
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
  startsLeftThisMinute(): Promise<number>
  /** When the next `count` starts could happen, given the window now. */
  nextStarts(count: number): Promise<readonly number[]>
}
