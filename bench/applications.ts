import { plusDays } from '../src/sandbox/era.ts'
import { laidOpen } from '../src/sandbox/portfolio/cited.ts'
import { entry, examinationRequested, filed } from '../src/sandbox/portfolio/filings.ts'
import { chemical, electric, firstAgent, motor, secondAgent, university } from '../src/sandbox/portfolio/people.ts'
import type { Person, Portfolio, PortfolioCase } from '../src/sandbox/portfolio/types.ts'

/** No year in which the publications change their era (2019), and no case that is over. */
const firstYear = 2008
const aYear = 12_000
const mostApplications = 9 * aYear

const applicants: readonly Person[] = [electric, chemical, motor, university]

/** Of every application: 20 documents, and 10 citations of publications of other applications. */
export const documentsEach = 20
const citationsEach = 10

/** `count` granted applications, in whose numbers nobody has to look: the nth is `numberOf(n)`. */
export function composedApplications(count: number): Portfolio {
  if (count > mostApplications) throw new RangeError(`at most ${mostApplications} applications can be composed`)
  return { cases: Array.from({ length: count }, (_, nth) => composed(nth, count)) }
}

export function numberOf(nth: number): string {
  return `${firstYear + Math.floor(nth / aYear)}${serialOf(nth)}`
}

function composed(nth: number, count: number): PortfolioCase {
  const filingDate = plusDays(`${firstYear + Math.floor(nth / aYear)}0105`, nth % 300)
  const granted = plusDays(filingDate, 1_100)
  return {
    number: numberOf(nth),
    title: `架空装置及び架空方法その${nth}`,
    applicants: [applicants[nth % 4] ?? electric, applicants[(nth + 1) % 4] ?? chemical],
    agents: [nth % 2 === 0 ? firstAgent : secondAgent],
    filingDate,
    publication: { number: publicationOf(nth), date: plusDays(filingDate, 548) },
    history: [
      filed(filingDate),
      entry(plusDays(filingDate, 10), 'A7424', '代理人受任届', 'S'),
      examinationRequested(plusDays(filingDate, 200)),
      {
        kind: 'notice',
        drafted: plusDays(filingDate, 800),
        dispatched: plusDays(filingDate, 807),
        grounds: [
          { article: '新規性', claims: '１、２', cited: '１', remark: remark.repeat(4) },
          { article: '進歩性', claims: '１－６', cited: '１－５', remark: remark.repeat(8) },
          { article: '明確性', claims: '３', remark },
        ],
        cites: citedBy(nth, count).map((other) => laidOpen(publicationOf(other))),
      },
      { kind: 'opinion', date: plusDays(filingDate, 860), lines: ['　引用文献１とは構成が異なります。'] },
      {
        kind: 'amendment',
        date: plusDays(filingDate, 860),
        changes: [{ item: 'claim', claim: 1, text: '　<u>架空部</u>を備える架空装置。' }],
      },
      { kind: 'grant', drafted: plusDays(granted, -60), dispatched: plusDays(granted, -53) },
    ],
    registration: {
      number: String(4_000_000 + nth),
      date: granted,
      claims: 6,
      nextAnnuityDueDate: '20290312',
      annuitiesPaidOn: Array.from({ length: 5 }, (_, year) => plusDays(granted, 1_000 + 365 * year)),
    },
  }
}

const remark =
  '引用文献に記載された発明と請求項に係る発明とを対比すると、両者は架空部を備える点で一致し、その位置で相違する。'

/**
 * Applications of one field of technology cite each other: forty of them, each ten of the others. That is what makes a
 * portfolio different from so many unrelated cases, and the reason to remember what was asked.
 */
const aField = 40

export function citedBy(nth: number, count: number): readonly number[] {
  const first = nth - (nth % aField)
  const size = Math.min(aField, count - first)
  const places = Array.from({ length: Math.min(citationsEach, size - 1) }, (_, place) => 1 + place * 3)
  return places.map((place) => first + ((nth - first + place) % size))
}

function serialOf(nth: number): string {
  return String((nth % aYear) + 1).padStart(6, '0')
}

function publicationOf(nth: number): string {
  return `${firstYear + 2 + Math.floor(nth / aYear)}${serialOf(nth)}`
}
