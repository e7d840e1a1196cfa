import type { GraphQLResolveInfo } from 'graphql'
import { after, type Soon } from '../loaders/soon.ts'
import type { Basics } from '../sources/jpo/progress.ts'
import type { Context } from './builder.ts'
import type { ApplicationReference } from './references.ts'

/** The basics of a case; null where the office has no such case. */
export function basicsOf(
  { number, selected }: ApplicationReference,
  { loaders }: Context,
  { path }: GraphQLResolveInfo,
): Soon<Basics | null> {
  return after(loaders.cases.load('basics', number, selected, path), (known) => known?.value ?? null)
}

/** A field that shows one of the basics as it is. */
export function basic<T>(show: (basics: Basics, application: ApplicationReference) => T) {
  return (application: ApplicationReference, _args: object, context: Context, info: GraphQLResolveInfo) =>
    after<Basics | null, T | null>(
      basicsOf(application, context, info),
      (basics) => basics && show(basics, application),
    )
}
