import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { UpstreamContract } from '../../../errors.ts'

/** A file of the archive, or why it alone cannot be had. */
export type ArchiveFile =
  { readonly name: string; readonly bytes: Uint8Array } | { readonly name: string; readonly failure: UpstreamContract }

/** Far above what the office sends (past 10 MB it sends a link, api.md §6), far below what would hurt. */
export const archiveLimits = {
  /** A case has tens of documents; the pictures of a long one make hundreds. */
  entries: 2_000,
  /** One file, inflated. A page at 400 dpi has about 2 MB before any compression. */
  entryBytes: 64 * 1024 * 1024,
  /** All files, inflated: they stand in memory together. */
  totalBytes: 256 * 1024 * 1024,
  /** Deflate reaches 1032 on zeros; the office's XML about 3. */
  ratio: 200,
  /** Up to here no ratio is held against a file: short and repetitive is not hostile. */
  unsuspiciousBytes: 1024 * 1024,
}

/** `spent`: bytes inflated in vain. They count towards the total, or many small bombs would make a big one. */
type Unpacked = { bytes: Uint8Array } | { fault: string; spent: number }

const deflated = 8
const stored = 0
const inflate = promisify(inflateRaw)

/**
 * The XML documents and pictures of a ZIP in its order; other files are ignored. Structure that cannot be trusted
 * breaks the archive (throws), a bad entry only that file.
 */
export async function readArchive(zip: Uint8Array, endpoint: string, limits = archiveLimits): Promise<ArchiveFile[]> {
  const buffer = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength)
  const { zipFile, entries } = await readDirectory(buffer, endpoint, limits.entries)
  const files: ArchiveFile[] = []
  const seen = new Set<string>()
  let total = 0
  for (const entry of entries) {
    const name = printable(entry.fileNameRaw)
    if (!/\.(?:xml|tiff?|jpe?g)$/i.test(name)) continue
    const fault = faultOfName(name, seen)
    const content = fault ? { fault, spent: 0 } : await unpack(entry, zipFile, buffer, limits)
    if ('bytes' in content) {
      total += content.bytes.length
      files.push({ name, bytes: content.bytes })
    } else {
      total += content.spent
      files.push({ name, failure: new UpstreamContract(`${endpoint}/${name}`, content.fault) })
    }
    if (total > limits.totalBytes) throw broken(endpoint, `it inflates to more than ${limits.totalBytes} bytes`)
  }
  return files
}

/** All entries before the first is inflated, so that a directory broken at its end costs nothing. */
async function readDirectory(buffer: Buffer, endpoint: string, limit: number) {
  const entries: Entry[] = []
  try {
    // Names as bytes and sizes unchecked: yauzl's own checks would end the archive for the sake of one entry.
    const zipFile = await fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false })
    if (zipFile.entryCount > limit) throw broken(endpoint, `it has ${zipFile.entryCount} entries, more than ${limit}`)
    for await (const entry of zipFile.eachEntry()) {
      if (entry.isEncrypted()) throw broken(endpoint, `${printable(entry.fileNameRaw)} is encrypted`)
      entries.push(entry)
    }
    return { zipFile, entries }
  } catch (cause) {
    throw cause instanceof UpstreamContract ? cause : broken(endpoint, messageOf(cause), cause)
  }
}

/** A name is only a key here, but the next reader may write files: what could leave a folder is refused. */
function faultOfName(name: string, seen: Set<string>): string | undefined {
  const key = name.toLowerCase()
  if (seen.has(key)) return 'its name comes twice'
  seen.add(key)
  if (name.includes('\\')) return 'its name has a backslash, or a byte that is not printable ASCII'
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'its name is an absolute path'
  if (name.split('/').includes('..')) return 'its name leaves its folder'
  return undefined
}

/** The sizes an entry declares decide nothing; they and its checksum are compared afterwards. */
async function unpack(entry: Entry, zipFile: ZipFile, zip: Buffer, limits: typeof archiveLimits): Promise<Unpacked> {
  const { compressionMethod, compressedSize, uncompressedSize } = entry
  if (compressionMethod !== deflated && compressionMethod !== stored) {
    return { fault: `its compression method ${compressionMethod} is not deflate`, spent: 0 }
  }
  const ceiling = Math.min(limits.entryBytes, Math.max(limits.unsuspiciousBytes, compressedSize * limits.ratio))
  let bytes: Buffer
  try {
    const { fileDataStart } = await zipFile.readLocalFileHeaderPromise(entry, { minimal: true })
    const packed = zip.subarray(fileDataStart, fileDataStart + compressedSize)
    bytes = compressionMethod === stored ? packed : await inflate(packed, { maxOutputLength: ceiling })
  } catch (cause) {
    // The one RangeError of zlib: more output than maxOutputLength.
    if (cause instanceof RangeError) return { fault: `it inflates to more than ${ceiling} bytes`, spent: ceiling }
    return { fault: `it cannot be unpacked (${messageOf(cause)})`, spent: 0 }
  }
  const spent = bytes.length
  if (spent > ceiling) return { fault: `it has more than ${ceiling} bytes`, spent }
  if (spent !== uncompressedSize) return { fault: `it declares ${uncompressedSize} bytes and has ${spent}`, spent }
  if (crc32(bytes) !== entry.crc32) return { fault: 'its checksum does not match', spent }
  return { bytes }
}

/** Names are ASCII (xml.md §1.2); every other byte is shown as \xNN, never as a character of its own. */
function printable(name: Buffer): string {
  return name.toString('latin1').replace(/[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

function broken(endpoint: string, reason: string, cause?: unknown) {
  return new UpstreamContract(endpoint, `the archive is broken: ${reason}`, { cause })
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
