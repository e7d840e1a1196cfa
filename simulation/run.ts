import { hour, midnight } from './calendar.ts'
import { type PassingClock, passingClock } from './clock.ts'
import { companyCases } from './company.ts'
import { type Desk, openDesk } from './desk.ts'
import type { DeskReport } from './desk-log.ts'
import { officeYear, type OfficeYear } from './office-year.ts'
import { ours } from './ours.ts'
import { dataLoader, plainCache, rest } from './plain.ts'
import type { Policy } from './policy.ts'
import { publicationsOf } from './publications.ts'
import { type Question, questionsOf } from './questions.ts'
import { seeded } from './random.ts'
import { createTallies, type Tallies } from './tally.ts'

export interface Scale {
  readonly cases: number
  /** Days from the year's first. */
  readonly days: number
}

/** What a policy called and showed in the time. */
export interface Result {
  readonly policy: string
  readonly desk: DeskReport
  readonly tallies: Tallies
}

export interface SeedResults {
  readonly seed: number
  readonly ours: Result
  readonly plainCache: Result
  readonly dataLoader: Result
  readonly rest: Result
}

type Start = (desk: Desk, clock: PassingClock, year: OfficeYear) => Policy | Promise<Policy>

/** Long after the last person left. */
const eveningHour = 20

/** One seed's year, lived by each policy in turn: the same office, the same questions. */
export async function simulate(seed: number, { cases: count, days }: Scale): Promise<SeedResults> {
  const cases = companyCases(count, seeded(`${seed}/cases`))
  const year = officeYear(cases, publicationsOf(cases, seeded(`${seed}/publications`)))
  const questions = questionsOf(cases, year, days, String(seed))
  const run = (start: Start) => live(start, year, questions)
  return {
    seed,
    ours: await run(ours),
    plainCache: await run(plainCache),
    dataLoader: await run(dataLoader),
    rest: await run(rest),
  }
}

async function live(start: Start, year: OfficeYear, questions: readonly (readonly Question[])[]): Promise<Result> {
  const clock = passingClock(midnight(0))
  const desk = openDesk(year.files(clock), clock)
  const policy = await start(desk, clock, year)
  const { tallies, add } = createTallies(year)
  const answer = async (question: Question) => {
    for (const shown of await policy.answer(question)) add(shown, question.page, clock.now())
  }
  for (const [index, ofDay] of questions.entries()) {
    const answers: Promise<void>[] = []
    for (const question of ofDay) {
      await clock.passTo(question.at)
      answers.push(answer(question))
    }
    if (policy.afterWork) {
      await clock.passTo(midnight(index) + eveningHour * hour)
      answers.push(policy.afterWork())
    }
    await clock.passTo(midnight(index + 1))
    await Promise.all(answers)
  }
  await policy.close()
  return { policy: policy.name, desk: desk.log.report(), tallies }
}
