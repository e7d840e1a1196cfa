import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import type { StoredValue } from './store.ts'

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)

/** The first byte says how the rest is to be read: a new way takes a new number, and an unknown one is no value. */
const PLAIN = 1
const BROTLI = 2

/** Shorter ones gain nothing. */
const WORTH_COMPRESSING = 200

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
  const packed = plain.length < WORTH_COMPRESSING ? plain : await compress(plain, { params })
  return Buffer.concat([Uint8Array.of(packed === plain ? PLAIN : BROTLI), packed])
}

/** Undefined where the bytes are of another shape. */
export async function unpack(bytes: Uint8Array): Promise<StoredValue | undefined> {
  try {
    const rest = Buffer.from(bytes.buffer, bytes.byteOffset + 1, bytes.byteLength - 1)
    if (bytes[0] === PLAIN) return read(rest)
    return bytes[0] === BROTLI ? read(await decompress(rest)) : undefined
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
