import type { Clock } from '../clock.ts'
import type { Endpoint } from '../sources/jpo/endpoints.ts'

const hour = 3_600_000

/** Counts the calls of each endpoint within the office's day, which starts at midnight in Japan (api.md §5). */
export function dailyAllowance(clock: Clock, given: Readonly<Record<Endpoint, number>>) {
  const limits = { ...given }
  const counts = new Map<Endpoint, number>()
  let day = officeDay()

  function officeDay() {
    return Math.floor((clock.now() + 9 * hour) / (24 * hour))
  }

  function used(endpoint: Endpoint): number {
    const today = officeDay()
    if (today !== day) {
      counts.clear()
      day = today
    }
    return counts.get(endpoint) ?? 0
  }

  return {
    used,
    isSpent: (endpoint: Endpoint) => used(endpoint) >= limits[endpoint],
    spend: (endpoint: Endpoint, calls: number) => void counts.set(endpoint, used(endpoint) + calls),
    setLimit: (endpoint: Endpoint, limit: number) => void (limits[endpoint] = limit),
    /** What remainAccessCount says: a string, never below "0". */
    remaining: (endpoint: Endpoint) => String(Math.max(0, limits[endpoint] - used(endpoint))),
  }
}

export type DailyAllowance = ReturnType<typeof dailyAllowance>

/**
 * At most `calls` in any sixty seconds. The office asks for ten a minute and answers 303 to bursts; its own threshold
 * is unknown and looks load-based (api.md §5): a strict window finds a client that is not polite. A refused call does
 * not lengthen the wait.
 */
export function minuteWindow(clock: Clock, calls: number) {
  const accepted: number[] = []
  return {
    accepts(): boolean {
      const now = clock.now()
      while (accepted[0] !== undefined && accepted[0] <= now - 60_000) accepted.shift()
      if (accepted.length >= calls) return false
      accepted.push(now)
      return true
    },
  }
}

export type MinuteWindow = ReturnType<typeof minuteWindow>
