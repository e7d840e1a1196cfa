import { writerOf } from './cited-document.ts'
import { withSingleBlanks } from './composed-notice.ts'
import type { Dice } from './dice.ts'
import { linesOf, pageRule, section, type Line } from './lines.ts'
import { composeDocument } from './list.ts'
import type { Traits } from './traits.ts'
import { BLANK, fullWidth } from './width.ts'

/**
 * What follows the list. It opens with something that ends a list (xml.md §4.1, which does not say that an empty line
 * would), so that everything further can be told from the items.
 */
export interface ComposedClosing {
  readonly lines: readonly Line[]
  readonly searchRecord: readonly string[]
}

function headed(traits: Traits, name: string): string {
  return traits.brackets === 'heading in 〈〉' ? `〈${name}〉` : `＜${name}＞`
}

const fields = ['Ｆ１６Ｈ　１／００－５７／１２', 'Ｇ０６Ｆ１６／００', 'Ｈ０１Ｍ１０／０５']

function searchRecord(dice: Dice, traits: Traits): ComposedClosing {
  const documents = Array.from({ length: dice.between(1, 4) }, () => composeDocument(dice, writerOf(dice, traits)).text)
  const field = `・調査した分野${BLANK}${BLANK}ＩＰＣ${BLANK}${BLANK}${dice.pick(fields)}`
  const listed =
    traits.record === 'numbered search record'
      ? ['・先行技術文献', ...documents.map((text, index) => `${fullWidth(String(index + 1))}．${text}`)]
      : documents.map((text, index) => (index === 0 ? '・先行技術文献　　' : BLANK.repeat(9)) + text)
  const lines = [
    headed(traits, '先行技術文献調査結果の記録'),
    field,
    ...listed,
    '',
    '　上の記録は、出願を拒む理由とは別のものである。',
  ]
  return { lines: linesOf(...lines), searchRecord: documents.map(withSingleBlanks) }
}

const note = () => linesOf('（注）法律又は契約の定めにより、写しを添えることのできない文献がある。')

const advice = (traits: Traits) =>
  linesOf(
    headed(traits, '補正をする際の注意'),
    '１．書き改めた箇所には、下線を引くこと。',
    '２．どの段落に基づくかを、意見書の中で１つずつ示すこと。',
  )

const finalReason = (traits: Traits) =>
  linesOf(
    headed(traits, '最後の拒絶理由通知とする理由'),
    '１．先の補正に応じて新たに生じた事柄のみを述べるものである。',
  )

const mention = () => linesOf('　次に通知をするときは、それが最後の拒絶理由通知となることもある。')

/** Figures that look like items: numbers of rooms, lines and telephones. */
function contact(dice: Dice): Line[] {
  const telephone = `０３－００００－${fullWidth(String(dice.between(1000, 9999)))}`
  const extension = fullWidth(String(dice.between(1000, 9999)))
  return linesOf(
    pageRule(dice.pick(['─', '－', '―'])),
    '　本通知について話したいことがあるときは、次へ知らせてください。',
    `${BLANK}審査第${fullWidth(String(dice.between(1, 4)))}部${BLANK}見本\u00a0太郎`,
    ...dice.pick([
      [`１．電話${BLANK}${telephone}`, `２．内線${BLANK}${extension}`],
      [`電話 03-0000-${dice.between(1000, 9999)}`, `(1)内線 ${extension}`],
      [`${telephone}（内線${extension}）`],
    ]),
  )
}

/** The section by which the list ends. */
function opening(traits: Traits, record: ComposedClosing): readonly Line[] {
  switch (traits.end) {
    case 'rule －':
    case 'rule ─':
    case 'rule ―':
      return linesOf(pageRule(traits.end.slice(-1)))
    case 'ends by search record':
      return record.lines
    case 'ends by note':
      return note()
    case 'ends by advice on amending':
      return advice(traits)
    case 'ends by the reason for being final':
      return finalReason(traits)
    case 'ends with the body':
      return []
  }
}

export function composeClosing(dice: Dice, traits: Traits): ComposedClosing {
  const record: ComposedClosing = traits.record === '' ? { lines: [], searchRecord: [] } : searchRecord(dice, traits)
  const hasList = traits.list !== 'no list'
  const isRecordFirst = hasList && traits.end === 'ends by search record'
  const sections = [
    hasList ? opening(traits, record) : [],
    isRecordFirst ? [] : record.lines,
    traits.final === 'final only mentioned' ? mention() : [],
    traits.contact === '' ? [] : contact(dice),
  ]
  const isGrounded = traits.final === 'final by reason' || traits.final === 'final by both'
  const isGroundFirst = hasList && traits.end === 'ends by the reason for being final'
  if (isGrounded && !isGroundFirst) sections.splice(1, 0, finalReason(traits))
  const filled = sections.filter(({ length }) => length > 0)
  return { ...record, lines: filled.flatMap((lines) => [...linesOf(''), ...section(traits, lines)]) }
}
