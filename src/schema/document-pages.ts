import { BadUserInput } from '../errors.ts'
import type { Limits } from '../limits/limits.ts'
import { builder } from './builder.ts'
import type { FileDocument } from './document-list.ts'
import { encodeId } from './ids.ts'

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

/** Which page is meant; checked before anything is asked of the office. */
interface Page {
  readonly first: number | null
  readonly last: number | null
  /** Ids of documents. */
  readonly after: string | null
  readonly before: string | null
  readonly filter: NonNullable<PageArguments['filter']>
}

export function readPage(args: PageArguments, application: string, limits: Limits): Page {
  checkPage(args, limits)
  const { first, last, after, before, filter } = args
  return {
    first: first ?? null,
    last: last ?? null,
    after: after == null ? null : documentOf('after', after, application),
    before: before == null ? null : documentOf('before', before, application),
    filter: filter ?? {},
  }
}

/** What is wrong whatever the list: refuses the operation (argument-checks.ts). */
export function checkPage({ first, last, after, before, filter }: PageArguments, { pageSize }: Limits): void {
  if (first != null && last != null)
    throw new BadUserInput('first and last cannot be given together: one page has one end.')
  for (const [name, count] of Object.entries({ first, last })) {
    if (count == null || (count >= 0 && count <= pageSize)) continue
    throw new BadUserInput(
      `${name} is ${count}; accepted are whole numbers from 0 to ${pageSize}.`,
      count < 0 ? {} : { excess: { limit: 'pageSize', asked: count, allowed: pageSize } },
    )
  }
  if (filter?.from != null && filter.to != null && filter.from > filter.to)
    throw new BadUserInput(`from (${filter.from}) is later than to (${filter.to}); accepted are days in order.`)
  for (const [name, cursor] of Object.entries({ after, before })) if (cursor != null) readCursor(name, cursor)
}

/** A page of the list. A cursor names its row, so pages stay in place when the office adds rows. */
export function pageOf(documents: readonly FileDocument[], { first, last, after, before, filter }: Page) {
  const from = after === null ? 0 : placeOf(documents, 'after', after) + 1
  const to = before === null ? documents.length : placeOf(documents, 'before', before)
  const fitting = documents.map((node, place) => ({ node, place })).filter(({ node }) => fits(node, filter))
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

function fits({ code, deliverable, date }: FileDocument, filter: Page['filter']): boolean {
  return (
    (filter.codes == null || filter.codes.includes(code)) &&
    (filter.deliverable == null || filter.deliverable === deliverable) &&
    (filter.from == null || (date !== null && date >= filter.from)) &&
    (filter.to == null || (date !== null && date <= filter.to))
  )
}

/** With the application's number in it, so that another list's cursor is recognised without looking at the list. */
function cursorOf({ application, id }: FileDocument): string {
  return encodeId({ typename: 'Cursor', id: `${application.number}/${id}` })
}

function readCursor(argument: string, cursor: string): { application: string; id: string } {
  const [, application, id] = /^Cursor:(\d+)\/(.+)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? []
  if (application && id) return { application, id }
  throw foreign(argument)
}

function documentOf(argument: string, cursor: string, application: string): string {
  const read = readCursor(argument, cursor)
  if (read.application === application) return read.id
  throw foreign(argument)
}

function placeOf(documents: readonly FileDocument[], argument: string, wanted: string): number {
  const place = documents.findIndex(({ id }) => id === wanted)
  if (place >= 0) return place
  throw foreign(argument)
}

function foreign(argument: string) {
  return new BadUserInput(`${argument} is not a cursor of this list; accepted are cursors of its own edges.`)
}
