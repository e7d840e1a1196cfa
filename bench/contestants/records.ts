import { readFileSync } from 'node:fs'

export interface DocumentRecord {
  readonly __typename: string
  readonly code: string
  readonly name: string
  readonly number: string | null
  readonly date: string | null
  readonly text?: string
}

export interface CitationRecord {
  readonly __typename: string
  readonly type: { readonly code: string; readonly label: string | null }
  readonly order: number
  readonly displayNumber: string
  readonly publicationNumber: string
}

export interface ApplicationRecord {
  readonly number: string
  readonly displayNumber: string
  readonly applicants: readonly object[]
  /** What the office tells with the application itself. */
  readonly documents: readonly DocumentRecord[]
}

/** The decoded records of one process, in memory: the best that whoever asks them can hope for. */
export interface Records {
  readonly applications: ReadonlyMap<string, ApplicationRecord>
  readonly numberByPublication: ReadonlyMap<string, string>
  readonly citations: ReadonlyMap<string, readonly CitationRecord[]>
  /** What every answer of ours carries besides; the others send the same. */
  readonly extensions: Record<string, unknown>
}

interface Sent {
  readonly extensions: Record<string, unknown>
  readonly applications: readonly (Omit<ApplicationRecord, 'documents'> & {
    readonly publication: { readonly number: string }
    readonly documents: { readonly nodes: readonly DocumentRecord[] }
    readonly citations: readonly CitationRecord[]
  })[]
}

export function readRecords(file: string): Records {
  const { applications, extensions } = JSON.parse(readFileSync(file, 'utf8')) as Sent
  return {
    applications: new Map(
      applications.map(({ documents, citations, publication, ...rest }) => [
        rest.number,
        { ...rest, documents: documents.nodes.map(ownType) },
      ]),
    ),
    numberByPublication: new Map(applications.map(({ publication, number }) => [publication.number, number])),
    citations: new Map(applications.map(({ number, citations }) => [number, citations])),
    extensions,
  }
}

function ownType(document: DocumentRecord): DocumentRecord {
  return document.__typename === 'NoticeOfReasonsForRefusal' ? document : { ...document, __typename: 'OtherDocument' }
}

interface DocumentArguments {
  readonly first?: number | null
  readonly filter?: { readonly codes?: readonly string[] | null } | null
}

export function documentsOf({ documents }: ApplicationRecord, { first, filter }: DocumentArguments) {
  const codes = filter?.codes
  const found = codes ? documents.filter(({ code }) => codes.includes(code)) : documents
  return { totalCount: found.length, nodes: first == null ? found : found.slice(0, first) }
}
