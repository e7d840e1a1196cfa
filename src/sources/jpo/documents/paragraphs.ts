import { numbered } from './prose.ts'
import { attribute } from './tree.ts'
import { asItStands, section, type Reading } from './wording.ts'

const underItsNumber = section((paragraph) => numbered('', paragraph))

/** What reads alike in every family: the elements of WIPO ST.36 (xml.md §2). */
export const paragraphs: readonly (readonly [string, Reading])[] = [
  // Numbered in a description (`num="0006"`), not in notices and opinions (`num=""`).
  ['p', (element, read) => (attribute(element, 'num')?.trim() ? underItsNumber : asItStands)(element, read)],
  ['claim', section((claim) => numbered('請求項', claim))],
]
