import type { StoredValue } from '../../store/store.ts'
import { OutOfScope, UpstreamContract } from '../../errors.ts'
import { readApplicantName, readApplicants } from './applicants.ts'
import { readCitations } from './citations.ts'
import type { Archives } from './documents/archives.ts'
import { type Endpoint, endpoints } from './endpoints.ts'
import { readEnvelope } from './envelope.ts'
import { readFamily } from './family.ts'
import { readNumberReference } from './number-reference.ts'
import { readPriorities } from './priorities.ts'
import { readProgress, readProgressSimple } from './progress.ts'
import { readRegistration } from './registration.ts'
import type { WireNotes } from './wire.ts'

/** How each endpoint's data is read: the type of what it tells follows from here. */
const readers = {
  APP_PROGRESS: readProgress,
  APP_PROGRESS_SIMPLE: readProgressSimple,
  DIVISIONAL_APP_INFO: readFamily,
  PRIORITY_RIGHT_APP_INFO: readPriorities,
  APPLICANT_ATTORNEY_CD: readApplicantName,
  APPLICANT_ATTORNEY: readApplicants,
  CASE_NUMBER_REFERENCE: readNumberReference,
  APP_DOC_CONT_OPINION_AMENDMENT: null,
  APP_DOC_CONT_REFUSAL_REASON_DECISION: null,
  APP_DOC_CONT_REFUSAL_REASON: null,
  CITE_DOC_INFO: readCitations,
  REGISTRATION_INFO: readRegistration,
} satisfies Record<Endpoint, ((data: unknown, notes: WireNotes) => unknown) | null>

type Readers = typeof readers
export type Reading<E extends Endpoint> = Readers[E] extends (...args: never[]) => infer R
  ? R
  : Awaited<ReturnType<Archives['read']>>

/** What the office answered to one question, read. `value` is null where it has nothing (107, 108) or serves nothing (111). */
export interface Answer<E extends Endpoint> {
  readonly endpoint: E
  readonly key: string
  readonly statusCode: string
  /** The office's own words with a status other than 100. */
  readonly message: string
  readonly retrievedAt: number
  readonly value: Reading<E> | null
}

/** Status codes that are answers, not failures (api.md §3): data, no data, no body, out of scope. */
export const isAnswer = (statusCode: string) => ['100', '107', '108', '111'].includes(statusCode)

/** 111 is an answer, and remembered, but one that says nothing of the case: to whoever asks it is a failure. */
export function inScope<E extends Endpoint>(answer: Answer<E>): Answer<E> {
  const { statusCode, message, endpoint, key } = answer
  if (statusCode === '111') throw new OutOfScope(`${key} at ${endpoint}`, { statusCode, message })
  return answer
}

/** What reading needs besides the answer. */
export interface ReadingOptions {
  readonly notes: WireNotes
  readonly archives: Pick<Archives, 'read'>
}

/** Reads what was received or stored; UpstreamContract names what is unreadable. */
export async function readAnswer<E extends Endpoint>(
  endpoint: E,
  key: string,
  stored: StoredValue,
  options: ReadingOptions,
): Promise<Answer<E>> {
  const { statusCode, retrievedAt, body } = stored
  const value = statusCode === '100' ? ((await readBody(endpoint, key, stored, options)) as Reading<E>) : null
  const message = statusCode !== '100' && typeof body === 'string' ? readEnvelope(endpoint, body).message : ''
  return { endpoint, key, statusCode, message, retrievedAt, value }
}

async function readBody(
  endpoint: Endpoint,
  key: string,
  { body }: StoredValue,
  { notes, archives }: ReadingOptions,
): Promise<unknown> {
  const read = readers[endpoint]
  if (read === null) {
    if (typeof body !== 'string') return archives.read(endpoint, body)
  } else if (typeof body === 'string') {
    const { data } = readEnvelope(endpoint, body)
    const reading = read(data, notes)
    mustBeAbout(endpoint, key, data)
    return reading
  }
  throw new UpstreamContract(endpoint, `expected ${endpoints[endpoint].media}`)
}

/** Which of the numbers in a number reference is the one asked by. */
const askedBy: Readonly<Record<string, readonly string[]>> = {
  application: ['applicationNumber'],
  publication: ['publicationNumber', 'nationalPublicationNumber'],
  registration: ['registrationNumber'],
}

/** There is a cache in front of the office (api.md §3): an answer about another case must not be taken for this one's. */
function mustBeAbout(endpoint: Endpoint, key: string, data: unknown): void {
  if (endpoint === 'APPLICANT_ATTORNEY' || endpoint === 'APPLICANT_ATTORNEY_CD') return
  const [kind, number] = endpoint === 'CASE_NUMBER_REFERENCE' ? key.split('/') : ['application', key]
  const names = askedBy[kind ?? ''] ?? []
  const told = new Map(Object.entries(Object(data) as object))
  if (!names.some((name) => told.get(name) === number))
    throw new UpstreamContract(
      `${endpoint} data.${names.join(' or ')}`,
      `it is about another case than ${number ?? key}`,
    )
}
