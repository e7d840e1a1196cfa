import type { Place } from '../quota/spending.ts'
import type { Context } from './builder.ts'
import { citationsOf } from './citation.ts'
import type { ApplicationReference } from './references.ts'

/** 特許引用文献情報 joins a notice by its 起案日 (xml.md §4.4): those of the types that fit. */
export async function citationsDrafted(
  application: ApplicationReference,
  draftingDate: string | null,
  fits: (type: string) => boolean,
  { loaders }: Context,
  place: Place,
) {
  if (draftingDate === null) return []
  const known = await loaders.cases.load('citations', application.number, application.selected, place)
  const citations = known ? citationsOf(application, known.value, null) : []
  return citations.filter((it) => it.draftingDate === draftingDate && fits(it.type))
}
