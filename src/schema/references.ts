import type { GraphQLResolveInfo } from 'graphql'
import type { Fact } from '../sources/jpo/choose.ts'
import type { Person } from '../sources/jpo/applicants.ts'
import type { Registration } from '../sources/jpo/registration.ts'
import type { Known } from '../sources/jpo/memory.ts'
import { selectedFacts } from './look-ahead.ts'

/** An application as the graph passes it around: a number, and what the operation selects of it. Free. */
export interface ApplicationReference {
  readonly __typename: 'Application'
  readonly number: string
  readonly selected: ReadonlySet<Fact>
}

export interface ApplicantReference extends Person {
  readonly __typename: 'Applicant'
}

export interface RegistrationOf {
  readonly __typename: 'Registration'
  readonly application: ApplicationReference
  readonly known: Known<Registration>
}

const nothing: ReadonlySet<Fact> = new Set()

/**
 * `info` is that of the field which returns the application, or something of it: what is selected below is known ahead.
 * `of`: the type of what it returns, where it may return others too.
 */
export function applicationReference(number: string, info?: GraphQLResolveInfo, of?: string): ApplicationReference {
  return { __typename: 'Application', number, selected: info ? selectedFacts(info, of) : nothing }
}

export function applicantReference({ code, name }: Person): ApplicantReference {
  return { __typename: 'Applicant', code, name }
}

/** The id's part after the type: the code, or the name where the office lists a person without one. */
export function applicantId({ code, name }: Person): string {
  return code ?? `name/${name ?? ''}`
}
