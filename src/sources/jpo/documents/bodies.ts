import { UpstreamContract } from '../../../errors.ts'
import { readArchive, type ArchiveFile } from './archive.ts'
import { identify, identifyByPath } from './identity.ts'
import { readText } from './text.ts'
import type { XmlElement } from './tree.ts'
import { readXml } from './xml.ts'

export interface DocumentBody {
  /** 書類番号, 11 digits: the key that joins it to app_progress. */
  readonly number: string | null
  /** A131, A53 …, as app_progress has it. */
  readonly code: string | null
  /** 書類名, which notices have and filings do not. */
  readonly name: string | null
  /** As the office sent it, decoded to Unicode; its declaration may still say Shift_JIS. */
  readonly xml: string
  /** What a person would read, attached papers at the end. */
  readonly text: string
  readonly root: XmlElement
  /** The root, then those of attached papers. */
  readonly papers: readonly XmlElement[]
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

/** The documents of an archive by number, then file name; those without a number come last. */
export async function readBodies(zip: Uint8Array, endpoint: string): Promise<readonly (DocumentBody | BrokenBody)[]> {
  const files = await readArchive(zip, endpoint)
  const groups = [...Map.groupBy(files.toSorted(byName), documentKey).values()]
  const bodies = groups
    .filter((group) => group.some((file) => isXml(file) || 'failure' in file)) // pictures alone are no document
    .map((group) => readBody(group, endpoint))
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

function readBody(files: readonly ArchiveFile[], endpoint: string): DocumentBody | BrokenBody {
  const path = (files.find(isXml) ?? files[0])?.name ?? ''
  try {
    const contents = files.map((file) => {
      if ('failure' in file) throw file.failure
      return file
    })
    const sheets = contents.filter(isXml).map(({ name, bytes }) => readXml(bytes, `${endpoint}/${name}`))
    const [main, ...attached] = sheets.toSorted((a, b) => Number(isAttached(a)) - Number(isAttached(b)))
    if (!main) throw new UpstreamContract(`${endpoint}/${path}`, 'it has no XML')
    const papers = [main, ...attached].map(({ root }) => root)
    return {
      ...identify(path, main.root),
      xml: main.xml,
      text: papers.map(readText).join('\n\n'),
      root: main.root,
      papers,
      images: contents
        .filter((file) => !isXml(file))
        .map(({ name, bytes }) => ({ fileName: name.slice(name.lastIndexOf('/') + 1), bytes })),
    }
  } catch (failure) {
    if (!(failure instanceof UpstreamContract)) throw failure
    const { number, code } = identifyByPath(path)
    return { number, code, failure }
  }
}

/** 添付書類: papers handed in with a filing, in a second XML of its folder. */
function isAttached({ root }: { root: XmlElement }): boolean {
  return root.localName === 'attaching-document'
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
