import DataLoader from 'dataloader'
import type { Spending } from '../quota/spending.ts'
import type { Known } from '../sources/jpo/memory.ts'
import type { JpoSource } from '../sources/jpo/source.ts'

/** Facts learnt from other answers, those of one tick in one look. Not kept: an operation learns while it runs. */
export function createFactLoader({ source, spending }: { source: JpoSource; spending: Spending }) {
  const loader = new DataLoader((keys: readonly string[]) => source.facts(keys), { cache: false })

  return async function fact<T>(key: string): Promise<Known<T> | undefined> {
    const known = await loader.load(key)
    if (known) spending.servedFromStore(key)
    return known as Known<T> | undefined
  }
}

export type FactLoader = ReturnType<typeof createFactLoader>

/** The same question is asked once in an operation; each answer arrives on its own, however slow its neighbours. */
export function once<T>(spending: Spending, ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>()
  return (key) => {
    const known = asked.get(key) ?? spending.during(ask(key))
    asked.set(key, known)
    return known
  }
}
