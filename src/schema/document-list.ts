import { createHash } from 'node:crypto'
import { type BrokenBody, type DocumentBody, identityOf } from '../sources/jpo/documents/bodies.ts'
import { nameOfCode } from '../sources/jpo/documents/document-names.ts'
import { type Archive, documentKind, type DocumentType, isDeliverable } from '../sources/jpo/codes.ts'
import type { Basics, ListedDocument } from '../sources/jpo/progress.ts'
import type { ApplicationReference } from './references.ts'

/** A document of the file wrapper: a row of 書類一覧, or a member of an archive that the list lacks. */
export interface FileDocument {
  readonly __typename: DocumentType
  readonly application: ApplicationReference
  /** Its name among the documents of its application, for ever: see `idOf`. */
  readonly id: string
  readonly code: string
  readonly name: string
  readonly number: string | null
  readonly date: string | null
  readonly deliverable: boolean
  /** 番号種別 of the list it stands in: see `numberTypes` in codes.ts; null where the list lacks it. */
  readonly group: string | null
  /** 書類識別: see `documentSeparators` in codes.ts. */
  readonly separator: string | null
  /** The archive that would hold its body; null where none does. */
  readonly archive: Archive | null
  /** The body of an unlisted document, which is already at hand. */
  readonly body?: DocumentBody | BrokenBody
}

/** The rows of 書類一覧 by date; rows of one day and rows without a date keep the office's order. */
export function listedDocuments(application: ApplicationReference, { documents }: Basics): FileDocument[] {
  const ids = new Map<string, number>()
  return documents
    .map((row) => fileDocument(application, row, ids))
    .sort((a, b) => (a.date ?? '9999').localeCompare(b.date ?? '9999'))
}

function fileDocument(application: ApplicationReference, row: ListedDocument, ids: Map<string, number>): FileDocument {
  const kind = documentKind(row.code)
  const { code, name, number, date, group, separator } = row
  return {
    __typename: kind.type,
    application,
    id: idOf(row, ids),
    code,
    name,
    number,
    date,
    deliverable: isDeliverable(row),
    group,
    separator,
    // 添付書類 stands under the number of its 手続補正書 and is part of that one's body.
    archive: row.hasBody && separator !== 'T' ? kind.archive : null,
  }
}

/**
 * Several rows share one 書類番号 (the parts of a 特許願) and placeholders share none, so the id is what tells rows
 * apart: number and part where there is a number, else group and date; the rest is counted. The office only adds rows,
 * so the count of an older one never changes.
 */
function idOf(row: ListedDocument, ids: Map<string, number>): string {
  const place = row.number ? `${row.number}.${row.separator ?? ''}` : `${row.group}.${row.date ?? ''}`
  const id = `${row.code}.${place}`
  const earlier = ids.get(id) ?? 0
  ids.set(id, earlier + 1)
  return earlier === 0 ? id : `${id}.${earlier + 1}`
}

/** The members of an archive that the list does not name: their own XML says what they are. */
export function unlistedDocuments(
  application: ApplicationReference,
  basics: Basics,
  bodies: readonly (DocumentBody | BrokenBody)[],
): FileDocument[] {
  // Placeholders have no number either: none of them is a body without one.
  const listed = new Set(basics.documents.flatMap(({ number }) => number ?? []))
  return bodies
    .filter(({ number }) => number === null || !listed.has(number))
    .map((body) => ({
      __typename: 'UntypedDocument',
      application,
      id: unlistedId(body.number ?? digestOf(body), body.code),
      code: body.code ?? '',
      name: ('name' in body ? body.name : null) ?? nameOfCode(body.code ?? '') ?? '',
      number: body.number,
      date: null,
      deliverable: false,
      group: null,
      separator: null,
      archive: null,
      body,
    }))
}

function unlistedId(place: string, code: string | null): string {
  return `unlisted.${place}.${code ?? ''}`
}

/** Of a body without a number. */
function digestOf(body: DocumentBody | BrokenBody): string {
  return createHash('sha256').update(identityOf(body)).digest('base64url').slice(0, 16)
}

/** Of the id of an unlisted document the code, else null. */
export function codeOfUnlisted(id: string): string | null {
  return /^unlisted\.[^.]*\.(.*)$/.exec(id)?.[1] ?? null
}

/** The list may come to name what only the archive held: then the row is what the id means. */
export function sinceListed(documents: readonly FileDocument[], id: string): FileDocument | undefined {
  return documents.find(({ number, code }) => number !== null && unlistedId(number, code) === id)
}
