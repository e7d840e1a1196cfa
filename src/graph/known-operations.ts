import { GraphQLError } from 'graphql'
import type { GraphQLParams, Plugin } from 'graphql-yoga'
import { createRecent } from '../store/recent.ts'
import { sha256, type TrustedDocuments } from './trusted-documents.ts'

export interface KnownOperationsOptions {
  /** Null where there is no file of them. */
  readonly trusted: TrustedDocuments | null
  /** Nothing else is answered. */
  readonly isTrustedOnly: boolean
}

/** Of operations that clients have named themselves: more are forgotten, and sent again by their clients. */
const LEARNT_BYTES = 8 * 1024 * 1024

/**
 * Operations that are sent by the hash of their text: those of a file, and those that a client has sent with their hash
 * before (automatic persisted queries, the protocol of Apollo's clients).
 */
export function knownOperations({ trusted, isTrustedOnly }: KnownOperationsOptions): Plugin {
  const learnt = createRecent<string>(LEARNT_BYTES, (text) => text.length * 2 + 200)

  /** The text that stands for the hash; throws where none does, or another than the one beside it. */
  function textOf(hash: string, sent: string | undefined): string {
    const known = trusted?.get(hash) ?? learnt.get(hash)
    if (known !== undefined && (sent === undefined || sent === known)) return known
    if (sent === undefined || (known === undefined && isTrustedOnly)) throw notFound()
    // What is no text has none either.
    if (typeof sent !== 'string' || sha256(sent) !== hash)
      throw refusal('The hash is not the SHA-256 of the query beside it.', 'PERSISTED_QUERY_HASH_MISMATCH')
    learnt.set(hash, sent)
    return sent
  }

  return {
    onParams({ params, setParams }) {
      const hash = hashIn(params)
      const query = params.query
      if (hash !== null) setParams({ ...params, query: textOf(hash, query) })
      else if (isTrustedOnly && !(typeof query === 'string' && trusted?.has(sha256(query))))
        throw refusal(
          'This server answers only operations that it knows beforehand (TRUSTED_ONLY); this is none of them.',
          'OPERATION_NOT_TRUSTED',
        )
    },
  }
}

/** `extensions.persistedQuery`, version 1, or `documentId` with or without the name of its algorithm. */
function hashIn({ extensions, ...params }: GraphQLParams): string | null {
  const persisted: unknown = extensions?.['persistedQuery']
  const { documentId } = params as { documentId?: unknown }
  if (persisted === undefined && documentId === undefined) return null
  const { sha256Hash, version = 1 } = Object(persisted) as { sha256Hash?: unknown; version?: unknown }
  if (version !== 1)
    throw refusal(
      'extensions.persistedQuery is read in its version 1 only, where the hash is a SHA-256.',
      'BAD_REQUEST',
    )
  const told = persisted === undefined ? documentId : sha256Hash
  const hash = typeof told === 'string' ? told.replace(/^sha256:/, '').toLowerCase() : ''
  if (/^[\da-f]{64}$/.test(hash)) return hash
  throw refusal(
    'What names a known operation must be a SHA-256 in hexadecimal, 64 digits: extensions.persistedQuery.sha256Hash or documentId.',
    'BAD_REQUEST',
  )
}

/** Apollo's clients know it by message and code, and send the text then. */
function notFound(): GraphQLError {
  return new GraphQLError('PersistedQueryNotFound', {
    extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', http: { spec: true, status: 404 } },
  })
}

function refusal(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } })
}
