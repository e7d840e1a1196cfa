const MONTH = 30 * 24 * 3_600_000

/** Up to here a value is small: most answers in JSON are, most archives are not. */
const SMALL = 16 * 1024

/** The largest day an endpoint has (handbook 表1): what such an endpoint told is the cheapest to ask again. */
const CHEAPEST = 400

export interface Going {
  /** Milliseconds since the epoch. */
  readonly retrievedAt: number
  /** In bytes, as kept. */
  readonly size: number
  /** Of the endpoint that would have to be asked again. */
  readonly callsADay: number
}

/**
 * Where room is wanted, the value with the earliest of these moments goes first: a month after it was asked, later in
 * proportion to what the call is of its endpoint's day, sooner in proportion to the room that it takes. Reading does not
 * move it, so that reading writes nothing.
 */
export function goesAt({ retrievedAt, size, callsADay }: Going): number {
  return Math.round(retrievedAt + (MONTH * (CHEAPEST / callsADay)) / Math.max(1, size / SMALL))
}
