import { type GraphQLField, type GraphQLInterfaceType, type GraphQLObjectType, isObjectType } from 'graphql'
import { rootHint, typeHint } from './cache-hints.ts'
import { fieldWeight, typeWeight } from './cost.ts'
import { keysOf } from './keys.ts'
import { listSize } from './list-sizes.ts'

/** Types that mean the same in every graph. */
const shared: readonly string[] = ['PageInfo']

/** What gateways are told of a type. */
export function directivesOf(type: GraphQLObjectType | GraphQLInterfaceType) {
  const keys = Object.keys(keysOf(type))
  const weight = typeWeight(type)
  return {
    ...(keys.length > 0 && { key: keys.map((fields) => ({ fields })) }),
    ...(shared.includes(type.name) && { shareable: {} }),
    ...(weight !== undefined && { cost: { weight } }),
    ...(type.name !== 'Query' && { cacheControl: typeHint(keys.length > 0) }),
  }
}

/** What gateways are told of a field. A price is told of objects only: of interfaces @cost may not speak. */
export function fieldDirectivesOf(
  type: GraphQLObjectType | GraphQLInterfaceType,
  field: GraphQLField<unknown, unknown>,
) {
  const weight = isObjectType(type) ? fieldWeight(type, field) : undefined
  const size = listSize(type, field)
  const hint = type.name === 'Query' ? rootHint(field) : undefined
  return {
    ...(weight !== undefined && { cost: { weight } }),
    ...(size && { listSize: size }),
    ...(hint && { cacheControl: hint }),
  }
}
