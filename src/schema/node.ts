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
  const application = (number: string) => applicationReference(parseApplicationNumber(number), info)
  switch (typename) {
    case 'Application':
      return application(id)
    case 'Applicant':
      if (id.startsWith('name/')) return applicantReference({ code: null, name: id.slice('name/'.length) || null })
      return applicant(parseApplicantCode(id), context)
    case 'Registration':
      return registration(application(id), context, info)
    case 'Document': {
      const [number = '', ...rest] = id.split('/')
      return document(application(number), rest.join('/'), context, info)
    }
    default:
      throw new BadUserInput(
        `'${(typename ? encodeId(global) : id).slice(0, 60)}' is not an id of this graph; accepted are values of its \`id\` fields.`,
      )
  }
}

async function applicant(code: string, { loaders }: Context) {
  return applicantReference({ code, name: await loaders.applicants.knownName(code) })
}

async function registration(
  application: ApplicationReference,
  { loaders }: Context,
  { path }: GraphQLResolveInfo,
): Promise<RegistrationOf | null> {
  const known = await loaders.cases.load('registration', application.number, application.selected, path)
  return known && { __typename: 'Registration', application, known }
}

async function document(
  application: ApplicationReference,
  id: string,
  context: Context,
  { path }: GraphQLResolveInfo,
): Promise<FileDocument | null> {
  const basics = await context.loaders.cases.load('basics', application.number, application.selected, path)
  if (!basics) return null
  const listed = listedDocuments(application, basics.value)
  const row = listed.find((it) => it.id === id) ?? sinceListed(listed, id)
  return row ?? unlisted(application, basics.value, id, context, path)
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
