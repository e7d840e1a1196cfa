import { type GraphQLOutputType, isListType, isNonNullType } from 'graphql'
import { defaultLimits } from '../limits/limits.ts'

/** How long a list is taken to be: a file wrapper has about twenty documents; citations are of that order too. */
export const usualLength = 20

/** How long a list of numbers or ids is taken to be that is as long as was asked for. */
export const longestList = defaultLimits.listLength

export function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType) : isListType(type)
}
