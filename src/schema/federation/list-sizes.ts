import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  isCompositeType,
  isListType,
  isObjectType,
} from 'graphql'
import { isList, longestList, usualLength } from '../lists.ts'

/** How long a gateway may take a list to be (@listSize); undefined where it is none of objects, or sized by its parent. */
export function listSize(parent: GraphQLObjectType | GraphQLInterfaceType, field: GraphQLField<unknown, unknown>) {
  const type = getNamedType(field.type)
  const slicing = field.args.map(({ name }) => name).filter((name) => name === 'first' || name === 'last')
  if (slicing.length > 0 && isObjectType(type)) {
    const sized = Object.values(type.getFields()).filter((it) => isList(it.type))
    return {
      assumedSize: usualLength,
      slicingArguments: slicing,
      sizedFields: sized.map(({ name }) => name),
      requireOneSlicingArgument: false,
    }
  }
  if (!isList(field.type) || !isCompositeType(type) || parent.name.endsWith('Connection')) return undefined
  const isAsLongAsAsked = field.args.some((arg) => isListType(getNullableType(arg.type)))
  return { assumedSize: isAsLongAsAsked ? longestList : usualLength }
}
