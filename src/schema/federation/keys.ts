import { type GraphQLNamedType, type GraphQLResolveInfo, isInterfaceType, isObjectType } from 'graphql'
import type { Context } from '../builder.ts'
import type { FileDocument } from '../document-list.ts'
import type { NumberKey } from '../number-reference.ts'
import type { ApplicantReference, ApplicationReference, RegistrationOf } from '../references.ts'

/** An object that other subgraphs may refer to. */
export type Entity = NumberKey | ApplicationReference | ApplicantReference | RegistrationOf | FileDocument

/**
 * The object that a key names, to be shown as a type: as with every reference nothing is asked as long as the key tells
 * what is selected, and nobody checks before that it exists.
 */
type FindByKey = (
  value: string,
  context: Context,
  info: GraphQLResolveInfo,
  typeName: string,
) => Entity | null | Promise<Entity | null>

/** What a type says about how other subgraphs refer to it. */
export interface TypeKeys {
  /** Fields each of which alone names an object for ever (@key). */
  readonly keys?: Readonly<Record<string, FindByKey>>
}

/** The extension of a type that other subgraphs may refer to, and of an interface for all its types. */
export function keyedBy(keys: Readonly<Record<string, FindByKey>>): TypeKeys & Record<string, unknown> {
  return { keys }
}

/** The keys of a type, its own or those of an interface of it; none where it is no entity. */
export function keysOf(type: GraphQLNamedType | undefined): Readonly<Record<string, FindByKey>> {
  if (!isObjectType(type) && !isInterfaceType(type)) return {}
  const saying = [type, ...type.getInterfaces()].map(({ extensions }): TypeKeys => extensions)
  return saying.find(({ keys }) => keys !== undefined)?.keys ?? {}
}
