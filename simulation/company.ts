import { plusDays } from '../src/sandbox/era.ts'
import { filed } from '../src/sandbox/portfolio/filings.ts'
import { chemical, electric, firstAgent, medical, motor, secondAgent } from '../src/sandbox/portfolio/people.ts'
import type { PortfolioCase } from '../src/sandbox/portfolio/types.ts'
import { dateOf, daysOfYear } from './calendar.ts'
import {
  grant,
  isUndecided,
  lapse,
  nextStep,
  payAnnuity,
  publish,
  refuse,
  register,
  requestExamination,
} from './life.ts'
import type { Random } from './random.ts'

/** Of twenty applications, how many stand how at the year's beginning; the other three have ended. */
const ofTwenty = { pending: 8, inForce: 9 }

const newYear = dateOf(0)

/** The company's applications as they stand at the year's beginning, one state beside another. */
export function companyCases(count: number, random: Random): PortfolioCase[] {
  return Array.from({ length: count }, (_, index) => {
    // Steps of 7 in a round of 20: any twenty neighbours have the company's shares, and so has a person's portfolio.
    const place = (index * 7) % 20
    if (place < ofTwenty.pending) return pendingCase(index, random)
    return place < ofTwenty.pending + ofTwenty.inForce ? caseInForce(index, random) : endedCase(index, random)
  })
}

function application(index: number, daysAgo: number, random: Random): PortfolioCase {
  const filingDate = plusDays(newYear, -daysAgo)
  const priorityDate = plusDays(filingDate, -300)
  return {
    number: `${filingDate.slice(0, 4)}${String(index + 1).padStart(6, '0')}`,
    title: `見本装置その${index + 1}`,
    applicants: [random.pick([electric, chemical, motor, medical])],
    agents: [random.pick([firstAgent, secondAgent])],
    filingDate,
    ...(random.chance(1 / 3)
      ? { priorities: [{ kind: 'paris', country: 'US', number: `62${900_000 + index}`, date: priorityDate } as const] }
      : {}),
    history: [filed(filingDate, ['特許願', '明細書'])],
  }
}

/** Anywhere between filing and decision. */
function pendingCase(index: number, random: Random): PortfolioCase {
  const age = 120 + random.below(1_400)
  let subject = application(index, age, random)
  for (let daysAgo = age - 100 - random.below(100); daysAgo > 7; daysAgo -= 150 + random.below(400)) {
    const step = nextStep(subject, random)
    const after = step?.(subject, plusDays(newYear, -daysAgo))
    // A decision would make it another kind of case.
    if (after && isUndecided(after)) subject = after
  }
  return subject
}

/** Registered 3 to 13 years before some day of the year, which is when its next annuity is due. */
function caseInForce(index: number, random: Random): PortfolioCase {
  const years = 3 + random.below(11)
  return registered(index, years * 365 - random.below(daysOfYear), years - 3, random)
}

function registered(index: number, daysAgo: number, annuities: number, random: Random): PortfolioCase {
  const on = (daysBefore: number) => plusDays(newYear, -daysAgo - daysBefore)
  let subject = examined(index, daysAgo, random)
  subject = register(grant(subject, on(60)), on(0))
  for (let paid = 0; paid < annuities; paid++) {
    const due = subject.registration?.nextAnnuityDueDate ?? newYear
    subject = payAnnuity(subject, plusDays(due, -20))
  }
  return subject
}

/** Up to the reply to a notice, or for one in four without any. */
function examined(index: number, daysAgo: number, random: Random): PortfolioCase {
  const on = (daysBefore: number) => plusDays(newYear, -daysAgo - daysBefore)
  const filing = application(index, daysAgo + 900 + random.below(600), random)
  let subject = requestExamination(publish(filing, on(700)), on(600))
  if (random.chance(0.25)) return subject
  for (const daysBefore of [300, 240]) subject = nextStep(subject, random)?.(subject, on(daysBefore)) ?? subject
  return subject
}

/** Lapsed for an unpaid annuity, or refused. */
function endedCase(index: number, random: Random): PortfolioCase {
  const daysAgo = 60 + random.below(2_000)
  const on = plusDays(newYear, -daysAgo)
  if (random.chance(0.7)) return lapse(registered(index, daysAgo + 3 * 365, 0, random), on)
  return refuse(examined(index, daysAgo, random), on)
}
