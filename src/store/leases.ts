/**
 * Who does what alone, over all servers on one store. A lease ends by itself soon after its owner stopped taking it anew:
 * a server that died holds nothing for long.
 */
export interface Leases {
  /** True where the name is ours now, because it was free or ours before; from here on it is for the length of a lease. */
  take(name: string): Promise<boolean>
  release(name: string): Promise<void>
  /** Says of a name that is ours when the call that it stands for has its turn, in milliseconds from now. */
  tell(name: string, startsInMs: number): Promise<void>
  /** What its holder said, in milliseconds from now; null where nobody holds it, or nothing was said for a lease's length. */
  startsIn(name: string): Promise<number | null>
  /** Those of the names that are somebody else's now. */
  heldByOthers(names: readonly string[]): Promise<readonly string[]>
}

/** Long enough for some takings to go missing, short enough to be waited for. */
export const LEASE = 5_000
