import { timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { Unauthenticated } from '../../errors.ts'
import { reasonOf } from '../../store/database.ts'
import type { Caller } from './caller.ts'
import { type FileLog, openKeptFile } from './kept-file.ts'
import { digestOf } from './key.ts'
import { type KeysFile, KeysFileError, readKeysFile } from './keys-file.ts'

/** The callers of a file of keys. */
export interface Keys {
  /** What the file said at the last look. */
  readonly file: KeysFile
  /** Null where no key of the file is this one; Unauthenticated where it has expired. */
  callerOf(key: string): Promise<Caller | null>
}

export interface KeysOptions {
  readonly file: string
  /** Whose calls can be shared out. */
  readonly endpoints: readonly string[]
  /** What else is wrong with a file that can be read. */
  readonly mistakesIn: (file: KeysFile) => readonly string[]
  readonly clock: Clock
  readonly log: FileLog
}

/** A file that cannot be meant ends the start: there is no earlier one that could stay in force. */
export async function openKeys({ file, endpoints, mistakesIn, clock, log }: KeysOptions): Promise<Keys> {
  const read = (text: string) => {
    const found = readKeysFile(text, endpoints)
    const mistakes = mistakesIn(found)
    if (mistakes.length > 0) throw new KeysFileError(mistakes)
    return found
  }
  const kept = await openKeptFile({ file, read, clock, log }).catch((error: unknown) => {
    throw new Error(`The keys file ${file} cannot be used: ${reasonOf(error)}`, { cause: error })
  })
  return {
    get file() {
      return kept.current
    },
    async callerOf(key) {
      await kept.look()
      const digest = digestOf(key)
      // All of them, each in the same time: how long it takes tells nothing of those that do not fit.
      const [record] = kept.current.keys.filter((it) => timingSafeEqual(it.digest, digest))
      if (record && clock.now() >= record.expiresAt)
        throw new Unauthenticated('This key has expired; whoever runs this server makes another.', 'invalid_token')
      return record?.caller ?? null
    },
  }
}
