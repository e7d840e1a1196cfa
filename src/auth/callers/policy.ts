import { anybody, type Caller, type CallsADay } from './caller.ts'

/** Who may ask this server. What it says may change while the server runs: ask it each time. */
export interface CallerPolicy {
  /** False where everybody may: then all are one caller. */
  readonly isSet: boolean
  /** Calls a day that are kept for interactive callers. */
  readonly reserve: CallsADay
  /** Those that are known by name beforehand. Whoever comes with a token of an issuer is known only then. */
  callers(): readonly Caller[]
}

/** On loopback, where nothing is set. */
export const openToAll: CallerPolicy = { isSet: false, reserve: {}, callers: () => [anybody] }
