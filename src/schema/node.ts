import type { GraphQLResolveInfo } from 'graphql'
import { BadUserInput } from '../errors.ts'
import type { Place } from '../quota/spending.ts'
import { documentKind } from '../sources/jpo/codes.ts'
import type { Basics } from '../sources/jpo/progress.ts'
import { parseApplicantCode, parseApplicationNumber } from '../sources/jpo/numbers.ts'
import type { Context } from './builder.ts'
import { codeOfUnlisted, type FileDocument, listedDocuments, sinceListed, unlistedDocuments } from './document-list.ts'
import { encodeId, type GlobalId } from './ids.ts'
import {
  applicantReference,
  type ApplicationReference,
  applicationReference,
  type RegistrationOf,
} from './references.ts'
import { requireScope } from './scopes.ts'

/** The object behind a global id. An id is made by us, but may have been edited: its parts are parsed like any input. */
export async function resolveNode(global: GlobalId, context: Context, info: GraphQLResolveInfo): Promise<unknown> {
  const { typename, id } = global
  switch (typename) {
    case 'Application':
      return applicationReference(parseApplicationNumber(id), info, typename)
    case 'Applicant':
      if (id.startsWith('name/')) return applicantReference({ code: null, name: id.slice('name/'.length) || null })
      return applicantKnown(parseApplicantCode(id), context)
    case 'Registration':
      return registrationWithId(id, context, info)
    case 'Document':
      return documentWithId(id, context, info)
    default:
      throw new BadUserInput(
        `'${(typename ? encodeId(global) : id).slice(0, 60)}' is not an id of this graph; accepted are values of its \`id\` fields.`,
      )
  }
}

/** With a name that is known without a call, where one is. */
export async function applicantKnown(code: string, { loaders }: Context) {
  return applicantReference({ code, name: await loaders.applicants.knownName(code) })
}

export async function registrationWithId(
  id: string,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<RegistrationOf | null> {
  const application = applicationReference(parseApplicationNumber(id), info, 'Registration')
  const known = await loaders.cases.load('registration', application.number, application.selected, info.path)
  return known && { __typename: 'Registration', application, known }
}

/** `of`: the type that it is expected to have, so that what is selected of others is not looked ahead for. */
export async function documentWithId(
  place: string,
  context: Context,
  info: GraphQLResolveInfo,
  of = 'Document',
): Promise<FileDocument | null> {
  const [number = '', ...rest] = place.split('/')
  const id = rest.join('/')
  const application = applicationReference(parseApplicationNumber(number), info, of)
  const basics = await context.loaders.cases.load('basics', application.number, application.selected, info.path)
  if (!basics) return null
  const listed = listedDocuments(application, basics.value)
  const row = listed.find((it) => it.id === id) ?? sinceListed(listed, id)
  return row ?? unlisted(application, basics.value, id, context, info.path)
}

/** In the archives that are paid for, else in the one that would hold a document of its code. */
async function unlisted(application: ApplicationReference, basics: Basics, id: string, context: Context, place: Place) {
  const { cases } = context.loaders
  const code = codeOfUnlisted(id)
  if (code === null) return null
  const paid = unlistedDocuments(application, basics, await cases.paidBodies(application.number))
  const found = paid.find((it) => it.id === id)
  const { archive } = documentKind(code)
  if (found || !archive) return found ?? null
  requireScope(context, 'documents')
  const bodies = (await cases.load(archive, application.number, application.selected, place))?.value ?? []
  return unlistedDocuments(application, basics, bodies).find((it) => it.id === id) ?? null
}
