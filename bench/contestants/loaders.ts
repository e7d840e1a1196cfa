import DataLoader from 'dataloader'
import { type ApplicationRecord, type CitationRecord, documentsOf, type Records } from './records.ts'

/** Fresh for each request, as DataLoader's documentation asks. */
export function createLoaders({ applications, citations, numberByPublication }: Records) {
  return {
    application: new DataLoader(async (numbers: readonly string[]) =>
      numbers.map((number) => applications.get(number) ?? null),
    ),
    citations: new DataLoader(async (numbers: readonly string[]) =>
      numbers.map((number) => citations.get(number) ?? []),
    ),
    numberByPublication: new DataLoader(async (numbers: readonly string[]) =>
      numbers.map((number) => numberByPublication.get(number) ?? null),
    ),
  }
}

export interface Context {
  readonly loaders: ReturnType<typeof createLoaders>
}

export const resolvers = {
  Query: {
    application: (_root: unknown, { number }: { number: string }, { loaders }: Context) =>
      loaders.application.load(number),
    applications: (_root: unknown, { numbers }: { numbers: readonly string[] }, { loaders }: Context) =>
      loaders.application.loadMany(numbers),
  },
  Application: {
    documents: documentsOf,
    citations: ({ number }: ApplicationRecord, _args: unknown, { loaders }: Context) => loaders.citations.load(number),
  },
  PatentCitation: {
    citedApplication: async ({ publicationNumber }: CitationRecord, _args: unknown, { loaders }: Context) => {
      const number = await loaders.numberByPublication.load(publicationNumber)
      return number === null ? null : loaders.application.load(number)
    },
  },
}
