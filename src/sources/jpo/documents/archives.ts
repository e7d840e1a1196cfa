import { createRecent } from '../../../store/recent.ts'
import { type BrokenBody, type DocumentBody, readBodies } from './bodies.ts'
import { createDocumentPool } from './pool.ts'

/** The endpoints that deliver archives. */
export const archiveEndpoints = [
  'APP_DOC_CONT_OPINION_AMENDMENT',
  'APP_DOC_CONT_REFUSAL_REASON_DECISION',
  'APP_DOC_CONT_REFUSAL_REASON',
] as const

type Bodies = readonly (DocumentBody | BrokenBody)[]

/** An archive as it is stored. */
export interface StoredArchive {
  readonly endpoint: string
  /** The application whose documents it holds. */
  readonly key: string
  readonly retrievedAt: number
  readonly zip: Uint8Array
}

/** Archives, each read once as long as memory lasts. */
export interface Archives {
  read(archive: StoredArchive): Promise<Bodies>
  /** The documents of the archive read last, of whatever day; without a look into the store. */
  readLately(endpoint: string, key: string): Bodies | undefined
  close(): Promise<void>
}

const maxBytes = 64 * 1024 * 1024
/** Tree, text and source of one character of XML, measured (docs/decisions/0008). */
const bytesOfCharacter = 16

export function createArchives(): Archives {
  const pool = createDocumentPool()
  const recent = createRecent<{ retrievedAt: number; bodies: Bodies }>(maxBytes, ({ bodies }) =>
    bodies.reduce((sum, body) => sum + bytesOf(body), 0),
  )

  async function read({ endpoint, key, retrievedAt, zip }: StoredArchive): Promise<Bodies> {
    const known = recent.get(`${endpoint}/${key}`)
    if (known?.retrievedAt === retrievedAt) return known.bodies
    const bodies = await readBodies(zip, endpoint, pool.read)
    recent.set(`${endpoint}/${key}`, { retrievedAt, bodies })
    return bodies
  }

  return { read, readLately: (endpoint, key) => recent.get(`${endpoint}/${key}`)?.bodies, close: pool.close }
}

function bytesOf(body: DocumentBody | BrokenBody): number {
  if ('failure' in body) return 1024
  return body.images.reduce((sum, { bytes }) => sum + bytes.length, body.xml.length * bytesOfCharacter)
}
