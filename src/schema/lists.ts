import { type GraphQLOutputType, isListType, isNonNullType } from 'graphql'

/** How long a list is taken to be: a file wrapper has about twenty documents; citations are of that order too. */
export const usualLength = 20

/** A list of numbers or ids that is longer is better asked for in several operations: each answer is made in one piece. */
export const longestList = 200

export function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType) : isListType(type)
}
