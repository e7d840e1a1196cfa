import type { GraphQLResolveInfo } from 'graphql'
import { BadUserInput } from '../../errors.ts'
import type { Context } from '../builder.ts'
import { type Entity, keysOf } from './keys.ts'

/**
 * The object that a gateway means by a representation, its type and a key; BadUserInput, at its own place in the list,
 * where it names none: what stands beside it comes from other rows of somebody's data.
 */
export async function represented(sent: unknown, context: Context, info: GraphQLResolveInfo): Promise<Entity | null> {
  const fields = fieldsOf(sent)
  const typeName = fields.get('__typename')
  if (typeof typeName !== 'string')
    throw new BadUserInput(`A representation needs __typename.${accepted(context, info)}`)
  const keys = keysOf(info.schema.getType(typeName))
  const names = Object.keys(keys)
  if (names.length === 0)
    throw new BadUserInput(`'${typeName.slice(0, 60)}' cannot be referred to.${accepted(context, info)}`)
  const key = names.find((name) => fields.get(name) != null) ?? ''
  const [find, value] = [keys[key], fields.get(key)]
  if (find === undefined || typeof value !== 'string')
    throw new BadUserInput(`A representation of ${typeName} needs ${names.join(' or ')}, as a string.`)
  return find(value, context, info, typeName)
}

function fieldsOf(sent: unknown): ReadonlyMap<string, unknown> {
  if (typeof sent === 'object' && sent !== null && !Array.isArray(sent)) return new Map(Object.entries(sent))
  throw new BadUserInput('A representation must be an object with __typename and a key.')
}

function accepted({ isSchemaTold }: Context, { schema }: GraphQLResolveInfo): string {
  if (!isSchemaTold) return ''
  const types = Object.values(schema.getTypeMap()).map((type) => [type.name, Object.keys(keysOf(type))] as const)
  const entities = types.filter(([, keys]) => keys.length > 0)
  return ` Accepted are ${entities.map(([name, keys]) => `${name} (${keys.join(' or ')})`).join(', ')}.`
}

/** The type of one of the objects that `_entities` is asked for; undefined of the arguments of another field. */
export function typeRepresented({ representations }: Readonly<Record<string, unknown>>, index: number) {
  const sent: unknown = Array.isArray(representations) ? representations[index] : undefined
  return sent === undefined ? undefined : String(fieldsOf(sent).get('__typename'))
}
