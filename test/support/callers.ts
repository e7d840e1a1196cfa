import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { digestOf, newKey } from '../../src/auth/callers/key.ts'
import { folder } from './files.ts'

/** A caller of a keys file, as far as a test cares. */
export interface Entry {
  readonly name: string
  readonly scopes?: readonly string[]
  readonly [member: string]: unknown
}

/** A file of callers that a test may write anew. */
export interface TestKeys {
  readonly file: string
  /** What a server needs to know of it. */
  readonly env: Record<string, string>
  /** The key of a caller, and the header that sends it. */
  keyOf(name: string): string
  headers(name: string): Record<string, string>
  /** The file with these callers; those of the same name keep their key. */
  write(entries: readonly Entry[], rest?: object): void
  writeText(text: string): void
  text(): string
}

export const everything = ['read', 'documents', 'spend', 'operate']

/** Callers by name; what is not said of them is that they may do everything. */
export function keysFile(entries: readonly Entry[], rest: object = {}): TestKeys {
  const file = join(folder(), 'keys.json')
  const keys = new Map<string, string>()

  const keyOf = (name: string) => {
    const key = keys.get(name) ?? newKey()
    keys.set(name, key)
    return key
  }
  const write: TestKeys['write'] = (those, others = {}) => {
    const records = those.map((entry) => ({
      scopes: everything,
      sha256: digestOf(keyOf(entry.name)).toString('hex'),
      ...entry,
    }))
    writeFileSync(file, JSON.stringify({ keys: records, ...others }, null, 2))
  }
  write(entries, rest)
  return {
    file,
    env: { AUTH_API_KEYS_FILE: file },
    keyOf,
    headers: (name) => ({ authorization: `Bearer ${keyOf(name)}` }),
    write,
    writeText: (text) => writeFileSync(file, text),
    text: () => readFileSync(file, 'utf8'),
  }
}
