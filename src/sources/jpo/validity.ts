import { nextReset, officeDay } from '../../quota/day.ts'
import type { Answer } from './answers.ts'
import type { Fact } from './choose.ts'
import type { Endpoint } from './endpoints.ts'
import { factKeys, is, type Valued } from './facts.ts'
import type { FamilyMember } from './family.ts'
import { APPEARS_WITHIN } from './listed.ts'
import type { NumberReference } from './number-reference.ts'
import type { Basics } from './progress.ts'
import { overSince } from './status.ts'

/**
 * Until when what the office said is served without asking again, by what it means. The office renews its data once a
 * day (handbook §2(2)), so nothing is asked twice in one of its days.
 *
 * | What | Until |
 * | ---- | ----- |
 * | a case that can still change | the next day |
 * | a case that is over (`overSince`) | a month, for two years; then a year |
 * | its priorities and parent, once it has been registered for three months (`isSettled`) | a month, longer where it is over |
 * | its family | as its priorities where it has none, as the case once the right of every other member has ended, else the next day |
 * | its priorities, parent or family from PRIORITY_RIGHT_APP_INFO or DIVISIONAL_APP_INFO | the next day |
 * | its citations, register entry and documents | the next day, and on for as long as its list of documents shows nothing new (listed.ts) |
 * | the application behind a published or registered number | for ever |
 * | the numbers of a case | for ever once it is published and registered, else the next day |
 * | names and codes of applicants | the next day |
 * | that the office has nothing (107, 108), or serves nothing (111) | the next day |
 * | the bytes of a document, by its number | for ever |
 *
 * The table stands in docs/validity.md too, with the reasons.
 */
export function validUntil(answer: Answer<Endpoint>, fact?: Fact): number {
  const { retrievedAt, value } = answer
  if (value === null) return nextReset(retrievedAt)
  if (is(answer, 'APP_PROGRESS')) return progressValidUntil(answer, fact)
  if (is(answer, 'APP_PROGRESS_SIMPLE')) return caseValidUntil(answer.value, retrievedAt)
  if (is(answer, 'CASE_NUMBER_REFERENCE')) return isComplete(answer.value) ? Infinity : nextReset(retrievedAt)
  return nextReset(retrievedAt)
}

/** The same of a fact that was learnt from an answer about something else. */
export function factValidUntil(key: string, value: unknown, retrievedAt: number): number {
  if (key.startsWith(factKeys.applicationOf('PUBLICATION', ''))) return Infinity
  if (key.startsWith(factKeys.applicationOf('REGISTRATION', ''))) return Infinity
  if (key.startsWith(factKeys.listed(''))) return Infinity
  if (key.startsWith(factKeys.numbers('')))
    return isComplete(value as NumberReference) ? Infinity : nextReset(retrievedAt)
  return nextReset(retrievedAt)
}

/** Of an answer as a whole, what ends first. */
function progressValidUntil({ key, value, retrievedAt }: Valued<'APP_PROGRESS'>, fact?: Fact): number {
  const { members } = value.family
  const caseUntil = caseValidUntil(value, retrievedAt)
  const originUntil = isSettled(value, retrievedAt) ? Math.max(caseUntil, inOfficeDays(MONTH, retrievedAt)) : caseUntil
  const familyUntil = isFamilyOver(members, key, retrievedAt) ? caseUntil : nextReset(retrievedAt)
  switch (fact) {
    case 'priorities':
    case 'parent':
      return originUntil
    case 'family':
      return members.length === 0 ? originUntil : familyUntil
    case 'basics':
      return caseUntil
    default:
      return Math.min(caseUntil, familyUntil)
  }
}

function caseValidUntil(basics: Basics, retrievedAt: number): number {
  return inOfficeDays(daysOfCase(overSince(basics, officeDay(retrievedAt)), retrievedAt), retrievedAt)
}

/** Priorities are claimed, and a case is divided, before it is registered; what was done then has appeared by now. */
function isSettled({ registrationDate }: Basics, retrievedAt: number): boolean {
  return registrationDate !== null && Date.parse(registrationDate) + APPEARS_WITHIN < retrievedAt
}

const MONTH = 30
const YEAR = 365
const DAY_MS = 24 * 3_600_000

function daysOfCase(over: string | null, retrievedAt: number): number {
  if (over === null) return 1
  return officeDay(retrievedAt - 2 * YEAR * DAY_MS) <= over ? MONTH : YEAR
}

function inOfficeDays(days: number, retrievedAt: number): number {
  return nextReset(retrievedAt) + (days - 1) * DAY_MS
}

/** Of a member that is not registered nothing tells whether it is pending. */
function isFamilyOver(members: readonly FamilyMember[], self: string, retrievedAt: number): boolean {
  const today = officeDay(retrievedAt)
  return members.every(
    ({ number, extinguishmentDate, expirationDate }) =>
      number === self ||
      (extinguishmentDate !== null && extinguishmentDate <= today) ||
      (expirationDate !== null && expirationDate < today),
  )
}

function isComplete({ publicationNumber, nationalPublicationNumber, registrationNumber }: NumberReference): boolean {
  return registrationNumber !== null && (publicationNumber ?? nationalPublicationNumber) !== null
}
