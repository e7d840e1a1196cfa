import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, brotliDecompress, brotliDecompressSync, constants } from 'node:zlib'
import type { StoredValue } from './store.ts'

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)

/** The first byte says how the rest is to be read: a new way takes a new number, and an unknown one is no value. */
const PLAIN = 1
const BROTLI = 2

/** Shorter ones gain nothing. */
const WORTH_COMPRESSING = 200

/** A thread costs more than the work where the work is short: up to some ten kilobytes, packed, it is done in place. */
const SHORT_PLAIN = 64 * 1024
const SHORT_PACKED = 16 * 1024

/** A quarter to a fifth of the office's JSON remains, in less than half a millisecond; higher qualities cost ten times that. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 5 }

/**
 * A value as bytes: JSON, in which text keeps even what UTF-8 cannot say, and after a line feed the bytes of an archive.
 * Archives are compressed already (docs/decisions/0009-store.md).
 */
export async function pack({ body, ...rest }: StoredValue): Promise<Uint8Array> {
  if (typeof body !== 'string') {
    return Buffer.concat([Uint8Array.of(PLAIN), Buffer.from(`${JSON.stringify(rest)}\n`), body])
  }
  const plain = Buffer.from(JSON.stringify({ ...rest, text: body }))
  const packed = plain.length < WORTH_COMPRESSING ? plain : await squeezed(plain)
  return Buffer.concat([Uint8Array.of(packed === plain ? PLAIN : BROTLI), packed])
}

async function squeezed(plain: Buffer): Promise<Buffer> {
  return plain.length <= SHORT_PLAIN ? brotliCompressSync(plain, { params }) : compress(plain, { params })
}

/** Undefined where the bytes are of another shape. */
export async function unpack(bytes: Uint8Array): Promise<StoredValue | undefined> {
  try {
    const rest = Buffer.from(bytes.buffer, bytes.byteOffset + 1, bytes.byteLength - 1)
    if (bytes[0] === PLAIN) return read(rest)
    if (bytes[0] !== BROTLI) return undefined
    return read(rest.length <= SHORT_PACKED ? brotliDecompressSync(rest) : await decompress(rest))
  } catch {
    return undefined
  }
}

function read(plain: Buffer): StoredValue | undefined {
  const end = plain.indexOf('\n')
  const head = JSON.parse((end < 0 ? plain : plain.subarray(0, end)).toString()) as unknown
  if (typeof head !== 'object' || head === null) return undefined
  const { retrievedAt, source, statusCode, text } = head as Record<string, unknown>
  if (typeof retrievedAt !== 'number' || typeof source !== 'string' || typeof statusCode !== 'string') return undefined
  const body = end < 0 ? text : plain.subarray(end + 1)
  return typeof body === 'string' || body instanceof Uint8Array ? { retrievedAt, source, statusCode, body } : undefined
}
