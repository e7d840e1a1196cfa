import type { GraphQLResolveInfo } from 'graphql'
import type { Basics } from '../sources/jpo/progress.ts'
import type { Context } from './builder.ts'
import type { ApplicationReference } from './references.ts'

/** The basics of a case; null where the office has no such case. */
export async function basicsOf(
  { number, selected }: ApplicationReference,
  { loaders }: Context,
  { path }: GraphQLResolveInfo,
): Promise<Basics | null> {
  return (await loaders.cases.load('basics', number, selected, path))?.value ?? null
}

/** A field that shows one of the basics as it is. */
export function basic<T>(show: (basics: Basics, application: ApplicationReference) => T) {
  return async (
    application: ApplicationReference,
    _args: object,
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<T | null> => {
    const basics = await basicsOf(application, context, info)
    return basics && show(basics, application)
  }
}
