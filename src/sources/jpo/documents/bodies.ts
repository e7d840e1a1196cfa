import { UpstreamContract } from '../../../errors.ts'
import { readArchive, type ArchiveFile } from './archive.ts'
import { identifyByPath } from './identity.ts'
import { type LightReading, withoutTree, withTree } from './light-reading.ts'
import { picturesIn } from './pictures.ts'
import { type Reading, readSheets, type Sheets, type Unreadable } from './sheets.ts'

export interface DocumentBody extends LightReading {
  readonly images: readonly DocumentImage[]
}

export interface DocumentImage {
  /** Without folder, as `img/@file` names it. */
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** One bad file makes one document fail, never the archive. */
export interface BrokenBody {
  readonly number: string | null
  readonly code: string | null
  readonly failure: UpstreamContract
}

/** What tells a body from others, in whichever archive it stands: its number, else its XML, or its unreadable file. */
export function identityOf(body: DocumentBody | BrokenBody): string {
  if (body.number !== null) return body.number
  return 'failure' in body ? body.failure.extensions.where.replace(/^[^/]*/, '') : body.xml
}

/** Reads one document off the event loop. */
export type ReadElsewhere = (sheets: Sheets) => Promise<Reading | Unreadable>

/** XML that is read in place, in all of an archive: some ten milliseconds (docs/decisions/0008). */
const inPlaceBytes = 48 * 1024

/** The documents of an archive by number, then file name; those without a number come last. */
export async function readBodies(
  zip: Uint8Array,
  endpoint: string,
  readElsewhere?: ReadElsewhere,
): Promise<readonly (DocumentBody | BrokenBody)[]> {
  const files = await readArchive(zip, endpoint)
  const xmlBytes = files.reduce((sum, file) => (isXml(file) && 'bytes' in file ? sum + file.bytes.length : sum), 0)
  const read = xmlBytes > inPlaceBytes && readElsewhere ? readElsewhere : readSheets
  const groups = [...Map.groupBy(files.toSorted(byName), documentKey).values()]
  const isDocument = (group: readonly ArchiveFile[]) => group.some((file) => isXml(file) || 'failure' in file)
  // Pictures alone are no document.
  const loose = imagesIn(groups.filter((group) => !isDocument(group)).flat())
  const bodies = await Promise.all(groups.filter(isDocument).map((group) => readBody(group, endpoint, read, loose)))
  // Where there is no document the office says so in JSON (107, 108): an archive without one is not understood.
  if (bodies.length === 0) throw new UpstreamContract(endpoint, 'the archive holds no document')
  return bodies.toSorted((a, b) => compare(a.number ?? '~', b.number ?? '~'))
}

/** Files of one folder, or at the root of one number, are one document; else those of one stem (xml.md §1.2). */
function documentKey({ name }: ArchiveFile): string {
  const path = name.toLowerCase()
  const folder = path.lastIndexOf('/')
  if (folder >= 0) return path.slice(0, folder + 1)
  return identifyByPath(path).number ?? path.replace(/(?:-i\d+)?\.[^.]+$/, '')
}

async function readBody(
  files: readonly ArchiveFile[],
  endpoint: string,
  read: ReadElsewhere | typeof readSheets,
  loose: readonly DocumentImage[],
): Promise<DocumentBody | BrokenBody> {
  const path = (files.find(isXml) ?? files[0])?.name ?? ''
  const { number, code } = identifyByPath(path)
  const failed = files.find((file) => 'failure' in file)
  if (failed) return { number, code, failure: failed.failure }
  const whole = files.filter((file) => 'bytes' in file)
  const sheets = { endpoint, path, files: whole.filter(isXml) }
  const reading = await read(sheets)
  if ('reason' in reading) return { number, code, failure: new UpstreamContract(reading.where, reading.reason) }
  const own = imagesIn(whole)
  const images = [...own, ...astray(reading, own, loose)]
  // No copy: what is not kept would be read for it.
  return Object.assign(read === readSheets ? withoutTree(reading, sheets) : withTree(reading), { images })
}

function imagesIn(files: readonly ArchiveFile[]): DocumentImage[] {
  return files.flatMap((file) =>
    isXml(file) || 'failure' in file
      ? []
      : { fileName: file.name.slice(file.name.lastIndexOf('/') + 1), bytes: file.bytes },
  )
}

/** Pictures that a document names and that lie where no document is (xml.md §6.4): never those of another document. */
function astray(
  { papers }: Reading,
  own: readonly DocumentImage[],
  loose: readonly DocumentImage[],
): readonly DocumentImage[] {
  if (loose.length === 0) return []
  const key = ({ fileName }: { fileName: string }) => fileName.toLowerCase()
  const had = new Set(own.map(key))
  const missing = new Set(
    papers
      .flatMap(picturesIn)
      .map(key)
      .filter((name) => !had.has(name)),
  )
  return loose.filter((image) => missing.has(key(image)))
}

function isXml({ name }: { name: string }): boolean {
  return /\.xml$/i.test(name)
}

function byName(a: ArchiveFile, b: ArchiveFile): number {
  return compare(a.name, b.name)
}

/** By code unit, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
