import { type GraphQLResolveInfo, isObjectType } from 'graphql'
import { BadUserInput } from '../../errors.ts'
import { parseApplicationNumber } from '../../sources/jpo/numbers.ts'
import type { Context } from '../builder.ts'
import type { FileDocument } from '../document-list.ts'
import { decodeId } from '../ids.ts'
import { documentWithId, registrationWithId } from '../node.ts'
import { applicationReference, type RegistrationOf } from '../references.ts'
import { canBe } from '../look-ahead.ts'
import { asksOnly, keyOnly } from './key-only.ts'

/** What an id alone tells of a document or registration. */
const toldById = ['id', 'application']

export function registrationById(id: string, context: Context, info: GraphQLResolveInfo, typeName: string) {
  const number = partAfter('Registration', id, typeName)
  if (!asksOnly(toldById, info, typeName)) return registrationWithId(number, context, info)
  const application = applicationReference(parseApplicationNumber(number), info, typeName)
  return keyOnly<RegistrationOf>({ __typename: 'Registration', application })
}

/** Of a Document or DocumentWithBody only the list of its case tells which type it is. */
export async function documentById(id: string, context: Context, info: GraphQLResolveInfo, typeName: string) {
  const place = partAfter('Document', id, typeName)
  const isKnown = isObjectType(info.schema.getType(typeName))
  if (isKnown && asksOnly(toldById, info, typeName)) {
    const [number = '', ...rest] = place.split('/')
    const application = applicationReference(parseApplicationNumber(number), info, typeName)
    return keyOnly<FileDocument>({
      __typename: typeName as FileDocument['__typename'],
      application,
      id: rest.join('/'),
    })
  }
  const found = await documentWithId(place, context, info, typeName)
  if (found && !canBe(info.schema, found.__typename, typeName))
    throw new BadUserInput(`This is the id of ${found.__typename}, not of ${typeName}.`)
  return found
}

function partAfter(kind: 'Registration' | 'Document', id: string, typeName: string): string {
  const { typename, id: part } = decodeId(id)
  if (typename === kind) return part
  throw new BadUserInput(
    `'${id.slice(0, 60)}' is not the id of a ${typeName}; accepted are values of its \`id\` field.`,
  )
}
