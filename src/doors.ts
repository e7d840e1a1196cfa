import type { ServerResponse } from 'node:http'

/** Through which requests come in, until the server is to end; then those inside are only waited for. */
export interface Doors {
  readonly areClosed: boolean
  /** False once they are closed. Who is let in is inside until his answer is over. */
  letIn(response: ServerResponse): boolean
  close(): void
  /** Resolves when nobody is inside. */
  empty(): Promise<void>
}

export function createDoors(): Doors {
  let areClosed = false
  const inside = new Set<Promise<unknown>>()

  return {
    get areClosed() {
      return areClosed
    },
    letIn(response) {
      if (areClosed) return false
      const leaves = new Promise((resolve) => response.once('close', resolve)).finally(() => inside.delete(leaves))
      inside.add(leaves)
      return true
    },
    close: () => void (areClosed = true),
    async empty() {
      while (inside.size > 0) await Promise.all(inside)
    },
  }
}
