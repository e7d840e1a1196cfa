import type { Place } from '../quota/spending.ts'
import { documentKind } from '../sources/jpo/codes.ts'
import type { DocumentBody } from '../sources/jpo/documents/bodies.ts'
import { answeredDispatchNumber, dispatchNumberOf } from '../sources/jpo/documents/bibliography.ts'
import type { Context } from './builder.ts'
import { bodyOf } from './document-body.ts'
import { type FileDocument, listedDocuments } from './document-list.ts'

/** The rows of the list that a document stands in, by date. */
export async function listAround(
  { application }: FileDocument,
  { loaders }: Context,
  place: Place,
): Promise<FileDocument[]> {
  const basics = await loaders.cases.load('basics', application.number, application.selected, place)
  return basics ? listedDocuments(application, basics.value) : []
}

/** The filings that name the notice's 発送番号, which they do in their XML only; null where that is not to be had. */
export async function repliesTo(notice: FileDocument, context: Context, place: Place): Promise<FileDocument[] | null> {
  const filings = (await listAround(notice, context, place)).filter((it) => mayAnswer(it, notice))
  const bodies = await Promise.all(filings.map(async (filing) => bodyOf(filing, context, place)))
  if (filings.length > 0 && bodies.every((body) => body === null)) return null
  return filings.filter((_, index) => answers(dispatchNumberIn(bodies[index]), notice))
}

/** The notice of the list that a filing names; the last one, should two end alike. */
export async function noticeAnswered(
  filing: FileDocument,
  context: Context,
  place: Place,
): Promise<FileDocument | null> {
  const number = dispatchNumberIn(await bodyOf(filing, context, place))
  const notices = (await listAround(filing, context, place)).filter(
    (it) => it.__typename === 'NoticeOfReasonsForRefusal' && answers(number, it) && mayAnswer(filing, it),
  )
  return notices.at(-1) ?? null
}

/**
 * Whether a notice is surely unanswered: no filing after it can be its answer. One whose body is not to be had may be, and
 * a voluntary amendment, which names no notice, is none.
 */
export async function isSurelyUnanswered(notice: FileDocument, context: Context, place: Place): Promise<boolean> {
  const filings = (await listAround(notice, context, place)).filter((it) => mayAnswer(it, notice))
  const bodies = await Promise.all(filings.map(async (filing) => bodyOf(filing, context, place)))
  return bodies.every((body) => body !== null && !answers(dispatchNumberIn(body), notice))
}

function dispatchNumberIn(body: DocumentBody | null | undefined): string | null {
  return body ? answeredDispatchNumber(body.root) : null
}

/** By kind and date alone; 添付書類 goes with its document. */
function mayAnswer({ code, separator, date }: FileDocument, notice: FileDocument): boolean {
  const isFiling = documentKind(code).archive === 'filings' && separator !== 'T'
  return isFiling && (date === null || notice.date === null || date >= notice.date)
}

function answers(dispatchNumber: string | null, { number }: FileDocument): boolean {
  return number !== null && dispatchNumber === dispatchNumberOf(number)
}
