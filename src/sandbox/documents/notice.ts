import type { Paper } from '../compose/papers.ts'
import type { Ground } from '../portfolio/document-types.ts'
import type { PortfolioCase } from '../portfolio/types.ts'
import {
  addressedToOne,
  beforeAppeal,
  bibliography,
  conclusion,
  draftingBody,
  footer,
  type Generation,
  generationOf,
  noticeType,
} from './examiner.ts'
import { articles, opening, reasons } from './notice-text.ts'
import { block, file, leaf } from './xml.ts'

type NoticePaper = Extract<Paper, { kind: 'notice' }>

/** 拒絶理由通知書 A131 (xml.md §2.1). */
export function noticeFile(subject: PortfolioCase, notice: NoticePaper): Buffer {
  const generation = generationOf(notice.drafted)
  return file(
    noticeType(generation),
    block(
      `jp:notice-of-rejection-a131${generation}`,
      { 'jp:kind-of-law': 'patent' },
      leaf('jp:document-name', '拒絶理由通知書'),
      bibliography(subject, notice.drafted, {
        addressees: addressedToOne(subject),
        articles: articleGroup(generation, notice.grounds),
      }),
      beforeAppeal(),
      conclusion(opening(notice)),
      draftingBody(generation, reasons(notice)),
      footer(generation),
    ),
  )
}

/** New documents name the ground in parentheses, old ones do not. */
function articleGroup(generation: Generation, grounds: readonly Ground[]): string {
  const named = grounds.map(({ article }) => articles[article].article + (generation === '-rn' ? `（${article}）` : ''))
  return block('jp:article-group', {}, ...named.map((name) => leaf('jp:article', name)))
}
