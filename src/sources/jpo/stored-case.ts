import type { Spending } from '../../quota/spending.ts'
import type { Answer } from './answers.ts'
import type { CaseFacts } from './case.ts'
import { carries, caseEndpoints, type Fact } from './choose.ts'
import { archiveEndpoints } from './documents/archives.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { answerKey, factKeys } from './facts.ts'
import type { FamilyMember } from './family.ts'
import type { Known } from './memory.ts'
import type { JpoSource } from './source.ts'

/** What is stored about a case and could spare a call. */
export interface StoredCase {
  readonly answers: readonly Answer<Endpoint>[]
  readonly family: Known<readonly FamilyMember[]> | undefined
}

/** These say of a case that the office does not have it (107); elsewhere 107 can mean that there is nothing of the kind. */
const tellAbsence: readonly Endpoint[] = ['APP_PROGRESS', 'APP_PROGRESS_SIMPLE']

/** The stored answer that says that the office does not have the case. */
export function absenceIn(answers: readonly Answer<Endpoint>[]): Answer<Endpoint> | undefined {
  return answers.find(({ statusCode, endpoint }) => statusCode === '107' && tellAbsence.includes(endpoint))
}

/** Looks up, in one go, what is stored about some cases. */
export async function storedCases(source: JpoSource, numbers: readonly string[], wanted: ReadonlySet<Fact>) {
  const useful = caseEndpoints.filter(
    (endpoint) => carries(endpoint, 'basics') || [...wanted].some((fact) => carries(endpoint, fact)),
  )
  const [answers, families] = await Promise.all([
    source.stored(numbers.flatMap((number) => useful.map((endpoint) => [endpoint, number] as const))),
    source.facts(numbers.map(factKeys.family)),
  ])
  return numbers.map((_, index): StoredCase => {
    const own = answers.slice(index * useful.length, (index + 1) * useful.length)
    return {
      answers: own.filter((answer) => answer !== undefined),
      family: families[index] as Known<readonly FamilyMember[]> | undefined,
    }
  })
}

/** Whether what is stored says that the office has the case; null where nothing tells. */
export async function storedExistence(source: JpoSource, number: string, spending: Spending): Promise<boolean | null> {
  const telling = caseEndpoints.filter((endpoint) => endpoints[endpoint].media === 'json')
  const answers = await source.stored(telling.map((endpoint) => [endpoint, number] as const))
  const known = answers.filter((answer) => answer !== undefined)
  const absent = absenceIn(known)
  const telltale = absent ?? known.find((answer) => answer.statusCode === '100')
  if (telltale) {
    spending.servedFromStore(answerKey(telltale.endpoint, number))
    return !absent
  }
  // Its numbers, or a family that it is listed in.
  const keys = [factKeys.numbers(number), factKeys.family(number)]
  const learnt = await source.facts(keys)
  const told = keys.find((_key, index) => learnt[index])
  if (told === undefined) return null
  spending.servedFromStore(told)
  return true
}

/** The stored 特許登録情報 of a case; null where none of today is. */
export async function storedRegistration(source: JpoSource, number: string, spending: Spending) {
  const [answer] = await source.stored([['REGISTRATION_INFO', number]])
  if (!answer) return null
  spending.servedFromStore(answerKey(answer.endpoint, number))
  return answer.value as CaseFacts['registration'] | null
}

/** The documents in the stored archives of a case, each once though the notices stand in two archives. */
export async function storedBodies(
  source: JpoSource,
  number: string,
  spending: Spending,
): Promise<CaseFacts['filings']> {
  const answers = await source.stored(archiveEndpoints.map((endpoint) => [endpoint, number] as const))
  const bodies = answers.flatMap((answer) => {
    if (!answer) return []
    spending.servedFromStore(answerKey(answer.endpoint, number))
    return answer.value ?? []
  })
  return [...new Map(bodies.map((body) => [body.number ?? body, body])).values()]
}
