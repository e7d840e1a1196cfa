import type { GraphQLResolveInfo } from 'graphql'
import { OutOfScope } from '../errors.ts'
import type { NumberKind } from '../loaders/number-links.ts'
import { after, type Soon } from '../loaders/soon.ts'
import type { Context } from './builder.ts'
import { type ApplicationReference, applicationReference } from './references.ts'

/** The application behind a number; null where the office does not serve it, as a publication of before 平成. */
export function citedApplication(
  kind: NumberKind,
  number: string,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Soon<ApplicationReference | null> {
  const applicationOf = (): Soon<string | null> => {
    try {
      const application = loaders.numbers.applicationOf(kind, number, info.path)
      return application instanceof Promise ? application.catch(unserved) : application
    } catch (error) {
      return unserved(error)
    }
  }
  return after(applicationOf(), (found) => (found === null ? null : applicationReference(found, info)))
}

function unserved(error: unknown): null {
  if (error instanceof OutOfScope) return null
  throw error
}
