/** How a question was answered: from the store, by a fact of another answer, by somebody else's call, … or not at all. */
export type Outcome = 'stored' | 'fact' | 'shared' | 'paid' | 'stale' | 'refused'

/** What is asked: an endpoint of the office and its key. */
export type Asked = readonly [endpoint: string, key: string]

/** Where in the query: the path of a field, innermost first, as GraphQL has it. */
export interface Place {
  readonly prev: Place | undefined
  readonly key: string | number
}

/** One question of an operation and what became of it; each attempt that was sent is an event of its own. */
export interface Event {
  readonly place: Place | undefined
  readonly endpoint: string
  readonly key: string
  readonly outcome: Outcome
  readonly waitedMs: number
  /** What is left of the endpoint's day, for its caller, after a call; null where nothing was sent. */
  readonly remaining: number | null
  /** When a call was sent, in milliseconds since the epoch; the others are of the moment. */
  readonly at?: number | undefined
}

/** One text for one question. */
export function nameOf([endpoint, key]: Asked): string {
  return `${endpoint}/${key}`
}
