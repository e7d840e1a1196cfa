import {
  chmodSync,
  chownSync,
  fsyncSync,
  openSync,
  closeSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { type KeysFile, readKeysFile } from '../../src/auth/callers/keys-file.ts'
import { endpointNames } from '../../src/sources/jpo/endpoints.ts'

/** A keys file as it is written; what this command does not know of it stays as it is. */
export interface WrittenFile {
  readonly keys?: readonly WrittenKey[]
}

export interface WrittenKey {
  readonly name: string
  readonly sha256: string
  readonly scopes: readonly string[]
  readonly shares?: Readonly<Record<string, number>>
  readonly interactive?: boolean
  readonly expires?: string
}

/** Null where there is no such file. */
export function readWritten(path: string): WrittenFile | null {
  const text = readText(path)
  if (text === null) return null
  checked(text, `${path} cannot be used as it is: `)
  return JSON.parse(text.replace(/^\uFEFF/, '')) as WrittenFile
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export function checked(text: string, otherwise = ''): KeysFile {
  try {
    return readKeysFile(text, endpointNames)
  } catch (error) {
    throw new Error(otherwise + (error instanceof Error ? error.message : String(error)), { cause: error })
  }
}

/**
 * Puts another text in the place of a file in one step: a server that reads meanwhile sees the old or the new one, whole.
 * One command at a time, so that none undoes what the other did.
 */
export function editFile(
  path: string,
  edit: (file: WrittenFile) => WrittenFile,
  mistakesIn: (file: KeysFile) => readonly string[] = () => [],
): void {
  const file = existing(path) ?? path
  const lock = `${file}.lock`
  closeSync(take(lock))
  try {
    const text = `${JSON.stringify(edit(readWritten(file) ?? {}), null, 2)}\n`
    const mistakes = mistakesIn(checked(text))
    if (mistakes.length > 0) throw new Error(mistakes.join('; '))
    replace(file, text)
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Behind a link the file itself is replaced, not the link. */
function existing(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}

function take(lock: string): number {
  try {
    return openSync(lock, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new Error(`Another command is changing the file; if none is, delete ${lock}`, { cause: error })
  }
}

/** Readable by its owner only; an existing one stays whose it was and for whom. */
function replace(file: string, text: string): void {
  const fresh = `${file}.new`
  const before = statSync(file, { throwIfNoEntry: false })
  const descriptor = openSync(fresh, 'w', 0o600)
  try {
    writeFileSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  if (before) {
    chmodSync(fresh, before.mode & 0o777)
    const { uid, gid } = statSync(fresh)
    if (uid !== before.uid || gid !== before.gid) chownSync(fresh, before.uid, before.gid)
  }
  renameSync(fresh, file)
}
