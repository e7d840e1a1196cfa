import { BadUserInput } from '../errors.ts'
import { builder } from './builder.ts'
import type { FileDocument } from './document-list.ts'

export const DocumentFilter = builder.inputType('DocumentFilter', {
  description: 'Which documents of the file; what is given must all fit. Free: the list comes whole.',
  fields: (t) => ({
    codes: t.stringList({ description: '中間書類コード without the law digit, such as ["A131", "A53"].' }),
    deliverable: t.boolean({ description: 'Only those whose body this API can hand out, or only the others.' }),
    from: t.field({ type: 'LocalDate', description: 'On or after this day.' }),
    to: t.field({ type: 'LocalDate', description: 'On or before this day.' }),
  }),
})

export interface PageArguments {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
  readonly filter?: typeof DocumentFilter.$inferInput | null | undefined
}

/** A page of the list. A cursor names its row, so pages stay in place when the office adds rows. */
export function pageOf(documents: readonly FileDocument[], args: PageArguments) {
  const { first, last } = readCounts(args)
  const from = args.after == null ? 0 : placeOf(documents, 'after', args.after) + 1
  const to = args.before == null ? documents.length : placeOf(documents, 'before', args.before)
  const fitting = documents.map((node, place) => ({ node, place })).filter(({ node }) => fits(node, args.filter ?? {}))
  const between = fitting.filter(({ place }) => place >= from && place < to)
  const page = last === null ? between.slice(0, first ?? undefined) : between.slice(Math.max(0, between.length - last))
  const edges = page.map(({ node }) => ({ cursor: cursorOf(node), node }))
  const [start, end] = [page.at(0)?.place, page.at(-1)?.place]
  return {
    edges,
    totalCount: fitting.length,
    pageInfo: {
      hasPreviousPage: start === undefined ? false : fitting.some(({ place }) => place < start),
      hasNextPage: end === undefined ? false : fitting.some(({ place }) => place > end),
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

function readCounts({ first, last }: PageArguments) {
  if (first != null && last != null)
    throw new BadUserInput('first and last cannot be given together: one page has one end.')
  for (const [name, count] of Object.entries({ first, last }))
    if (count != null && count < 0) throw new BadUserInput(`${name} is ${count}; accepted are whole numbers from 0.`)
  return { first: first ?? null, last: last ?? null }
}

function fits({ code, deliverable, date }: FileDocument, filter: NonNullable<PageArguments['filter']>): boolean {
  return (
    (filter.codes == null || filter.codes.includes(code)) &&
    (filter.deliverable == null || filter.deliverable === deliverable) &&
    (filter.from == null || (date !== null && date >= filter.from)) &&
    (filter.to == null || (date !== null && date <= filter.to))
  )
}

function cursorOf({ id }: FileDocument): string {
  return Buffer.from(id, 'utf8').toString('base64url')
}

function placeOf(documents: readonly FileDocument[], argument: string, cursor: string): number {
  const place = documents.findIndex((document) => cursorOf(document) === cursor)
  if (place >= 0) return place
  throw new BadUserInput(`${argument} is not a cursor of this list; accepted are cursors of its own edges.`)
}
