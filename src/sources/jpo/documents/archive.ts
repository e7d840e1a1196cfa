import { promisify } from 'node:util'
import { crc32, inflateRaw } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
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
  /** Of a file's name with its folder; the office's have about forty. */
  nameBytes: 255,
}

const deflated = 8
const stored = 0
const localHeaderBytes = 30
const inflate = promisify(inflateRaw)

/**
 * The XML documents and pictures of a ZIP in its order; other files are ignored. Structure that cannot be trusted
 * breaks the archive (throws), a bad entry only that file. What an entry declares is held against the limits before
 * anything is inflated, and no entry inflates to more than it declares: memory is bounded beforehand.
 */
export async function readArchive(zip: Uint8Array, endpoint: string, limits = archiveLimits): Promise<ArchiveFile[]> {
  const buffer = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength)
  const { zipFile, entries } = await readDirectory(buffer, endpoint, limits.entries)
  const wanted = entries.filter(({ fileNameRaw }) => /\.(?:xml|tiff?|jpe?g)$/i.test(printable(fileNameRaw)))
  const overlapped = overlapping(entries)
  const seen = new Set<string>()
  const faults = wanted.map((entry) => {
    const name = printable(entry.fileNameRaw)
    const fault =
      faultOfName(name, seen, limits.nameBytes) ??
      (overlapped.has(entry) ? 'it reaches into the bytes of another file' : faultOf(entry, limits))
    return { entry, name: name.slice(0, limits.nameBytes), fault }
  })
  const total = faults.reduce((sum, { entry, fault }) => (fault ? sum : sum + entry.uncompressedSize), 0)
  if (total > limits.totalBytes) throw broken(endpoint, `it inflates to more than ${limits.totalBytes} bytes`)
  const files: ArchiveFile[] = []
  for (const { entry, name, fault } of faults) {
    const content = fault ?? (await unpack(entry, zipFile, buffer))
    if (typeof content === 'string') files.push({ name, failure: new UpstreamContract(`${endpoint}/${name}`, content) })
    else files.push({ name, bytes: content })
  }
  return files
}

/** All entries before the first is inflated, so that a directory broken at its end costs nothing. */
async function readDirectory(buffer: Buffer, endpoint: string, limit: number) {
  const entries: Entry[] = []
  try {
    const { fromBufferPromise } = await import('yauzl')
    // Names as bytes and sizes unchecked: yauzl's own checks would end the archive for the sake of one entry.
    const zipFile = await fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false })
    if (zipFile.entryCount > limit) throw broken(endpoint, `it has ${zipFile.entryCount} entries, more than ${limit}`)
    for await (const entry of zipFile.eachEntry()) entries.push(entry)
    return { zipFile, entries }
  } catch (cause) {
    throw cause instanceof UpstreamContract ? cause : broken(endpoint, messageOf(cause), cause)
  }
}

/** A name is only a key here, but the next reader may write files: what could leave a folder is refused. */
function faultOfName(name: string, seen: Set<string>, limit: number): string | undefined {
  const key = name.toLowerCase()
  if (seen.has(key)) return 'its name comes twice'
  seen.add(key)
  if (name.length > limit) return `its name has more than ${limit} bytes`
  if (name.includes('\\')) return 'its name has a backslash, or a byte that is not printable ASCII'
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'its name is an absolute path'
  if (name.split('/').includes('..')) return 'its name leaves its folder'
  return undefined
}

/** Entries that reach into the next: a small archive of them would be a large one, and nobody packs so. */
function overlapping(entries: readonly Entry[]): ReadonlySet<Entry> {
  const start = (entry: Entry) => entry.relativeOffsetOfLocalHeader
  const end = (entry: Entry) => start(entry) + localHeaderBytes + entry.compressedSize
  const inPlace = entries.toSorted((a, b) => start(a) - start(b))
  return new Set(
    inPlace.filter((entry, index) => {
      const next = inPlace[index + 1]
      return next && end(entry) > start(next)
    }),
  )
}

function faultOf(entry: Entry, limits: typeof archiveLimits): string | undefined {
  const { compressionMethod, compressedSize, uncompressedSize } = entry
  if (entry.isEncrypted()) return 'it is encrypted'
  if (compressionMethod !== deflated && compressionMethod !== stored)
    return `its compression method ${compressionMethod} is not deflate`
  const ceiling = Math.min(limits.entryBytes, Math.max(limits.unsuspiciousBytes, compressedSize * limits.ratio))
  return uncompressedSize > ceiling ? `it inflates to more than ${ceiling} bytes` : undefined
}

/** The bytes, or why they cannot be had. */
async function unpack(entry: Entry, zipFile: ZipFile, zip: Buffer): Promise<Buffer | string> {
  const { compressionMethod, compressedSize, uncompressedSize: size } = entry
  let bytes: Buffer
  try {
    const { fileDataStart } = await zipFile.readLocalFileHeaderPromise(entry, { minimal: true })
    const packed = zip.subarray(fileDataStart, fileDataStart + compressedSize)
    // zlib inflates piece by piece and stops there; it takes no limit of zero.
    bytes = compressionMethod === stored ? packed : await inflate(packed, { maxOutputLength: Math.max(1, size) })
  } catch (cause) {
    // The one RangeError of zlib: more output than maxOutputLength.
    if (cause instanceof RangeError) return `it declares ${size} bytes and has more`
    return `it cannot be unpacked (${messageOf(cause)})`
  }
  if (bytes.length !== size) return `it declares ${size} bytes and has ${bytes.length}`
  return crc32(bytes) === entry.crc32 ? bytes : 'its checksum does not match'
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
