import type { Paper } from '../compose/papers.ts'
import type { Person, PortfolioCase } from '../portfolio/types.ts'
import { applicationReference } from './examiner.ts'
import { block, leaf } from './xml.ts'

type Filing = Extract<Paper, { kind: 'opinion' | 'amendment' }>

/** A53 is A153 inside the file: a law digit follows the letter (xml.md §2). */
export function lawCode(code: string): string {
  return code.replace('A', 'A1')
}

/** What opinions and amendments begin with, up to the number of the notice they answer (xml.md §2.2). */
export function filingHead(subject: PortfolioCase, filing: Filing, code: string, addressee: string): string[] {
  const own =
    filing.reference === undefined
      ? []
      : [leaf('jp:file-reference-id', filing.reference), block('jp:submission-date', {}, leaf('jp:date', filing.date))]
  const { agents = [] } = subject
  return [
    leaf('jp:document-code', lawCode(code)),
    ...own,
    leaf('jp:addressed-to-person', addressee),
    block('jp:indication-of-case-article', {}, applicationReference(subject.number)),
    block('jp:applicants', {}, ...subject.applicants.map(applicant)),
    ...(agents.length > 0 ? [block('jp:agents', {}, ...agents.map(agent))] : []),
    ...(filing.answers === '' ? [] : [leaf('jp:dispatch-number', filing.answers.slice(-6))]),
  ]
}

function applicant(person: Person): string {
  return block('jp:applicant', {}, block('jp:addressbook', {}, ...identity(person)))
}

/** Telephone numbers are masked by the office. */
function agent(person: Person): string {
  return block(
    'jp:agent',
    { 'jp:kind-of-agent': 'representative' },
    block('jp:addressbook', {}, ...identity(person), leaf('jp:phone', '（省略）')),
    '<jp:attorney />',
  )
}

function identity({ code, name }: Person): string[] {
  return [leaf('jp:name', name), ...(code === '' ? [] : [leaf('jp:registered-number', code)])]
}
