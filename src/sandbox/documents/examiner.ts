import type { Person, PortfolioCase } from '../portfolio/types.ts'
import { block, type DocumentType, leaf, marked, newline, padded } from './xml.ts'

/** Ver1.1 of the tags, whose names end in -rn, is used for all drafted from 2021-07-20 (xml.md §0.2). */
export type Generation = '' | '-rn'

export function generationOf(drafted: string): Generation {
  return drafted >= '20210720' ? '-rn' : ''
}

export function noticeType(generation: Generation): DocumentType {
  const renewal = generation === '-rn' ? 'RENEWAL ' : ''
  return {
    root: `jp:notice-pat-exam${generation}`,
    publicId: `-//JPO//DTD NOTICE DOCUMENT BY PATENT SUBSTANTIAL EXAMINATION ${renewal}1.0//EN`,
    systemId: `ntc-pt-e${generation}.dtd`,
  }
}

export function applicationReference(number: string): string {
  return block(
    'jp:application-reference',
    { 'appl-type': 'application', 'jp:kind-of-law': 'patent' },
    block('jp:document-id', {}, leaf('jp:doc-number', number)),
  )
}

export const examinerName = '審査　花子'

/** A full-width blank, as at the head of a paragraph. */
export const indent = '\u3000'

/** 書誌部, with the parts of one kind of document at their places. */
export function bibliography(
  subject: PortfolioCase,
  drafted: string,
  parts: { readonly titleAndClaims?: readonly string[]; readonly addressees: readonly string[]; articles?: string },
): string {
  return block(
    `jp:bibliog-in-ntc-pat-exam${generationOf(drafted)}`,
    {},
    applicationReference(subject.number),
    block('jp:drafting-date', {}, leaf('jp:date', drafted)),
    block(
      'jp:draft-person-group',
      {},
      leaf('jp:name', examinerName),
      leaf('jp:staff-code', '9101'),
      leaf('jp:office-code', '9X00'),
    ),
    ...(parts.titleAndClaims ?? []),
    ...parts.addressees,
    parts.articles,
  )
}

/** A notice goes to one: the first agent as 特許出願人代理人, else the first applicant. */
export function addressedToOne({ applicants, agents = [] }: PortfolioCase): string[] {
  return agents.length > 0
    ? addressed('applicant', agents, { 'jp:kind-of-agent': 'representative' })
    : addressed('applicant', applicants)
}

/** A decision goes to both, applicant and agent. */
export function addressedToBoth({ applicants, agents = [] }: PortfolioCase): string[] {
  return [
    ...addressed('applicant', applicants),
    ...addressed('attorney', agents, { 'jp:kind-of-agent': 'representative' }),
  ]
}

function addressed(kind: string, people: readonly Person[], agent: Readonly<Record<string, string>> = {}): string[] {
  const [first, ...others] = people
  if (!first) return []
  return [
    block(
      'jp:addressed-to-person-group',
      { 'jp:kind-of-person': kind, ...agent },
      block('jp:addressbook', {}, leaf('jp:name', first.name)),
      others.length > 0 ? marked('jp:number-of-other-persons', padded(others.length, 2)) : undefined,
    ),
  ]
}

export function beforeAppeal(): string {
  return '<jp:reconsideration-before-appeal jp:true-or-false="false"/>'
}

/** 決裁欄: empty offices are full-width blanks; the older form also had 部長／代理. */
export function footer(generation: Generation, isGrant = false): string {
  return block(
    'jp:footer-article',
    {},
    block(
      'jp:approval-column-article',
      {},
      generation === '' ? staff('jp:staff1-group', '部長／代理　', '　　　　　　', '') : undefined,
      staff('jp:staff2-group', '審査長／代理', '架空　次郎　', '9102'),
      staff('jp:staff3-group', '審査官　　　', examinerName.padEnd(6, indent), '9101'),
      staff('jp:staff4-group', '審査官補　　', '　　　　　　', ''),
    ),
    isGrant ? staff('jp:devider', '分類確定官　', '架空　五郎　', '9105') : undefined,
  )
}

function staff(group: string, title: string, name: string, code: string): string {
  return block(group, {}, leaf('jp:official-title', title), leaf('jp:name', name), leaf('jp:staff-code', code))
}

/** The fixed opening: a line break after each line, and the line break of the file after that. */
export function conclusion(lines: readonly string[]): string {
  return block(
    'jp:conclusion-part-article',
    {},
    `<p num="">${lines.map((line) => `${line}<br/>${newline}`).join('')}</p>`,
  )
}

/** The free text. New files are one long line; old ones are wrapped at 36 characters (xml.md §2.1). */
export function draftingBody(generation: Generation, lines: readonly string[]): string {
  const text = generation === '-rn' ? lines.join('<br/>') : lines.flatMap(wrapped).join(`<br />${newline}`)
  return block('jp:drafting-body', {}, lines.length > 0 ? `<p num="">${text}</p>` : '<p num=""/>')
}

function wrapped(line: string): string[] {
  return line.includes('<') || line.includes('&') ? [line] : (line.match(/.{1,36}/gu) ?? [''])
}
