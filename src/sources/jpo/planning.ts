import { CallsExceeded, NotCached, QuotaExhausted } from '../../errors.ts'
import type { Spending } from '../../quota/spending.ts'
import { type Answer, inScope } from './answers.ts'
import { carries, type Fact, isCaseEndpoint } from './choose.ts'
import type { Endpoint } from './endpoints.ts'
import type { Question } from './older.ts'
import type { JpoSource } from './source.ts'

/** In place of an answer that a call would bring: an operation that is only planned stops here. No failure to anybody. */
export class NotAskedYet extends Error {
  readonly question: Question
  constructor(question: Question) {
    super(`${question[0]} was not asked for ${question[1]}: this is a plan`)
    this.question = question
  }
}

/** A call that the operation would make. */
export interface PlannedCall {
  readonly question: Question
  /** Whether it would be made whatever the other calls bring. */
  readonly isCertain: boolean
}

/** The stored answers as an operation would meet them, and in place of each call a note that it would be made. */
export function createPlanningSource(source: JpoSource, isSpent: (endpoint: Endpoint) => boolean) {
  const asked = new Map<string, Question>()
  const unsure = new Set<string>()

  async function ask<E extends Endpoint>(endpoint: E, key: string, spending: Spending): Promise<Answer<E>> {
    const [known] = await source.kept([[endpoint, key]])
    if (known && source.serves(known, spending)) return inScope(known as Answer<E>)
    const { onlyIfCached, maxCalls } = spending.policy
    if (onlyIfCached) throw new NotCached(endpoint)
    if (maxCalls === 0) throw new CallsExceeded(endpoint, maxCalls)
    // Where the case's register or citations were looked for first, to see whether it exists, they may tell.
    const isUnsure = isProgress(endpoint) && [...asked.values()].some((it) => it[1] === key && !isProgress(it[0]))
    // Other answers of the operation may tell a link too.
    const mayBeTold = endpoint === 'CASE_NUMBER_REFERENCE' && [...asked.values()].some((it) => teaches(it[0]))
    if (isSpent(endpoint) && !isUnsure && !mayBeTold) throw new QuotaExhausted(endpoint, '')
    const question = [endpoint, key] as const
    if (isUnsure) unsure.add(endpoint + key)
    asked.set(endpoint + key, question)
    throw new NotAskedYet(question)
  }

  /** What a call waits for may make it needless: the list of its case, or an answer that tells the link or the name. */
  function isCertain([endpoint, key]: Question): boolean {
    const others = [...asked.values()].filter((it) => it[0] !== endpoint || it[1] !== key)
    if (isProgress(endpoint)) return !unsure.has(endpoint + key)
    if (isCaseEndpoint(endpoint)) return !others.some((it) => isProgress(it[0]) && it[1] === key)
    if (endpoint === 'APPLICANT_ATTORNEY') return true
    const mayTeach = others.filter((it) => !isCaseEndpoint(it[0]) || teaches(it[0]))
    if (endpoint === 'APPLICANT_ATTORNEY_CD') return mayTeach.every((it) => it[0] === endpoint)
    // Two published numbers belong to two cases.
    const kind = key.split('/')[0]
    return mayTeach.every((it) => it[0].startsWith('APPLICANT') || (it[0] === endpoint && it[1].split('/')[0] === kind))
  }

  const isInFlight = () => false
  const areElsewhere = (questions: readonly Question[]) => Promise.resolve(questions.map(isInFlight))

  return {
    source: { ...source, ask, isInFlight, areElsewhere } satisfies JpoSource,
    calls: (): readonly PlannedCall[] =>
      [...asked.values()].map((question) => ({ question, isCertain: isCertain(question) })),
  }
}

const progressFacts: readonly Fact[] = ['basics', 'priorities', 'parent', 'family']

function isProgress(endpoint: Endpoint): boolean {
  return isCaseEndpoint(endpoint) && progressFacts.some((fact) => carries(endpoint, fact))
}

function teaches(endpoint: Endpoint): boolean {
  return isProgress(endpoint) || endpoint === 'REGISTRATION_INFO'
}
