import { expect, test } from 'vitest'
import { dateOf, endsMonth, isWorkingDay, midnight } from '../../simulation/calendar.ts'
import { companyCases } from '../../simulation/company.ts'
import { isUndecided } from '../../simulation/life.ts'
import { officeYear } from '../../simulation/office-year.ts'
import { publicationsOf } from '../../simulation/publications.ts'
import { questionsOf } from '../../simulation/questions.ts'
import { seeded } from '../../simulation/random.ts'
import { indexPortfolio } from '../../src/sandbox/compose/portfolio-index.ts'

const cases = companyCases(2_000, seeded('cases'))
const publications = publicationsOf(cases, seeded('publications'))
const year = officeYear(cases, publications)
const questions = questionsOf(cases, year, 60, 'people')
const share = (count: number, of: number) => Math.round((count / of) * 100)

test('the company has its applications in all states, and each person as many of each', () => {
  const shares = (some: typeof cases) => {
    const ended = some.filter(({ registration }) => registration?.extinguishedOn !== undefined)
    const refused = some.filter(({ registration, history }) => !registration && history?.at(-1)?.kind === 'refusal')
    const inForce = some.filter(({ registration }) => registration && registration.extinguishedOn === undefined)
    const pending = some.filter((subject) => !subject.registration && isUndecided(subject))
    return [pending.length, inForce.length, ended.length + refused.length].map((count) => share(count, some.length))
  }
  expect(shares(cases)).toEqual([40, 45, 15])
  expect(shares(cases.slice(1_000, 1_100))).toEqual([40, 45, 15])
})

test('numbers are the cases’ own through the year', () => {
  const last = new Map(cases.map((subject) => [subject.number, subject]))
  for (const { subject } of publications) last.set(subject.number, subject)
  expect(() => indexPortfolio({ cases: [...last.values()] })).not.toThrow()
  expect(last.size).toBe(2_000)
})

test('pending cases move a few times a year, patents pay once, what has ended rests', () => {
  const start = new Map(cases.map((subject) => [subject.number, subject]))
  const pending = publications.filter(({ subject }) => !start.get(subject.number)?.registration)
  const annuities = publications.filter(({ subject }) => start.get(subject.number)?.registration)
  expect(pending.length / 800).toBeGreaterThan(2)
  expect(pending.length / 800).toBeLessThan(4)
  expect(share(annuities.length, 900)).toBeGreaterThan(90)
  expect(annuities.length).toBeLessThanOrEqual(900)
  const ended = publications.filter(({ subject }) => start.get(subject.number)?.registration?.extinguishedOn)
  expect(ended).toEqual([])
})

test('the office publishes before work begins, on working days, and what it published stays', () => {
  const hours = new Set(publications.map(({ at }) => new Date(at).toISOString().slice(11, 16)))
  expect(hours).toEqual(new Set(['19:00']))
  const [publication] = publications
  if (!publication) throw new Error('Nothing was published')
  const { at, subject } = publication
  expect(year.caseAt(subject.number, at)).toBe(subject)
  expect(year.caseAt(subject.number, at - 1)).not.toBe(subject)
  expect(year.outdatedSince(subject.number, 'basics', at - 1, at)).toBe(at)
  expect(year.outdatedSince(subject.number, 'basics', at, at)).toBeUndefined()
  expect(year.outdatedSince(subject.number, 'priorities', at - 1, at)).toBeUndefined()
})

test('that the office has nothing of the kind is untrue from its first publication on', () => {
  const registered = publications.find(({ at, subject }) => {
    return subject.registration && !year.caseAt(subject.number, at - 1).registration
  })
  if (!registered) throw new Error('Nothing was registered')
  const { at, subject } = registered
  expect(year.outdatedSince(subject.number, 'registration', null, at - 1)).toBeUndefined()
  expect(year.outdatedSince(subject.number, 'registration', null, at + 5)).toBe(at)
})

test('Japan rests on its holidays, and a month ends with its last day of work', () => {
  const resting = Array.from({ length: 14 }, (_, day) => day).filter((day) => !isWorkingDay(day))
  expect(resting.map(dateOf)).toEqual(['20270101', '20270102', '20270103', '20270109', '20270110', '20270111'])
  const ends = Array.from({ length: 365 }, (_, day) => day).filter(endsMonth)
  expect(ends.map(dateOf).slice(0, 5)).toEqual(['20270129', '20270226', '20270331', '20270430', '20270531'])
  expect(ends).toHaveLength(12)
  expect(new Date(midnight(0)).toISOString()).toBe('2026-12-31T15:00:00.000Z')
})

test('each person opens fifteen cases a day, one of five down to a notice', () => {
  const working = questions.filter((ofDay) => ofDay.length > 0)
  const openings = working.flat().filter(({ page }) => page === 'case')
  expect(openings).toHaveLength(working.length * 40 * 15)
  const reading = openings.filter(({ wants }) => wants[0]?.facts.includes('notices'))
  expect(share(reading.length, openings.length)).toBe(20)
  const dashboards = working.flat().filter(({ page }) => page === 'dashboard')
  expect(dashboards).toHaveLength(working.length * 40)
  expect(new Set(dashboards.map(({ wants }) => wants.length))).toEqual(new Set([50]))
  const reports = working.flat().filter(({ page }) => page === 'report')
  expect(reports.flatMap(({ wants }) => wants)).toHaveLength(2 * 2_000)
})

test('of what a person opens, this person has opened three of five before', () => {
  const openings = questions.flat().filter(({ page, person }) => page === 'case' && person === 7)
  const numbers = openings.map(({ wants }) => wants[0]?.number)
  const again = numbers.filter((number, index) => numbers.indexOf(number) < index)
  expect(Math.abs(share(again.length, numbers.length) - 60)).toBeLessThan(5)
})
