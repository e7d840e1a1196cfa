import type { Piscina } from 'piscina'
import type { Reading, Sheets, Unreadable } from './sheets.ts'

/** Threads that read large documents, so that the event loop goes on answering. */
export interface DocumentPool {
  readonly read: (sheets: Sheets) => Promise<Reading | Unreadable>
  readonly close: () => Promise<void>
}

/** What one document may take: the largest that we read takes some seconds. It fills its own thread's heap, not ours. */
const allowance = { memoryMb: 512, timeoutMs: 60_000 }

export function createDocumentPool({ memoryMb, timeoutMs } = allowance): DocumentPool {
  let opened: Promise<Piscina<Sheets, Reading | Unreadable>> | undefined

  /** A server that never meets a large archive has no thread, and does without the library. */
  async function open() {
    const { Piscina } = await import('piscina')
    return new Piscina<Sheets, Reading | Unreadable>({
      filename: new URL('./sheets-worker.ts', import.meta.url).href,
      minThreads: 0,
      maxThreads: 2,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      // Nothing of ours is inherited, passwords in the environment least of all.
      env: {},
      execArgv: [],
    })
  }

  async function read(sheets: Sheets): Promise<Reading | Unreadable> {
    // A view of the archive would take the whole archive with it.
    const files = sheets.files.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) }))
    try {
      const pool = await (opened ??= open())
      return await pool.run({ ...sheets, files }, { signal: AbortSignal.timeout(timeoutMs) })
    } catch (cause) {
      if (!isOverrun(cause)) throw cause
      return {
        where: `${sheets.endpoint}/${sheets.path}`,
        reason: 'to read it takes more time or memory than any document should',
      }
    }
  }

  return { read, close: async () => (await opened)?.destroy() }
}

/** The thread ran out of its memory, or was ended with its time. */
function isOverrun(error: unknown): boolean {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown }
  return code === 'ERR_WORKER_OUT_OF_MEMORY' || name === 'AbortError'
}
