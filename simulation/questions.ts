import type { PortfolioCase } from '../src/sandbox/portfolio/types.ts'
import type { Fact } from '../src/sources/jpo/choose.ts'
import { endsMonth, hour, isWorkingDay, midnight } from './calendar.ts'
import type { OfficeYear } from './office-year.ts'
import { type Random, seeded } from './random.ts'

/** The facts that the company's pages show; the document list is part of the basics. */
export type AskedFact = Extract<Fact, 'basics' | 'priorities' | 'family' | 'citations' | 'registration' | 'notices'>

export interface Want {
  readonly number: string
  readonly facts: readonly AskedFact[]
}

/** What one person opens at one moment. */
export interface Question {
  readonly at: number
  /** 0 for the first; the report is the first one's. */
  readonly person: number
  readonly page: 'case' | 'dashboard' | 'report'
  readonly wants: readonly Want[]
}

export const rhythm = {
  casesPerPerson: 50,
  openedPerDay: 15,
  /** Of the cases that a person opens, how many this person has opened before. */
  seenBefore: 0.6,
  /** Of the openings, how many go on to the text of a notice. */
  readsNotice: 0.2,
  opens: 9,
  closes: 18,
  /** Dashboards are looked at within the first hour. */
  dashboards: 1,
  /** The monthly report is made on the last day of work, at this hour, in pages of as many cases as the graph gives at once. */
  report: 17,
  reportPage: 200,
}

/** After so many draws there is hardly a case left that was not seen, or one seen that has a notice: any will do. */
const manyDraws = 1_000

const casePage: readonly AskedFact[] = ['basics', 'priorities', 'family', 'citations', 'registration']

/** What the company's people ask, day by day, the same for every policy. */
export function questionsOf(
  cases: readonly PortfolioCase[],
  year: OfficeYear,
  days: number,
  seed: string,
): Question[][] {
  const numbers = cases.map(({ number }) => number)
  const people = Array.from({ length: Math.ceil(numbers.length / rhythm.casesPerPerson) }, (_, index) =>
    person(numbers, index, year, seeded(`${seed}/person ${index + 1}`)),
  )
  return Array.from({ length: days }, (_, day) => {
    if (!isWorkingDay(day)) return []
    const questions = people.flatMap((one) => one.questionsOn(midnight(day)))
    if (endsMonth(day)) questions.push(...report(numbers, midnight(day)))
    return questions.toSorted((a, b) => a.at - b.at)
  })
}

function person(numbers: readonly string[], index: number, year: OfficeYear, random: Random) {
  const portfolio = numbers.slice(index * rhythm.casesPerPerson, (index + 1) * rhythm.casesPerPerson)
  const seen = new Set<string>()

  /** A case that this person saw before or not, as drawn, and with a notice where its text is to be read. */
  function openedCase(at: number, readsNotice: boolean): string {
    const isSeen = random.chance(rhythm.seenBefore) && seen.size > 0
    const drawn = () => random.pick(isSeen ? [...seen] : numbers)
    const suits = (number: string) =>
      (isSeen || !seen.has(number)) && (!readsNotice || hasNotice(year.caseAt(number, at)))
    for (let draws = 0; draws < manyDraws; draws++) {
      const number = drawn()
      if (suits(number)) return number
    }
    return drawn()
  }

  function open(at: number): Question {
    const readsNotice = random.chance(rhythm.readsNotice)
    const number = openedCase(at, readsNotice)
    seen.add(number)
    const hasText = readsNotice && hasNotice(year.caseAt(number, at))
    return {
      at,
      person: index,
      page: 'case',
      wants: [{ number, facts: hasText ? [...casePage, 'notices'] : casePage }],
    }
  }

  function questionsOn(morning: number): Question[] {
    const moment = (from: number, to: number) => Math.floor(morning + (from + random.next() * (to - from)) * hour)
    const at = moment(rhythm.opens, rhythm.opens + rhythm.dashboards)
    const dashboard: Question = {
      at,
      person: index,
      page: 'dashboard',
      wants: portfolio.map((number) => ({ number, facts: ['basics'] })),
    }
    const openings = Array.from({ length: rhythm.openedPerDay }, () => moment(rhythm.opens, rhythm.closes))
    return [dashboard, ...openings.toSorted((a, b) => a - b).map(open)]
  }

  return { questionsOn }
}

function hasNotice({ history = [] }: PortfolioCase): boolean {
  return history.some(({ kind }) => kind === 'notice')
}

function report(numbers: readonly string[], morning: number): Question[] {
  const pages = Array.from({ length: Math.ceil(numbers.length / rhythm.reportPage) }, (_, page) =>
    numbers.slice(page * rhythm.reportPage, (page + 1) * rhythm.reportPage),
  )
  return pages.map((page, index) => ({
    at: morning + rhythm.report * hour + index * 60_000,
    person: 0,
    page: 'report',
    wants: page.map((number) => ({ number, facts: ['basics', 'registration'] })),
  }))
}
