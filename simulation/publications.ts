import type { PortfolioCase } from '../src/sandbox/portfolio/types.ts'
import { dateOf, daysOfYear, hour, isWorkingDay, midnight } from './calendar.ts'
import { lapse, nextStep, payAnnuity, type Step } from './life.ts'
import type { Random } from './random.ts'

/** A case as it stands from a moment on. */
export interface Publication {
  readonly at: number
  readonly subject: PortfolioCase
}

/** The office renews its data once a day (handbook §2(2)): what happened on a day is there on the next morning of work. */
const hourOfRenewal = 4 * hour

/** Days between two steps of a pending case: two or three a year. */
const pause = { shortest: 60, spread: 180 }

/** Of those whose annuity is due, how many let the patent go. */
const lapsing = 0.04
/** 追納期間: half a year after the due date in which an annuity can still be paid. */
const daysOfGrace = 182

/** All that the office publishes about the cases in the year, in the order of its publication. */
export function publicationsOf(cases: readonly PortfolioCase[], random: Random): Publication[] {
  return cases
    .flatMap((subject) => (subject.registration ? annuityOf(subject, random) : stepsOf(subject, random)))
    .toSorted((a, b) => a.at - b.at)
}

function stepsOf(subject: PortfolioCase, random: Random): Publication[] {
  const publications: Publication[] = []
  let state = subject
  for (let day = random.below(pause.spread); day < daysOfYear; day += pause.shortest + random.below(pause.spread)) {
    const publication = after(state, nextStep(state, random), day)
    if (!publication) break
    publications.push(publication)
    state = publication.subject
  }
  return publications
}

function annuityOf(subject: PortfolioCase, random: Random): Publication[] {
  const due = subject.registration?.nextAnnuityDueDate
  const dueDay = due ? dayOf(due) : -1
  if (dueDay < 0) return []
  const publication = random.chance(lapsing)
    ? after(subject, lapse, dueDay + daysOfGrace)
    : after(subject, payAnnuity, Math.max(0, dueDay - random.below(60)))
  return publication ? [publication] : []
}

/** What happened on the day; nothing where the year ends before it is published. */
function after(subject: PortfolioCase, step: Step | undefined, day: number): Publication | undefined {
  let published = day + 1
  while (published < daysOfYear && !isWorkingDay(published)) published++
  if (!step || published >= daysOfYear) return undefined
  return { at: midnight(published) + hourOfRenewal, subject: step(subject, dateOf(day)) }
}

/** The place of a date (YYYYMMDD) in the year; -1 for one of another year. */
function dayOf(date: string): number {
  return Array.from({ length: daysOfYear }, (_, day) => day).findIndex((day) => dateOf(day) === date)
}
