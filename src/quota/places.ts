import type { Ask, Ledger } from './ledger.ts'

/** Who stands in line, as long as `isWaiting`. */
export interface Waits {
  readonly ask: Ask
  /** Endpoint and caller: of those of one kind day and share say the same. */
  readonly kind: string
  readonly asker: { readonly deadline: number }
  isWaiting: boolean
}

/** A place in line: whose, and when its start comes, as far as can be foreseen. */
export interface Place<Waiter extends Waits> {
  readonly waiter: Waiter
  readonly at: number
}

export async function foresee<Waiter extends Waits>(
  line: readonly Waiter[],
  ledger: Ledger,
): Promise<readonly Place<Waiter>[]> {
  const starts = await ledger.nextStarts(line.map(({ ask }) => ask.caller))
  return line.map((waiter, index) => ({ waiter, at: starts[index] ?? Infinity }))
}

/**
 * For whom the ledger has to be asked: all who can start now, and of the others the first of each kind, so that nobody
 * waits for what is spent. It costs what is started and not what is waiting, however many come one by one.
 */
export function foremost<Waiter extends Waits>(line: readonly Place<Waiter>[], now: number): Place<Waiter>[] {
  const seen = new Set<string>()
  return line.filter(({ waiter: { kind }, at }) => {
    if (at <= now) return true
    const isFirst = !seen.has(kind)
    seen.add(kind)
    return isFirst
  })
}

/**
 * Of those who still wait, whose start comes after the deadline; `at`: when it would, should those who are refused before
 * it come again, too.
 */
export function late<Waiter extends Waits>(line: readonly Place<Waiter>[]): Place<Waiter>[] {
  let stays = 0
  return line.filter(({ waiter, at }) => {
    if (!waiter.isWaiting) return false
    // Each who goes leaves his place to those behind him; their own may be the earlier one, where places are kept for them.
    const isLate = Math.min(line[stays]?.at ?? at, at) > waiter.asker.deadline
    if (!isLate) stays++
    return isLate
  })
}
