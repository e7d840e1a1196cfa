import { BadUserInput } from '../errors.ts'
import { parseApplicantCode, parseApplicationNumber } from '../sources/jpo/numbers.ts'
import type { Context } from './builder.ts'
import { listedDocuments } from './document-list.ts'
import { encodeId, type GlobalId } from './ids.ts'
import { applicantReference, applicationReference, type RegistrationOf } from './references.ts'

/** The object behind a global id. An id is made by us, but may have been edited: its parts are parsed like any input. */
export async function resolveNode(global: GlobalId, context: Context): Promise<unknown> {
  const { typename, id } = global
  switch (typename) {
    case 'Application':
      return applicationReference(parseApplicationNumber(id))
    case 'Applicant':
      if (id.startsWith('name/')) return applicantReference({ code: null, name: id.slice('name/'.length) || null })
      return applicant(parseApplicantCode(id), context)
    case 'Registration':
      return registration(parseApplicationNumber(id), context)
    case 'Document': {
      const [number = '', ...rest] = id.split('/')
      return document(parseApplicationNumber(number), rest.join('/'), context)
    }
    default:
      throw new BadUserInput(`'${encodeId(global).slice(0, 60)}' is not an id of this graph; accepted are values of its \`id\` fields.`)
  }
}

async function applicant(code: string, { loaders }: Context) {
  return applicantReference({ code, name: await loaders.applicants.knownName(code) })
}

async function registration(number: string, { loaders }: Context): Promise<RegistrationOf | null> {
  const known = await loaders.cases.load('registration', number)
  return known && { __typename: 'Registration', application: applicationReference(number), known }
}

async function document(number: string, id: string, { loaders }: Context) {
  const basics = await loaders.cases.load('basics', number)
  if (!basics) return null
  return listedDocuments(applicationReference(number), basics.value).find((it) => it.id === id) ?? null
}
