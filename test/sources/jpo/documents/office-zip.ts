/** ZIPs as the office makes them, and what its ZIPs must never be. */
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import iconv from 'iconv-lite'
import { ZipFile } from 'yazl'

/** A fixture in the office's bytes: Shift_JIS (Windows-31J), declared so, CRLF. */
export function officeBytes(fixture: string): Buffer {
  return sjis(readFileSync(new URL(`../../../fixtures/documents/${fixture}`, import.meta.url), 'utf8'))
}

export function sjis(xml: string): Buffer {
  return iconv.encode(xml.replace('encoding="UTF-8"', 'encoding="Shift_JIS"').replaceAll('\n', '\r\n'), 'shift_jis')
}

/** A name that ends with `/` is a directory entry. */
export async function zipOf(
  files: Readonly<Record<string, Uint8Array>>,
  options = { compress: true },
): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(files)) {
    if (name.endsWith('/')) zip.addEmptyDirectory(name)
    else zip.addBuffer(Buffer.from(bytes), name, options)
  }
  zip.end()
  return buffer(zip.outputStream)
}

/** Puts another name of the same length into both headers: yazl refuses to write the names we must refuse to read. */
export function renamed(zip: Buffer, from: string, to: string | Buffer): Buffer {
  const name = Buffer.from(to)
  if (name.length !== from.length) throw new Error('names differ in length')
  const copy = Buffer.from(zip)
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + 1)) name.copy(copy, at)
  return copy
}

/** Offsets in a record of the central directory (APPNOTE 4.3.12). */
export const field = { flags: 8, method: 10, crc: 16, compressedSize: 20, size: 24, localHeader: 42 }

/** Changes a central directory record, which is what readers believe. */
export function patched(zip: Buffer, name: string, offset: number, patch: (value: number) => number): Buffer {
  const copy = Buffer.from(zip)
  const record = copy.lastIndexOf(name) - 46
  if (copy.readUInt32LE(record) !== 0x02014b50) throw new Error(`no central directory record of ${name}`)
  if (offset < field.crc) copy.writeUInt16LE(patch(copy.readUInt16LE(record + offset)), record + offset)
  else copy.writeUInt32LE(patch(copy.readUInt32LE(record + offset)) >>> 0, record + offset)
  return copy
}
