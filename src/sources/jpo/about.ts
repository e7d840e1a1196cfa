import type { Store } from '../../store/store.ts'
import { readAnswer, type ReadingOptions } from './answers.ts'
import { caseEndpoints } from './choose.ts'
import { answerKey, factKeys, factsIn } from './facts.ts'
import type { NumberReference } from './number-reference.ts'
import type { Question } from './older.ts'

/**
 * The keys under which something may be stored about an application: what each endpoint would have answered about it, by
 * whichever of its numbers it was asked, and what was learnt from the answers that are there.
 */
export async function keysAbout(store: Store, application: string): Promise<readonly string[]> {
  const { asked, links } = await otherNumbers(store, application)
  const questions: Question[] = [
    ...caseEndpoints.map((endpoint) => [endpoint, application] as const),
    ...[`application/${application}`, ...asked].map((key) => ['CASE_NUMBER_REFERENCE', key] as const),
  ]
  const answers = questions.map(([endpoint, key]) => answerKey(endpoint, key))
  const facts = [factKeys.numbers(application), factKeys.family(application), factKeys.listed(application), ...links]
  return [...new Set([...answers, ...facts, ...(await learntFrom(store, questions))])]
}

/** Its publications and its registration, as a question has them and as the facts that lead from them to the application. */
async function otherNumbers(store: Store, application: string) {
  const [stored] = await store.getMany([factKeys.numbers(application)])
  const numbers = typeof stored?.body === 'string' ? (JSON.parse(stored.body) as Partial<NumberReference>) : {}
  const { publicationNumber, nationalPublicationNumber, registrationNumber } = numbers
  const publications = [publicationNumber, nationalPublicationNumber].filter((it) => typeof it === 'string')
  const registrations = [registrationNumber].filter((it) => typeof it === 'string')
  return {
    asked: [...publications.map((it) => `publication/${it}`), ...registrations.map((it) => `registration/${it}`)],
    links: [
      ...publications.map((it) => factKeys.applicationOf('PUBLICATION', it)),
      ...registrations.map((it) => factKeys.applicationOf('REGISTRATION', it)),
    ],
  }
}

const reading: ReadingOptions = {
  notes: { unknownKey: () => undefined },
  // Nothing else is learnt from an archive.
  archives: { read: () => Promise.resolve([]) },
}

async function learntFrom(store: Store, questions: readonly Question[]): Promise<readonly string[]> {
  const values = await store.getMany(questions.map(([endpoint, key]) => answerKey(endpoint, key)))
  const learnt = await Promise.all(
    questions.map(async ([endpoint, key], index) => {
      const value = values[index]
      // What cannot be read any more taught nothing that could be found by it.
      const answer = value && (await readAnswer(endpoint, key, value, reading).catch(() => null))
      return answer ? factsIn(answer).map(([fact]) => fact) : []
    }),
  )
  return learnt.flat()
}
