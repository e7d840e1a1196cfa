import iconv from 'iconv-lite'
import { composeClosing } from './closing.ts'
import type { ComposedNotice } from './composed-notice.ts'
import { createDice } from './dice.ts'
import { documentOf } from './document.ts'
import { articlesOf, chooseGrounds } from './grounds.ts'
import { wrapAtPage } from './lines.ts'
import { composeList } from './list.ts'
import { composeReasons } from './reasons.ts'
import { chooseTraits, describeTraits } from './traits.ts'

export type { ComposedNotice } from './composed-notice.ts'

function composeNotice(seed: number): ComposedNotice {
  const dice = createDice(seed)
  const traits = chooseTraits(dice)
  const grounds = chooseGrounds(dice, traits.list !== 'no list')
  const articles = articlesOf(dice, traits, grounds)
  const list = composeList(dice, traits)
  const { lines: opening, reasons } = composeReasons(dice, traits, grounds, list.items)
  const closing = composeClosing(dice, traits)
  const lines = [...opening, ...list.lines, ...closing.lines]
  const printed = traits.tags === 'old tags' ? lines.flatMap(wrapAtPage) : lines
  const xml = documentOf(dice, traits, articles, printed)
  return {
    seed,
    style: [...describeTraits(traits), ...list.kinds].join('; '),
    xml,
    bytes: iconv.encode(xml, 'Shift_JIS'),
    expected: {
      items: list.items,
      searchRecord: closing.searchRecord,
      articles,
      isFinal: traits.final.startsWith('final by'),
      ...(reasons && { reasons }),
    },
  }
}

/**
 * Notices with the seeds `seed`, `seed + 1`, …: the same for the same seed. They are written from the description of
 * the documents alone and share nothing with our reader, so that they can check it.
 */
export function composeNotices(seed: number, count: number): ComposedNotice[] {
  return Array.from({ length: count }, (_, index) => composeNotice(seed + index))
}
