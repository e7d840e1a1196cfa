import type { Dice } from './dice.ts'

/**
 * In what ways a notice may be written, each with its weight. '' is the ordinary way. Sections are those of xml.md.
 * Of the labels §4.1 names only number and period; the others are ways in which examiners number lists elsewhere in the
 * same documents, so a reader may meet them. Brackets 《》 and the rule ― are likewise only not excluded.
 */
const choices = {
  tags: [
    ['new tags', 6],
    ['old tags', 4],
  ],
  list: [
    ['', 78],
    ['list without heading', 9],
    ['no list', 13],
  ],
  brackets: [
    ['heading in ＜＞', 5],
    ['heading in 〈〉', 2],
    ['heading in 《》', 1],
    ['heading without brackets', 3],
  ],
  spacing: [
    ['', 5],
    ['heading spaced', 3],
    ['heading spaced and centred', 2],
    ['heading with ASCII blanks', 1],
  ],
  headingElement: [
    ['', 9],
    ['heading in jp:heading', 1],
  ],
  label: [
    ['label １．', 6],
    ['label １.', 2],
    ['label 1.', 2],
    ['label 1．', 1],
    ['label （１）', 1],
    ['label (1)', 1],
    ['label 引用文献１：', 1],
    ['label １ without point', 1],
  ],
  start: [
    ['', 8],
    ['numbers above 1', 2],
  ],
  indent: [
    ['', 4],
    ['full-width indent', 4],
    ['ASCII indent', 1],
    ['indent by &#160;', 1],
  ],
  wrap: [
    ['', 4],
    ['items wrapped by br', 3],
    ['items wrapped by p', 1],
  ],
  paragraphs: [
    ['', 8],
    ['many p', 2],
  ],
  digits: [
    ['', 5],
    ['half-width numbers', 2],
    ['numbers of both widths', 2],
  ],
  dash: [
    ['', 8],
    ['dash ‐', 1],
    ['dash ―', 1],
  ],
  remark: [
    ['', 5],
    ['remarks', 3],
    ['remarks on own lines', 1],
  ],
  blocks: [
    ['blocks ●', 6],
    ['blocks 【】', 2],
    ['blocks （Ａ）', 2],
  ],
  final: [
    ['', 6],
    ['final by marker', 2],
    ['final by reason', 1],
    ['final by both', 2],
    ['final only mentioned', 1],
  ],
  end: [
    ['rule －', 3],
    ['rule ─', 2],
    ['rule ―', 1],
    ['ends by search record', 6],
    ['ends by note', 2],
    ['ends by advice on amending', 2],
    ['ends with the body', 2],
    ['ends by the reason for being final', 0],
  ],
  record: [
    ['', 4],
    ['search record', 3],
    ['numbered search record', 3],
  ],
  contact: [
    ['', 5],
    ['contact', 5],
  ],
  prose: [
    ['', 5],
    ['numbered prose', 3],
    ['mark-up in prose', 2],
    ['letters of cp932', 1],
  ],
} as const satisfies Record<string, readonly (readonly [string, number])[]>

type Choices = typeof choices
export type Traits = { readonly [Name in keyof Choices]: Choices[Name][number][0] }

/** Every special way of writing, to see that all of them occur. */
export const everyTrait: readonly string[] = Object.values(choices).flatMap((options) =>
  options.map(([trait]) => trait).filter((trait) => trait !== ''),
)

export function chooseTraits(dice: Dice): Traits {
  return agreeing(dice, {
    tags: dice.weigh<Traits['tags']>(choices.tags),
    list: dice.weigh<Traits['list']>(choices.list),
    brackets: dice.weigh<Traits['brackets']>(choices.brackets),
    spacing: dice.weigh<Traits['spacing']>(choices.spacing),
    headingElement: dice.weigh<Traits['headingElement']>(choices.headingElement),
    label: dice.weigh<Traits['label']>(choices.label),
    start: dice.weigh<Traits['start']>(choices.start),
    indent: dice.weigh<Traits['indent']>(choices.indent),
    wrap: dice.weigh<Traits['wrap']>(choices.wrap),
    paragraphs: dice.weigh<Traits['paragraphs']>(choices.paragraphs),
    digits: dice.weigh<Traits['digits']>(choices.digits),
    dash: dice.weigh<Traits['dash']>(choices.dash),
    remark: dice.weigh<Traits['remark']>(choices.remark),
    blocks: dice.weigh<Traits['blocks']>(choices.blocks),
    final: dice.weigh<Traits['final']>(choices.final),
    end: dice.weigh<Traits['end']>(choices.end),
    record: dice.weigh<Traits['record']>(choices.record),
    contact: dice.weigh<Traits['contact']>(choices.contact),
    prose: dice.weigh<Traits['prose']>(choices.prose),
  })
}

/** Ways of writing that exclude each other, put right. */
function agreeing(dice: Dice, traits: Traits): Traits {
  const agreed: { -readonly [Name in keyof Traits]: Traits[Name] } = { ...traits }
  if (traits.digits === 'half-width numbers') agreed.dash = ''
  if (traits.list === 'no list') return agreed
  if (traits.list === 'list without heading') {
    // xml.md §4.3: without heading, a list is known by a first line `1.` only.
    agreed.label = dice.pick(['label １．', 'label １.', 'label 1.', 'label 1．'] as const)
    agreed.start = ''
  }
  const isGrounded = traits.final === 'final by reason' || traits.final === 'final by both'
  if (isGrounded && dice.chance(0.5)) agreed.end = 'ends by the reason for being final'
  if (agreed.end === 'ends by search record' && traits.record === '') agreed.record = 'search record'
  if (agreed.end === 'ends with the body') {
    agreed.record = agreed.contact = ''
    agreed.final = traits.final === '' || traits.final === 'final only mentioned' ? '' : 'final by marker'
  }
  return agreed
}

const ofHeading: readonly (keyof Traits)[] = ['brackets', 'spacing', 'headingElement']
const ofList: readonly (keyof Traits)[] = [...ofHeading, 'label', 'start', 'indent', 'wrap', 'remark', 'end']

/** The special traits that show in the notice. */
export function describeTraits(traits: Traits): string[] {
  const hidden = traits.list === 'no list' ? ofList : traits.list === 'list without heading' ? ofHeading : []
  const names = Object.keys(choices).filter((name): name is keyof Traits => name in traits)
  return names.filter((name) => !hidden.includes(name) && traits[name] !== '').map((name) => traits[name])
}
