/** What one operation lets itself cost: the directive @upstream, or the headers of the same meaning. */
export interface Policy {
  /** Spend nothing. */
  readonly onlyIfCached: boolean
  /** Older stored answers are asked for again. */
  readonly maxAgeMs: number
  /** A stored answer that holds no longer is taken without a call for so long after; unsaid: where no younger one is to be had. */
  readonly maxStaleMs?: number
  /** How long the operation may wait for its turns at the office. */
  readonly waitMs: number
  /** Calls at most. */
  readonly maxCalls: number
}

export const defaultPolicy: Policy = { onlyIfCached: false, maxAgeMs: Infinity, waitMs: 25_000, maxCalls: Infinity }

/** A client that waits longer is better served by asking again: connections between it and us do not live for ever. */
export const longestWaitMs = 120_000

/** Where two say how an operation may spend, the stricter word counts, each on its own. */
export function stricter(a: Partial<Policy>, b: Partial<Policy>): Partial<Policy> {
  return {
    ...a,
    ...b,
    ...((a.onlyIfCached || b.onlyIfCached) && { onlyIfCached: true }),
    ...least('maxAgeMs', a, b),
    ...least('maxStaleMs', a, b),
    ...least('waitMs', a, b),
    ...least('maxCalls', a, b),
  }
}

type Amount = 'maxAgeMs' | 'maxStaleMs' | 'waitMs' | 'maxCalls'

function least(name: Amount, a: Partial<Policy>, b: Partial<Policy>): Partial<Policy> {
  const said = [a[name], b[name]].filter((amount) => amount !== undefined)
  return said.length > 0 ? { [name]: Math.min(...said) } : {}
}
