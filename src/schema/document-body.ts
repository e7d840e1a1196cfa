import type { GraphQLResolveInfo } from 'graphql'
import { after, type Soon } from '../loaders/soon.ts'
import type { Place } from '../quota/spending.ts'
import type { DocumentBody } from '../sources/jpo/documents/bodies.ts'
import type { Context } from './builder.ts'
import type { FileDocument } from './document-list.ts'

/** The body of a document: from the archive that would hold it, or at hand; null where the office delivers none. */
export function bodyOf(document: FileDocument, { loaders }: Context, place: Place): Soon<DocumentBody | null> {
  const { application, archive, body, code, number } = document
  if (body) return whole(body)
  if (archive === null || number === null) return null
  return after(loaders.cases.bodies(archive, application.number, number, application.selected, place), (found) => {
    const own = found.find((it) => it.code === code) ?? found[0]
    return own ? whole(own) : null
  })
}

/** A field that shows something of the body; null where there is none. */
export function fromBody<T>(show: (body: DocumentBody, document: FileDocument) => T) {
  return (document: FileDocument, _args: object, context: Context, { path }: GraphQLResolveInfo) =>
    after<DocumentBody | null, T | null>(bodyOf(document, context, path), (body) => body && show(body, document))
}

function whole(body: NonNullable<FileDocument['body']>): DocumentBody {
  if ('failure' in body) throw body.failure
  return body
}
