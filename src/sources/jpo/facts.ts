import type { StoredValue } from '../../store/store.ts'
import type { Answer } from './answers.ts'
import type { Person } from './applicants.ts'
import type { Endpoint } from './endpoints.ts'
import type { FamilyMember } from './family.ts'
import type { NumberReference } from './number-reference.ts'
import type { Basics } from './progress.ts'

/**
 * What an answer tells about other things than the one asked for, kept under keys of their own so that those answer
 * without a call: number links, names, family edges. A changed shape here needs a new version in the keys.
 */
export const factKeys = {
  applicationOf: (kind: 'PUBLICATION' | 'REGISTRATION', number: string) => `fact1/application-of/${kind}/${number}`,
  numbers: (application: string) => `fact1/numbers/${application}`,
  family: (application: string) => `fact1/family/${application}`,
  nameAsFiled: (code: string) => `fact1/name-as-filed/${code}`,
  registeredName: (code: string) => `fact1/registered-name/${code}`,
  /** When which documents of a case were first seen in its list: see listed.ts. */
  listed: (application: string) => `fact1/listed/${application}`,
}

/** Under which key an answer itself is kept. */
export function answerKey(endpoint: Endpoint, key: string): string {
  return `answer/${endpoint}/${key}`
}

/** The question whose answer is kept under the key; null where it is a fact's. */
export function answerIn(key: string): readonly [Endpoint, string] | null {
  if (!key.startsWith('answer/')) return null
  const end = key.indexOf('/', 'answer/'.length)
  return [key.slice('answer/'.length, end) as Endpoint, key.slice(end + 1)]
}

type Learnt = readonly (readonly [key: string, value: unknown])[]

/** The facts in an answer, as records for the store. */
export function factsIn(answer: Answer<Endpoint>): readonly (readonly [key: string, value: StoredValue])[] {
  const { retrievedAt, endpoint } = answer
  return learn(answer).map(([key, value]) => [
    key,
    { retrievedAt, source: endpoint, statusCode: '100', body: JSON.stringify(value) },
  ])
}

/** The keys that an answer and the facts in it are kept under. */
export function keysOf(answer: Answer<Endpoint>): readonly string[] {
  return [answerKey(answer.endpoint, answer.key), ...learn(answer).map(([key]) => key)]
}

function learn(answer: Answer<Endpoint>): Learnt {
  if (answer.value === null) return []
  if (is(answer, 'APP_PROGRESS')) return [...fromBasics(answer.value), ...fromFamily(answer.value.family.members)]
  if (is(answer, 'APP_PROGRESS_SIMPLE')) return fromBasics(answer.value)
  if (is(answer, 'DIVISIONAL_APP_INFO')) return fromFamily(answer.value.members)
  if (is(answer, 'CASE_NUMBER_REFERENCE')) return fromNumbers(answer.value)
  if (is(answer, 'APPLICANT_ATTORNEY_CD')) return [[factKeys.registeredName(answer.key), answer.value]]
  if (is(answer, 'APPLICANT_ATTORNEY'))
    return answer.value.flatMap(({ code, name }) =>
      code && name ? [[factKeys.registeredName(code), name] as const] : [],
    )
  if (is(answer, 'REGISTRATION_INFO')) {
    const { applicationNumber, registrationNumber, rightHolders } = answer.value
    return [...links(applicationNumber, [], registrationNumber), ...fromPersons(rightHolders)]
  }
  return []
}

/** An answer that tells something. */
export type Valued<E extends Endpoint> = Answer<E> & { value: NonNullable<Answer<E>['value']> }

export function is<E extends Endpoint>(answer: Answer<Endpoint>, endpoint: E): answer is Valued<E> {
  return answer.endpoint === endpoint && answer.value !== null
}

function fromBasics(basics: Basics): Learnt {
  const { applicationNumber, publication, registrationNumber, internationalPublicationNumber } = basics
  const ofKind = (kind: string) => (publication?.kind === kind ? publication.number : null)
  return [
    ...fromNumbers({
      applicationNumber,
      publicationNumber: ofKind('PUBLICATION'),
      nationalPublicationNumber: ofKind('NATIONAL_PUBLICATION'),
      registrationNumber,
      internationalPublicationNumber,
    }),
    ...fromPersons([...basics.applicants, ...basics.agents]),
  ]
}

function fromPersons(persons: readonly Person[]): Learnt {
  return persons.flatMap(({ code, name }) => (code && name ? [[factKeys.nameAsFiled(code), name] as const] : []))
}

function fromNumbers(numbers: NumberReference): Learnt {
  const { applicationNumber, publicationNumber, nationalPublicationNumber, registrationNumber } = numbers
  if (!applicationNumber) return []
  return [
    [factKeys.numbers(applicationNumber), numbers],
    ...links(applicationNumber, [publicationNumber, nationalPublicationNumber], registrationNumber),
  ]
}

function links(application: string, publications: readonly (string | null)[], registration: string | null): Learnt {
  return [
    ...publications.flatMap((number) =>
      number ? [[factKeys.applicationOf('PUBLICATION', number), application] as const] : [],
    ),
    ...(registration ? [[factKeys.applicationOf('REGISTRATION', registration), application] as const] : []),
  ]
}

/** The list is the same whichever member was asked for (api.md §2.1), so it answers for each of them. */
function fromFamily(members: readonly FamilyMember[]): Learnt {
  return members.flatMap(({ number, publicationNumber, registrationNumber }) => [
    [factKeys.family(number), members] as const,
    ...links(number, [publicationNumber], registrationNumber),
  ])
}
