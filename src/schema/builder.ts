import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import RelayPlugin from '@pothos/plugin-relay'
import type { Caller } from '../auth/callers/caller.ts'
import type { Clock } from '../clock.ts'
import type { Limits } from '../limits/limits.ts'
import type { Loaders } from '../loaders/index.ts'
import type { Ledger } from '../quota/ledger.ts'
import type { Policy } from '../quota/policy.ts'
import type { Claimant } from '../quota/shares.ts'
import type { Tally } from '../quota/tally.ts'
import type { Turns } from '../quota/turns.ts'
import { archiveKinds } from '../sources/jpo/codes.ts'
import type { DocumentImage } from '../sources/jpo/documents/bodies.ts'
import { notTooLong, withCheck } from './argument-checks.ts'
import { decodeId, encodeId } from './ids.ts'
import { usualLength } from './lists.ts'
import { resolveNode } from './node.ts'
import type { Planning } from './plan.ts'
import { finds, sameCase } from './selection.ts'

/** What resolvers may use, made anew for each operation. */
export interface Context {
  readonly loaders: Loaders
  readonly caller: Caller
  readonly clock: Clock
  /** Notes that a field shows something that holds until then (ms), by itself; without a figure for the office's day. */
  readonly shows: (until?: number) => void
  readonly imageUrl: (application: string, document: string | null, image: DocumentImage) => string
  readonly quota: {
    readonly ledger: Ledger
    readonly turns: Turns
    readonly tally: Tally
    readonly requestsPerMinute: number
    /** Who spends; null where all are one caller. */
    readonly account: Claimant | null
  }
  /** Whether names may be told that were not asked about. */
  readonly isSchemaTold: boolean
  /** What one operation may ask for. */
  readonly limits: Limits
  /** Some of its answer may come later than the rest. */
  readonly isInParts?: boolean
  /** What another operation would spend under a policy of its own; null within a plan. */
  readonly planning: ((policy: Partial<Policy>) => Promise<Planning>) | null
}

interface Text {
  Input: string
  Output: string
}

/** A document that the list of its case does not name is looked for in the archive that would hold it. */
function byId(description: string) {
  return finds(['basics', 'registration'], description, { besides: archiveKinds })
}

export const builder = new SchemaBuilder<{
  Context: Context
  DefaultEdgesNullability: false
  DefaultNodeNullability: false
  Scalars: {
    ID: Text
    ApplicationNumber: Text
    PublicationNumber: Text
    RegistrationNumber: Text
    ApplicantCode: Text
    LocalDate: Text
    DateTime: { Input: never; Output: number }
    JSON: { Input: unknown; Output: unknown }
    _Any: { Input: unknown; Output: never }
  }
}>({
  plugins: [ComplexityPlugin, RelayPlugin],
  complexity: {
    defaultComplexity: 1,
    defaultListMultiplier: usualLength,
    // It is counted once for the whole operation, before anything of it starts (complexity.ts).
    disabled: true,
  },
  relay: {
    encodeGlobalID: (typename, id) => encodeId({ typename, id: String(id) }),
    decodeGlobalID: decodeId,
    idFieldOptions: { description: 'Stays the same for ever. Free.' },
    nodeTypeOptions: { description: 'Something with an id that stays the same for ever and finds it again by `node`.' },
    nodeQueryOptions: {
      ...byId(
        'The object behind an id that this graph gave out. An Application or Applicant is a reference and free; a Document is found in the list of its case or, where the list lacks it, in its archive. BAD_USER_INPUT for an id that is not ours.',
      ),
      args: { id: { description: 'A value of an `id` field.' } },
      resolve: (_root, { id }, context, info) => resolveNode(id, context, info),
    },
    nodesQueryOptions: {
      ...withCheck(notTooLong('ids'), byId('Several objects by id, in the order asked; see `node`. Of each:')),
      args: { ids: { description: 'Values of `id` fields, at most 200 (the limit `listLength`).' } },
      resolve: (_root, { ids }, context, info) => ids.map((id) => resolveNode(id, context, info)),
    },
    firstArgOptions: {
      description:
        'At most so many rows, from 0 to 100 (the limit `pageSize`), from the beginning or after `after`; not with `last`.',
    },
    afterArgOptions: { description: 'Only rows after the one with this cursor.' },
    lastArgOptions: {
      description:
        'At most so many rows, from 0 to 100 (the limit `pageSize`), from the end or before `before`; not with `first`.',
    },
    beforeArgOptions: { description: 'Only rows before the one with this cursor.' },
    pageInfoTypeOptions: { description: 'Where a page of a connection stands among all its rows.' },
    hasNextPageFieldOptions: { description: 'Whether rows follow this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether rows come before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first row, for `before`; null on an empty page.' },
    endCursorFieldOptions: { description: 'Cursor of the last row, for `after`; null on an empty page.' },
    nodesOnConnection: { description: 'The rows themselves.', extensions: sameCase },
    edgesFieldOptions: { description: 'The rows with their cursors.', extensions: sameCase, nullable: false },
    nodeFieldOptions: { description: 'The row.', extensions: sameCase, nullable: false },
    cursorFieldOptions: { description: 'Opaque place of the row, for `after` and `before`.' },
    pageInfoFieldOptions: { description: 'What comes before and after this page.' },
  },
})

export const Node = builder.nodeInterfaceRef()

builder.queryType({
  description:
    'Japanese patent applications as the Japan Patent Office (特許庁) tells them by 特許情報取得API. Numbers may be written in any usual way. A field costs a call to the office only where it is selected and nothing stored still holds.',
})
