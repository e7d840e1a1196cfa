import { UpstreamContract } from '../../src/errors.ts'
import { pngOf } from '../../src/images/png.ts'
import { documentArchive } from '../../src/sandbox/documents/archive.ts'
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
}

export type Result = 'archive refused' | 'document read' | 'document refused' | 'picture shown' | 'picture refused'

interface Base {
  readonly archive: Buffer
  readonly entries: readonly Entry[]
}

const endpoint = 'FUZZ'

/** The sandbox's own archives, which are like the office's. */
export async function baseArchives(): Promise<readonly Base[]> {
  const made = composedPortfolio.cases.slice(0, 40).flatMap((subject) =>
    archiveEndpoints.map(async (name) => {
      const archive = (await documentArchive(name, subject, 0))?.bytes
      return archive && { archive, entries: (await readArchive(archive, name)).filter((file) => 'bytes' in file) }
    }),
  )
  const bases = (await Promise.all(made)).filter((base) => base !== undefined)
  return bases.map(({ archive, entries }) => ({
    archive,
    entries: entries.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes) })),
  }))
}

/** One case, the same for the same seed and index. Whatever it throws is a defect. */
export async function runCase(bases: readonly Base[], seed: number, index: number): Promise<Outcome> {
  const random = randomFrom(Math.imul(seed, 1_000_003) + index)
  const base = bases[random(bases.length)]
  if (!base) throw new Error('There is no archive to mutate')
  const isOfArchive = random(2) === 0
  if (isOfArchive) {
    const { mutation, bytes } = mutated(base.archive, archiveMutations, random)
    return { mutation: `archive: ${mutation}`, results: await read(bytes) }
  }
  const victim = base.entries[random(base.entries.length)]
  const isPicture = victim?.name.endsWith('.tif') === true
  const { mutation, bytes } = mutated(
    victim?.bytes ?? Buffer.alloc(0),
    isPicture ? anyBytes : documentMutations,
    random,
  )
  const entries = base.entries.map((entry) => (entry === victim ? { ...entry, bytes } : entry))
  return { mutation: `${isPicture ? 'picture' : 'document'}: ${mutation}`, results: await read(await zip(entries, 0)) }
}

function mutated(bytes: Buffer, mutations: Readonly<Record<string, Mutation>>, random: Random) {
  const [first = '', ...others] = Object.keys(mutations)
  let mutation = ''
  for (let count = 1 + random(3); count > 0; count -= 1) {
    mutation = pick(random, [first, ...others])
    bytes = mutations[mutation]?.(bytes, random) ?? bytes
  }
  return { mutation, bytes }
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
      results.push('document read', ...pictures.map((png) => (png ? 'picture shown' : 'picture refused')))
    }
  }
  return results
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
