import { officeDay } from '../src/quota/day.ts'
import { isCounted, type StatusCode } from '../src/sandbox/statuses.ts'
import type { Endpoint } from '../src/sources/jpo/endpoints.ts'

/** What became of the calls to one endpoint. */
export interface CallCounts {
  asked: number
  /** Counted by the office. */
  paid: number
  /** Over the day (203) or over the minute (303). */
  refused: number
}

/** What the office saw of an account. */
export interface DeskReport {
  readonly counts: ReadonlyMap<Endpoint, CallCounts>
  /** How often an endpoint got more calls in a day than its limit. */
  readonly daysOver: number
  /** Calls that had as many before them within sixty seconds as a minute may have. */
  readonly minutesOver: number
}

/** The office's own log: every call that arrived, and whether it was one too many. */
export interface DeskLog {
  note(at: number, endpoint: Endpoint, statusCode: StatusCode): void
  report(): DeskReport
}

/** Counts by itself what the sandbox's rules count: neither is believed for the other. */
export function deskLog(limits: Readonly<Record<Endpoint, number>>, perMinute: number): DeskLog {
  const counts = new Map<Endpoint, CallCounts>()
  const today = new Map<Endpoint, number>()
  /** The latest arrivals, as many as a minute may have. */
  const latest: number[] = []
  let day = ''
  let daysOver = 0
  let minutesOver = 0

  function note(at: number, endpoint: Endpoint, statusCode: StatusCode): void {
    const one = counts.get(endpoint) ?? { asked: 0, paid: 0, refused: 0 }
    counts.set(endpoint, one)
    one.asked++
    if (isCounted(statusCode)) one.paid++
    if (statusCode === '203' || statusCode === '303') one.refused++
    noteDay(at, endpoint)
    noteMinute(at)
  }

  function noteDay(at: number, endpoint: Endpoint): void {
    if (officeDay(at) !== day) today.clear()
    day = officeDay(at)
    const calls = (today.get(endpoint) ?? 0) + 1
    today.set(endpoint, calls)
    if (calls === limits[endpoint] + 1) daysOver++
  }

  function noteMinute(at: number): void {
    const first = latest.length >= perMinute ? latest.shift() : undefined
    if (first !== undefined && at - first < 60_000) minutesOver++
    latest.push(at)
  }

  return { note, report: () => ({ counts, daysOver, minutesOver }) }
}
