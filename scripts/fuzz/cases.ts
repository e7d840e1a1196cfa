import sharp, { type TiffOptions } from 'sharp'
import { UpstreamContract } from '../../src/errors.ts'
import { pngOf } from '../../src/images/png.ts'
import { documentArchive } from '../../src/sandbox/documents/archive.ts'
import { drawingTiff } from '../../src/sandbox/documents/picture.ts'
import { type Entry, zip } from '../../src/sandbox/documents/zip.ts'
import { composedPortfolio } from '../../src/sandbox/portfolio/index.ts'
import { amendmentsOf } from '../../src/sources/jpo/documents/amendments.ts'
import { readArchive } from '../../src/sources/jpo/documents/archive.ts'
import { archiveEndpoints } from '../../src/sources/jpo/documents/archives.ts'
import { articlesOf } from '../../src/sources/jpo/documents/articles.ts'
import { claimCountOf, draftingDateOf, examinerOf } from '../../src/sources/jpo/documents/bibliography.ts'
import { type BrokenBody, type DocumentBody, readBodies } from '../../src/sources/jpo/documents/bodies.ts'
import { citedDocumentsOf } from '../../src/sources/jpo/documents/cited-documents.ts'
import { htmlOf } from '../../src/sources/jpo/documents/html.ts'
import { reasonsOf } from '../../src/sources/jpo/documents/reasons.ts'
import { referencesOf } from '../../src/sources/jpo/documents/references.ts'
import { replyTermOf } from '../../src/sources/jpo/documents/reply-term.ts'
import { priorArtSearchOf } from '../../src/sources/jpo/documents/search-record.ts'
import { archiveMutations } from './archives.ts'
import { anyBytes, type Mutation } from './bytes.ts'
import { documentMutations } from './documents.ts'
import { pick, type Random, randomFrom } from './random.ts'

/** What became of a case: each of its parts in one word. */
export interface Outcome {
  readonly mutation: string
  readonly results: readonly Result[]
  /** Of this thread's processor, in reading alone; however busy the machine is. */
  readonly cpuMs: number
}

export type Result = 'archive refused' | 'document read' | 'document refused' | 'picture shown' | 'picture refused'

interface Base {
  readonly archive: Buffer
  readonly entries: readonly Entry[]
}

const endpoint = 'FUZZ'

/** What is mutated: the sandbox's own archives, which are like the office's, and pictures packed in each way. */
export interface Material {
  readonly bases: readonly [Base, ...Base[]]
  readonly pictures: readonly [Buffer, ...Buffer[]]
}

export async function material(): Promise<Material> {
  const made = composedPortfolio.cases.slice(0, 40).flatMap((subject) =>
    archiveEndpoints.map(async (name) => {
      const archive = (await documentArchive(name, subject, 0))?.bytes
      return archive ? [{ archive, entries: await entriesOf(archive) }] : []
    }),
  )
  const [first, ...others] = (await Promise.all(made)).flat()
  if (!first) throw new Error('The sandbox has no archive to mutate')
  const packed = (['lzw', 'deflate', 'packbits', 'jpeg'] as const).map((compression) => picture({ compression }))
  const bilevel = await picture({ compression: 'ccittfax4', bitdepth: 1 })
  return { bases: [first, ...others], pictures: [bilevel, drawingTiff(), ...(await Promise.all(packed))] }
}

async function entriesOf(archive: Buffer): Promise<Entry[]> {
  const files = (await readArchive(archive, endpoint)).filter((file) => 'bytes' in file)
  return files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) }))
}

function picture(options: TiffOptions): Promise<Buffer> {
  return sharp(drawingTiff()).toColourspace('b-w').tiff(options).toBuffer()
}

/** One case, the same for the same seed and index. Whatever it throws is a defect. */
export async function runCase({ bases, pictures }: Material, seed: number, index: number): Promise<Outcome> {
  const random = randomFrom(Math.imul(seed, 1_000_003) + index)
  const kind = random(20)
  if (kind < 3) {
    const { mutation, bytes } = mutated(pick(random, pictures), anyBytes, random)
    return { mutation: `picture: ${mutation}`, ...(await measured(async () => [resultOf(await pngOf(bytes))])) }
  }
  const base = pick(random, bases)
  if (kind < 11) {
    const { mutation, bytes } = mutated(base.archive, archiveMutations, random)
    return { mutation: `archive: ${mutation}`, ...(await measured(() => read(bytes))) }
  }
  const papers = base.entries.filter(({ name }) => name.endsWith('.xml'))
  const victim = papers[random(papers.length)]
  const { mutation, bytes } = mutated(victim?.bytes ?? Buffer.alloc(0), documentMutations, random)
  const archive = await zip(
    base.entries.map((entry) => (entry === victim ? { ...entry, bytes } : entry)),
    0,
  )
  return { mutation: `document: ${mutation}`, ...(await measured(() => read(archive))) }
}

function mutated(bytes: Buffer, mutations: Readonly<Record<string, Mutation>>, random: Random) {
  const [first = '', ...others] = Object.keys(mutations)
  let mutation = ''
  // What is large already is not searched for places any more.
  for (let count = 1 + random(3); count > 0 && bytes.length < 1_000_000; count -= 1) {
    mutation = pick(random, [first, ...others])
    bytes = mutations[mutation]?.(bytes, random) ?? bytes
  }
  return { mutation, bytes }
}

async function measured(work: () => Promise<Result[]>): Promise<Pick<Outcome, 'results' | 'cpuMs'>> {
  const before = process.threadCpuUsage()
  const results = await work()
  const { user, system } = process.threadCpuUsage(before)
  return { results, cpuMs: (user + system) / 1000 }
}

async function read(archive: Buffer): Promise<Result[]> {
  let bodies: readonly (DocumentBody | BrokenBody)[]
  try {
    bodies = await readBodies(archive, endpoint)
  } catch (error) {
    if (error instanceof UpstreamContract) return ['archive refused']
    throw error
  }
  const results: Result[] = []
  for (const body of bodies) {
    if ('failure' in body) results.push('document refused')
    else {
      showAll(body)
      const pictures = await Promise.all(body.images.map(({ bytes }) => pngOf(bytes)))
      results.push('document read', ...pictures.map(resultOf))
    }
  }
  return results
}

function resultOf(png: Buffer | null): Result {
  return png ? 'picture shown' : 'picture refused'
}

const readers = [
  amendmentsOf,
  articlesOf,
  claimCountOf,
  draftingDateOf,
  examinerOf,
  citedDocumentsOf,
  reasonsOf,
  referencesOf,
  replyTermOf,
  priorArtSearchOf,
]
/** Our own tags with our own attributes, whole. */
const ours =
  /<(?:div lang="ja"|\/div|\/?(?:p|h[2-4]|u|sup|sub)|br|img src="\/images\/[^"<>]*" alt="[^"<>]*"(?: width="\d+")?(?: height="\d+")?)>/g

/** Everything that the graph shows of a body; its HTML must be made of our tags alone. */
function showAll({ root, papers }: DocumentBody): void {
  for (const reader of readers) reader(root)
  const html = htmlOf(papers, (fileName) => `/images/${encodeURIComponent(fileName)}`)
  const rest = html.replace(ours, '')
  if (/[<>"']/.test(rest))
    throw new Error(`The HTML has a tag that is not ours: ${/.{0,40}[<>"'].{0,40}/.exec(rest)?.[0] ?? ''}`)
}
