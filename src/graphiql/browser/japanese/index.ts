import { ofApplications } from './application.ts'
import { ofDocuments } from './documents.ts'
import { ofEntries } from './entry.ts'
import { ofNotices } from './notices.ts'
import { ofQuota } from './quota.ts'
import { ofRegistrations } from './registration.ts'

/**
 * What everything in the schema means, by its coordinate (Type, Type.field, Type.field(argument:), @directive). What follows from
 * figures and prices of the schema is not here: generated.ts says it. A field is described at its interface, unless its type
 * means something else by it.
 */
export const japanese: Readonly<Record<string, string>> = {
  ...ofEntries,
  ...ofApplications,
  ...ofRegistrations,
  ...ofDocuments,
  ...ofNotices,
  ...ofQuota,
}
