/** Values used lately, kept in memory within a limit of bytes: what was not used for longest goes first. */
export interface Recent<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
  delete(key: string): void
  clear(): void
  /** What was not used for longest first. */
  keys(): readonly string[]
}

/** `bytesOf` is an estimate; a value above the limit alone is not kept. */
export function createRecent<V>(maxBytes: number, bytesOf: (value: V) => number): Recent<V> {
  // A Map keeps the order in which keys were set.
  const kept = new Map<string, { readonly value: V; readonly bytes: number }>()
  let total = 0

  function remove(key: string) {
    total -= kept.get(key)?.bytes ?? 0
    kept.delete(key)
  }

  return {
    get(key) {
      const found = kept.get(key)
      if (!found) return undefined
      kept.delete(key)
      kept.set(key, found)
      return found.value
    },
    set(key, value) {
      remove(key)
      const bytes = bytesOf(value)
      if (bytes > maxBytes) return
      kept.set(key, { value, bytes })
      total += bytes
      for (const oldest of kept.keys()) {
        if (total <= maxBytes) break
        remove(oldest)
      }
    },
    delete: remove,
    clear() {
      kept.clear()
      total = 0
    },
    keys: () => [...kept.keys()],
  }
}
