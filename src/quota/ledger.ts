/** The right to one call; ends with `settle`. */
export interface Reservation {
  readonly id: number | string
  readonly endpoint: string
  /** The office's day it was taken from, YYYY-MM-DD. */
  readonly day: string
  /** When it was granted; the request leaves later, when it is connected. */
  readonly startedAt: number
}

export type Grant =
  | { readonly granted: true; readonly reservation: Reservation }
  | { readonly granted: false; readonly because: 'day'; readonly resetsAt: number }
  /** `at`: when the next start becomes free. */
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
  readonly limit: number
  /** Never above `limit`; `limit` itself once the office said 203. */
  readonly used: number
  readonly remaining: number
  /** The office's newest remainAccessCount of the day. */
  readonly reportedByJpo: number | null
}

/**
 * Who may call, and how often: no call leaves without a reservation, so a ledger that cannot write stops all calls
 * (UpstreamUnavailable). Shared by all processes that use one account.
 */
export interface Ledger {
  /** Day and minute together, or neither. Until it departs or is settled the start counts as one that begins now. */
  reserve(endpoint: string): Promise<Grant>
  /**
   * The request leaves in this step: the minute counts from here, not from the reservation, since connecting takes its
   * time and the office counts arrivals. Stamped with the moment of this call or a later one. The caller does not wait
   * for it, and need not: a stamp on its way to a driver elsewhere is a start that still counts as beginning now, so the
   * window errs to the late side only. Never fails: a departure that was not written down is assumed when the call ends.
   */
  departed(reservation: Reservation): Promise<void>
  /** Never fails: the answer is already paid for. A reservation that could not be settled stays counted. */
  settle(reservation: Reservation, outcome: Outcome): Promise<void>
  day(): Promise<readonly DayRow[]>
  startsLeftThisMinute(): Promise<number>
  /** When the next `count` starts could happen, given the window now. */
  nextStarts(count: number): Promise<readonly number[]>
}
