import type { ExpectedItem, ExpectedReason } from './composed-notice.ts'
import type { Dice } from './dice.ts'
import { provision, type Ground } from './grounds.ts'
import { linesOf, section, type Line } from './lines.ts'
import { citedInProse, composeProse } from './prose.ts'
import type { Traits } from './traits.ts'
import { BLANK, fullWidth } from './width.ts'

/** The reasons as lines: their list, 記, and the blocks of each. */
export interface ComposedReasons {
  readonly lines: readonly Line[]
  readonly reasons?: readonly ExpectedReason[]
}

function listOfReasons(dice: Dice, traits: Traits, grounds: readonly Ground[]): Line[] {
  return grounds.map((ground, index) => {
    const name = traits.tags === 'new tags' ? `（${ground.name}）` : ''
    const basis = ground.cites ? '後に掲げる文献に照らすと' : '出願書類の記載に照らすと'
    const text = `${fullWidth(String(index + 1))}．${name}下記の請求項は、${basis}、特許法${provision(ground)}の求めるところに反する。`
    return { text: dice.chance(0.3) ? `${BLANK}${text}` : text }
  })
}

function chooseClaims(dice: Dice): ExpectedReason['claims'] {
  const ranges: { from: number; to: number }[] = []
  let from = dice.between(1, 3)
  for (let left = dice.between(1, 3); left > 0; left--) {
    const to = from + dice.pick([0, 0, 1, 2, 4])
    ranges.push({ from, to })
    from = to + dice.between(2, 4)
  }
  return ranges
}

/** Numbers of listed documents, rarely of those that an earlier notice listed. */
function chooseDocuments(dice: Dice, items: readonly ExpectedItem[]): number[] {
  const first = items[0]?.order ?? 1
  const earlier = Array.from({ length: first - 1 }, (_, index) => index + 1).filter(() => dice.chance(0.3))
  const listed = items.map(({ order }) => order).filter(() => dice.chance(0.5))
  const chosen = [...earlier, ...listed]
  return chosen.length > 0 ? chosen : [first]
}

const printed = {
  claims: (claims: ExpectedReason['claims']) =>
    fullWidth(claims.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join('、')),
  documents: (documents: readonly number[]) => fullWidth(documents.join('、')),
}

function blockLines(dice: Dice, traits: Traits, { number, claims, documents }: ExpectedReason): Line[] {
  const prose = composeProse(dice, traits, documents)
  if (traits.blocks === 'blocks （Ａ）') {
    const cited = documents.length > 0 ? `、引用文献${printed.documents(documents)}` : ''
    const mark = fullWidth(String.fromCharCode(64 + number))
    return [
      ...linesOf(`（${mark}）理由${fullWidth(String(number))}：請求項${printed.claims(claims)}${cited}`),
      ...prose,
    ]
  }
  const cited = documents.length > 0 ? [`・引用文献等${BLANK}${printed.documents(documents)}`] : []
  return [...linesOf(`・請求項${BLANK}${printed.claims(claims)}`, ...cited, '・備考'), ...prose]
}

function blockHeading(traits: Traits, { name }: Ground, number: number): Line[] {
  const printedNumber = fullWidth(String(number))
  if (traits.blocks === 'blocks （Ａ）') return []
  if (traits.blocks === 'blocks 【】') return linesOf(`【理由${printedNumber}】`)
  return linesOf(
    traits.tags === 'new tags' ? `●理由${printedNumber}（${name}）について` : `●理由${printedNumber}について`,
  )
}

export function composeReasons(
  dice: Dice,
  traits: Traits,
  grounds: readonly Ground[],
  items: readonly ExpectedItem[],
): ComposedReasons {
  const lines = [...section(traits, listOfReasons(dice, traits, grounds)), ...linesOf('', `${BLANK.repeat(16)}記`, '')]
  const reasons: ExpectedReason[] = []
  for (const [index, ground] of grounds.entries()) {
    const number = index + 1
    const block: Line[] = blockHeading(traits, ground, number)
    for (let left = traits.blocks === 'blocks （Ａ）' ? 1 : dice.pick([1, 1, 2]); left > 0; left--) {
      const documents = ground.cites && items.length > 0 ? chooseDocuments(dice, items) : []
      const reason = { number, claims: chooseClaims(dice), documents }
      reasons.push(reason)
      block.push(...blockLines(dice, traits, reason))
      if (ground.cites && items.length === 0) block.push({ text: citedInProse(dice, traits) })
    }
    lines.push(...section(traits, block), ...(dice.chance(0.8) ? linesOf('') : []))
  }
  // xml.md §4.1 names （Ａ）理由１：請求項… as a style of its own, without saying where claims and documents end in it.
  return traits.blocks === 'blocks （Ａ）' ? { lines } : { lines, reasons }
}
