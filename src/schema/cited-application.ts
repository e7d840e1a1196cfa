import type { GraphQLResolveInfo } from 'graphql'
import { OutOfScope } from '../errors.ts'
import type { NumberKind } from '../loaders/number-links.ts'
import type { Context } from './builder.ts'
import { type ApplicationReference, applicationReference } from './references.ts'

/** The application behind a number; null where the office does not serve it, as a publication of before 平成. */
export async function citedApplication(
  kind: NumberKind,
  number: string,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<ApplicationReference | null> {
  try {
    const application = await loaders.numbers.applicationOf(kind, number, info.path)
    return application === null ? null : applicationReference(application, info)
  } catch (error) {
    if (error instanceof OutOfScope) return null
    throw error
  }
}
