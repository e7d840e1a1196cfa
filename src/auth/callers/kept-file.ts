import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Clock } from '../../clock.ts'
import { reasonOf } from '../../store/database.ts'
import type { Log } from '../../store/log.ts'

/** What a file says that may be changed at any time: where it cannot be meant, what it said last. */
export interface KeptFile<T> {
  readonly current: T
  /** Reads it again where the last look is a second old. */
  look(): Promise<void>
}

export interface KeptFileOptions<T> {
  readonly file: string
  readonly read: (text: string) => T
  readonly clock: Clock
  readonly log: FileLog
}

/** A pino logger fits as it is. */
export interface FileLog extends Log {
  info(details: object, message: string): void
}

const BETWEEN_LOOKS = 1_000

/** Some ten thousand callers. */
const MAX_BYTES = 10_000_000

/** A pipe or a device may have no end, or nobody at the other one: it is not waited for. */
async function textOf(file: string): Promise<string> {
  const opened = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const stat = await opened.stat()
    if (!stat.isFile()) throw new Error('it is a directory, a pipe or a device; a regular file is needed')
    if (stat.size > MAX_BYTES) throw new Error(`it has ${stat.size} bytes; at most ${MAX_BYTES} are read`)
    return await opened.readFile('utf8')
  } finally {
    await opened.close()
  }
}

/**
 * It is read rather than watched: a few kilobytes a second at most, and only while somebody asks. A watcher loses a file
 * that an editor renames, and a time of change does not tell two changes of one moment apart.
 */
export async function openKeptFile<T>({ file, read, clock, log }: KeptFileOptions<T>): Promise<KeptFile<T>> {
  let text = await textOf(file)
  let current = read(text)
  let lookedAt = clock.now()
  let looking = Promise.resolve()
  /** What was wrong with it at the last look; said once. */
  let complaint: string | null = null

  async function again(): Promise<void> {
    try {
      const found = await textOf(file)
      if (found !== text) current = read(found)
      else if (complaint === null) return
      text = found
      complaint = null
      log.info({ file }, 'What the file says now is in force')
    } catch (error) {
      const reason = reasonOf(error)
      if (reason !== complaint)
        log.warn({ file, reason }, 'The file cannot be read; what it said before stays in force')
      complaint = reason
    }
  }

  return {
    get current() {
      return current
    },
    look() {
      const now = clock.now()
      // A clock that was set back must not end the looks.
      if (Math.abs(now - lookedAt) >= BETWEEN_LOOKS) {
        lookedAt = now
        looking = looking.then(again)
      }
      return looking
    },
  }
}
