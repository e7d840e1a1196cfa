import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** By which people and scanners for secrets know it. */
const PREFIX = 'jpo_'

/** 256 random bits in hexadecimal, then their CRC-32: a key that lost a character is known as such. */
export function newKey(): string {
  const body = randomBytes(32).toString('hex')
  return PREFIX + body + checksum(body)
}

/** All that is kept of a key: 256 random bits need no slow hash. */
export function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

/** Whether it is meant to be a key of ours and cannot be one: cut off, or mistyped. */
export function isDamaged(key: string): boolean {
  if (!key.startsWith(PREFIX)) return false
  const body = key.slice(PREFIX.length, -8)
  return key.length !== PREFIX.length + 72 || !key.endsWith(checksum(body))
}

function checksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0')
}
