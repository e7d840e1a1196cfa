import type { DocumentNode } from 'graphql'
import { createRecent } from '../store/recent.ts'

/** Of the text; what is parsed of it takes some ten times as much. */
const maxBytes = 1024 * 1024

/** Documents used lately, within bounds of memory: yoga's own cache keeps a thousand for an hour, however long they are. */
export function createDocuments() {
  return createRecent<DocumentNode>(maxBytes, ({ loc }) => loc?.end ?? 0)
}

/** A text that does not parse is read again: it is sent once, or to fill the memory. */
export const noErrors = { get: () => undefined, set: () => undefined }
