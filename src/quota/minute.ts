/**
 * The pace: at most so many starts in any 60 s, to be kept by the user's own program (handbook §3(3) イ: ten).
 * A sliding window, because two neighbouring calendar minutes would let twice as many through; and one of departures,
 * because what was reserved in peace may leave in a crowd, after a slow connect or a blocked event loop.
 */
const MINUTE = 60_000

/** We see calls leave, the office sees them arrive: a slow one followed by a quick one arrive closer than they left. */
const JITTER = 250

/** How long a start keeps its place in the window. */
export const window = MINUTE + JITTER

/**
 * A call that has not left so long after its reservation never will: http.ts gives up after 35 s, connecting included,
 * and the rest is room for a process that was held up. Its process died, and ten such starts must not close the office
 * for long; ten minutes, after which a call counts as dead, would. Should one leave even later, it is stamped all the same.
 */
const LEAVES_WITHIN = 60_000

export interface Start {
  readonly startedAt: number
  readonly departedAt: number | null
}

/** Since when a start has its place in the window: it might leave at any moment until it did. */
export function placeOf({ startedAt, departedAt }: Start, now: number): number {
  return departedAt ?? Math.min(now, startedAt + LEAVES_WITHIN)
}

/**
 * As many places of a minute, two of ten, are kept for callers that had none in it while shares are kept: else whoever always
 * waits would have every place the moment it becomes free, and the calls of the others would be theirs in name only – also
 * where the others ask another server, whose line is another.
 */
function keptPlaces(perMinute: number): number {
  return Math.min(perMinute - 1, Math.ceil(perMinute / 5))
}

export interface MinuteRules {
  readonly perMinute: number
  /** Whether places are kept. */
  readonly isShared: boolean
}

/** The starts of the last minute and those to come, each with its caller; null: all are one. */
export class Minute {
  readonly #now: number
  readonly #rooms: { readonly all: number; readonly again: number }
  /** In the order of time. */
  readonly #line: number[] = []
  readonly #callers = new Set<string>()
  #present: number

  /** `starts`: when and whose. A start from the future counts as now. */
  constructor(starts: readonly { at: number; caller: string | null }[], now: number, rules: MinuteRules) {
    const { perMinute, isShared } = rules
    this.#now = now
    this.#rooms = { all: perMinute, again: isShared ? perMinute - keptPlaces(perMinute) : perMinute }
    for (const { at, caller } of starts) this.#add(Math.min(at, now), caller)
    this.#present = starts.length
  }

  /** How many of a caller's calls could start now, one after the other. */
  left(caller: string | null): number {
    const first = Math.max(0, this.#roomFor(caller) - this.#present)
    return caller === null ? first : Math.max(Math.min(1, first), this.#rooms.again - this.#present)
  }

  /** Takes the caller's next place: when that is, as far as can be seen. */
  take(caller: string | null): number {
    const room = this.#roomFor(caller)
    if (this.#present < room) {
      this.#present++
      return this.#add(this.#now, caller)
    }
    const blocking = this.#line[this.#line.length - room] ?? this.#now
    return this.#add(Math.max(this.#now, blocking + window), caller)
  }

  #roomFor(caller: string | null): number {
    return caller !== null && this.#callers.has(caller) ? this.#rooms.again : this.#rooms.all
  }

  #add(at: number, caller: string | null): number {
    if (at >= (this.#line.at(-1) ?? at)) this.#line.push(at)
    else this.#line.splice(this.#line.findLastIndex((other) => other <= at) + 1, 0, at)
    if (caller !== null) this.#callers.add(caller)
    return at
  }
}
