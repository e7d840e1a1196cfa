import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import { reasonOf } from '../store/database.ts'

/** The texts of operations by the SHA-256 of each, in hexadecimal. */
export type TrustedDocuments = ReadonlyMap<string, string>

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Codegen's client preset names the algorithm since its version 6, and did not before. */
function hashIn(key: string): string {
  return key.replace(/^sha256:/, '').toLowerCase()
}

/** Throws where the file is none that can be meant, and names what is wrong in it: a server must not start with half of it. */
export function readTrustedDocuments(file: string): TrustedDocuments {
  const manifest = parsed(file)
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest))
    throw wrong(file, 'it must be one object, {"<sha256>": "<document>", …}')
  const documents = new Map<string, string>()
  for (const [key, document] of Object.entries(manifest)) {
    if (typeof document !== 'string') throw wrong(file, `what stands under ${shown(key)} is no text`)
    const hash = hashIn(key)
    if (sha256(document) !== hash)
      throw wrong(
        file,
        `${shown(key)} is not the SHA-256 of the document under it; codegen’s hashAlgorithm must be sha256`,
      )
    documents.set(hash, document)
  }
  if (documents.size === 0) throw wrong(file, 'there is no document in it')
  return documents
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(textOf(file)) as unknown
  } catch (cause) {
    throw wrong(file, reasonOf(cause), cause)
  }
}

/** A pipe may have nobody at its other end, and the start would wait for it. */
function textOf(file: string): string {
  const opened = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    if (fstatSync(opened).isFile()) return readFileSync(opened, 'utf8')
    throw new Error('it is a directory, a pipe or a device; a regular file is needed')
  } finally {
    closeSync(opened)
  }
}

function wrong(file: string, reason: string, cause?: unknown): Error {
  return new Error(`TRUSTED_DOCUMENTS ${file} cannot be used: ${reason}`, { cause })
}

function shown(key: string): string {
  return `"${key.slice(0, 70)}"`
}
