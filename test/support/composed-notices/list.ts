import { withSingleBlanks, type ExpectedItem } from './composed-notice.ts'
import { writerOf, type CitedDocument, type Writer } from './cited-document.ts'
import type { Dice } from './dice.ts'
import { composeForeign } from './foreign-documents.ts'
import { otherJapanese, publications } from './japanese-documents.ts'
import { beginsLikeNext, linesOf, pageRule, section, type Line } from './lines.ts'
import { composeLiterature } from './literature.ts'
import type { Traits } from './traits.ts'
import { fullWidth } from './width.ts'

/** 引用文献等一覧 as lines, with its items. */
export interface ComposedList {
  readonly lines: readonly Line[]
  readonly items: readonly ExpectedItem[]
  readonly kinds: readonly string[]
}

const remarks = [
  '（周知技術を示す文献）',
  '（新たに引用された文献）',
  '（周知技術を示す文献；新たに引用された文献）',
  '（特に、図３参照）',
]

export function composeDocument(dice: Dice, write: Writer): CitedDocument {
  return dice.weigh([
    [() => dice.pick(publications)(dice, write), 9],
    [() => dice.pick(otherJapanese)(dice, write), 4],
    [() => composeForeign(dice, write), 4],
    [() => composeLiterature(dice), 4],
  ])()
}

/** A rule ends a list; above one it means nothing. */
function ruleAbove(dice: Dice): Line[] {
  return dice.chance(0.1) ? linesOf(pageRule(dice.pick(['─', '－'])), '') : []
}

/** xml.md §4.1: the heading is known after removing all blanks. */
function heading(traits: Traits): Line {
  const letters = ['引', '用', '文', '献', '等', '一', '覧']
  const isSpaced = traits.spacing.startsWith('heading spaced')
  const blank = isSpaced ? '\u3000' : traits.spacing === 'heading with ASCII blanks' ? ' ' : ''
  const brackets = traits.brackets.endsWith('brackets') ? '' : traits.brackets.slice(-2)
  const text = brackets.slice(0, 1) + letters.join(blank) + brackets.slice(1)
  const indent = traits.spacing === 'heading spaced and centred' ? '\u3000'.repeat(9) : ''
  return { text: indent + text, ...(traits.headingElement !== '' && { as: 'heading' as const }) }
}

const labels: Readonly<Record<Traits['label'], (order: number) => string>> = {
  'label １．': (order) => fullWidth(`${order}.`),
  'label １.': (order) => `${fullWidth(String(order))}.`,
  'label 1.': (order) => `${order}. `,
  'label 1．': (order) => `${order}．`,
  'label （１）': (order) => fullWidth(`(${order})`),
  'label (1)': (order) => `(${order}) `,
  'label 引用文献１：': (order) => fullWidth(`引用文献${order}:`),
  'label １ without point': (order) => fullWidth(`${order} `),
}

const indents: Readonly<Record<Traits['indent'], string>> = {
  '': '',
  'full-width indent': '\u3000',
  'ASCII indent': '  ',
  'indent by &#160;': '\u00a0\u00a0',
}

/** Two or three lines, broken anywhere but before what would read as the next item. */
function breakUp(dice: Dice, text: string, next: number): string[] {
  if (text.length < 20 || dice.chance(0.3)) return [text]
  const parts = text.length > 40 && dice.chance(0.4) ? 3 : 2
  const ends = [1, 2].slice(0, parts - 1).map((part) => Math.floor((text.length * part) / parts) + dice.between(-4, 4))
  const possible = ends.filter((end) => !beginsLikeNext(text.slice(end), next))
  return [0, ...possible].map((start, index) => text.slice(start, possible[index]))
}

function itemLines(dice: Dice, traits: Traits, order: number, texts: readonly string[]): Line[] {
  const next = order + 1
  const hang = dice.pick(['\u3000\u3000', '\u3000', '    ', ''])
  const parts = texts.flatMap((text) => (traits.wrap === '' ? [text] : breakUp(dice, text, next)))
  return parts.map((text, index) => ({
    text: indents[traits.indent] + (index === 0 ? labels[traits.label](order) : hang) + text,
    next,
    ...(traits.wrap === 'items wrapped by p' && { as: 'p' as const }),
  }))
}

function remarkOf(dice: Dice, traits: Traits): string {
  return traits.remark !== '' && dice.chance(0.5) ? dice.pick(remarks) : ''
}

export function composeList(dice: Dice, traits: Traits): ComposedList {
  if (traits.list === 'no list') return { lines: [], items: [], kinds: [] }
  const write = writerOf(dice, traits)
  const first = traits.start === '' ? 1 : dice.between(2, 9)
  const lines: Line[] = traits.list === '' ? [...ruleAbove(dice), heading(traits)] : []
  const items: ExpectedItem[] = []
  const kinds = new Set<string>()
  const count = dice.chance(0.1) ? dice.between(9, 13) : dice.between(1, 7)
  for (let order = first; order < first + count; order++) {
    // xml.md §4.3: a list without heading is known by a first document of a known type.
    const isKnown = traits.list !== '' && order === first
    const document = isKnown ? dice.pick(publications)(dice, write) : composeDocument(dice, write)
    const remark = remarkOf(dice, traits)
    const texts = traits.remark === 'remarks on own lines' ? [document.text, remark] : [document.text + remark]
    lines.push(
      ...itemLines(
        dice,
        traits,
        order,
        texts.filter((text) => text !== ''),
      ),
    )
    const text = withSingleBlanks(document.text + remark)
    items.push({ order, text, publicationNumber: document.publicationNumber })
    kinds.add(document.kind)
  }
  return { lines: section(traits, lines), items, kinds: [...kinds] }
}
