import type { Place } from '../quota/spending.ts'
import { lastDayOf, replyTermOf } from '../sources/jpo/documents/reply-term.ts'
import type { Context } from './builder.ts'
import { bodyOf } from './document-body.ts'
import type { FileDocument } from './document-list.ts'
import { isSurelyUnanswered, listAround } from './replies.ts'

/** 特許査定, 拒絶査定, 出願取下書, 出願放棄書 end the notice; 期間延長請求書 ends the term that it states. */
const ends = new Set(['A01', 'A02', 'A761', 'A762', 'A601', 'A603'])

/** The last day to answer an open notice, or null where it is not surely that. */
export async function responseDueDate(notice: FileDocument, context: Context, place: Place): Promise<string | null> {
  const body = await bodyOf(notice, context, place)
  const term = body && replyTermOf(body.root)
  const { date } = notice
  if (!term || date === null) return null
  const isEnded = (await listAround(notice, context, place)).some(
    (it) => ends.has(it.code) && (it.date === null || it.date >= date),
  )
  if (isEnded || !(await isSurelyUnanswered(notice, context, place))) return null
  return lastDayOf(date, term)
}
