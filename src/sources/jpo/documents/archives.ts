import { type BrokenBody, type DocumentBody, readBodies } from './bodies.ts'
import { createDocumentPool } from './pool.ts'

/** The endpoints that deliver archives. */
export const archiveEndpoints = [
  'APP_DOC_CONT_OPINION_AMENDMENT',
  'APP_DOC_CONT_REFUSAL_REASON_DECISION',
  'APP_DOC_CONT_REFUSAL_REASON',
] as const

/** Archives, read in threads where they are large. */
export interface Archives {
  /** UpstreamContract where it is none; a document in it that cannot be read stands there with its failure. */
  read(endpoint: string, zip: Uint8Array): Promise<readonly (DocumentBody | BrokenBody)[]>
  close(): Promise<void>
}

export function createArchives(): Archives {
  const pool = createDocumentPool()
  return { read: (endpoint, zip) => readBodies(zip, endpoint, pool.read), close: pool.close }
}
