/** Bytes that were kept or found lately, within a bound; what was used longest ago leaves first. */
export interface Recent {
  get(key: string): Uint8Array | undefined
  set(key: string, bytes: Uint8Array): void
  delete(key: string): void
  keys(): readonly string[]
}

export function createRecent(maxBytes: number): Recent {
  /** A Map keeps the order in which keys came. */
  const kept = new Map<string, Uint8Array>()
  let size = 0

  function remove(key: string): Uint8Array | undefined {
    const bytes = kept.get(key)
    if (bytes && kept.delete(key)) size -= sizeOf(key, bytes)
    return bytes
  }

  function set(key: string, bytes: Uint8Array): void {
    remove(key)
    kept.set(key, bytes)
    size += sizeOf(key, bytes)
    for (const oldest of kept.keys()) {
      if (size <= maxBytes) return
      remove(oldest)
    }
  }

  return {
    get(key) {
      const bytes = remove(key)
      if (bytes) set(key, bytes)
      return bytes
    },
    set,
    delete: (key) => void remove(key),
    keys: () => [...kept.keys()],
  }
}

function sizeOf(key: string, bytes: Uint8Array): number {
  return 2 * key.length + bytes.length
}
