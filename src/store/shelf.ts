import type { KeyvStoreAdapter } from 'keyv'

/** What a driver keeps under a key. */
export interface Parcel {
  readonly bytes: Uint8Array
  /** Milliseconds since the epoch: where room is wanted, the parcel with the earliest goes first. */
  readonly goesAt: number
}

/**
 * Where parcels stand, within a bound: a Keyv adapter whose `get` gives `{ value: bytes }` and whose `set` takes
 * `{ value: parcel }`. Keyv's own serialisation would make text of them. It says 'back' after an outage.
 */
export interface Shelf extends KeyvStoreAdapter {
  /**
   * Another figure than before once somebody else changed what stands here; what was changed through this very shelf does
   * not count. It takes far less than to read a parcel, so what was read can be kept for as long as the figure stands.
   */
  changedByOthers(): number | Promise<number>
}

/** What is written to see whether anything can be. Not a key any source makes – those begin with a word – and no change. */
export const PROBE = '(probe)'

/** What every key costs beside its own bytes, about: the row or entry, and its place in the order of going. */
export const PER_KEY = 250

/** So many go at most for one that comes: after the bound was lowered nobody waits for the great clearing out. */
export const GOING_AT_ONCE = 100
