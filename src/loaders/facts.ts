import DataLoader from 'dataloader'
import type { Place, Spending } from '../quota/spending.ts'
import type { Known } from '../sources/jpo/memory.ts'
import type { JpoSource } from '../sources/jpo/source.ts'

/** Facts learnt from other answers, those of one tick in one look. Not kept: an operation learns while it runs. */
export function createFactLoader({ source, spending }: { source: JpoSource; spending: Spending }) {
  const loader = new DataLoader((keys: readonly string[]) => source.facts(keys, spending), { cache: false })

  return async <T>(key: string) => (await loader.load(key)) as Known<T> | undefined
}

export type FactLoader = ReturnType<typeof createFactLoader>

/** What it is to have been answered by it. */
export function outcomeOf({ isStale }: Known<unknown>): 'fact' | 'stale' {
  return isStale ? 'stale' : 'fact'
}

/** The same question is asked once in an operation; each answer arrives on its own, however slow its neighbours. */
export function once<T>(
  spending: Spending,
  ask: (key: string, place?: Place) => Promise<T>,
): (key: string, place?: Place) => Promise<T> {
  const asked = new Map<string, Promise<T>>()
  return (key, place) => {
    const known = asked.get(key) ?? spending.during(ask(key, place))
    asked.set(key, known)
    return known
  }
}
