import { createServer } from 'node:http'
import DataLoader from 'dataloader'
import { createSchema, createYoga } from 'graphql-yoga'
import { publicationOf } from './office-api.ts'

/** Plain graphql-yoga in front of the office: a DataLoader for each endpoint and request, and nothing remembered. */
const [, , port, origin = '', token = ''] = process.argv

const typeDefs = /* GraphQL */ `
  scalar ApplicationNumber
  type Query {
    application(number: ApplicationNumber!): Application
    applications(numbers: [ApplicationNumber!]!): [Application]!
  }
  type Application {
    number: ApplicationNumber!
    displayNumber: String!
    inventionTitle: String
    status: String
    filingDate: String
    registrationNumber: String
    expirationDate: String
    applicants: [Applicant!]
    documents(first: Int): Documents
    citations: [PatentCitation!]
  }
  type Applicant {
    code: String
    name: String
  }
  type Documents {
    totalCount: Int!
    nodes: [Document!]!
  }
  type Document {
    code: String!
    name: String!
    number: String
    date: String
  }
  type CodedValue {
    code: String!
    label: String
  }
  type PatentCitation {
    type: CodedValue!
    order: Int!
    displayNumber: String
    citedApplication: Application
  }
`

interface Progress {
  readonly applicationNumber: string
  readonly inventionTitle: string
  readonly filingDate: string
  readonly registrationNumber: string
  readonly expireDate: string
  readonly applicantAttorney: readonly { applicantAttorneyCd: string; name: string; applicantAttorneyClass: string }[]
  readonly bibliographyInformation: readonly {
    documentList: readonly {
      legalDate: string
      documentCode: string
      documentDescription: string
      documentNumber: string
    }[]
  }[]
}

interface Cited {
  readonly citationType: string
  readonly citationOrder: string
  readonly documentNumber: string
}

async function ask(path: string): Promise<unknown> {
  const response = await fetch(`${origin}/api/patent/v1/${path}`, { headers: { Authorization: `Bearer ${token}` } })
  const { result } = (await response.json()) as { result: { statusCode: string; data: unknown } }
  return result.statusCode === '100' ? result.data : null
}

const loaderOf = <T>(pathOf: (key: string) => string) =>
  new DataLoader<string, T | null>((keys) => Promise.all(keys.map(async (key) => (await ask(pathOf(key))) as T | null)))

const createLoaders = () => ({
  progress: loaderOf<Progress>((number) => `app_progress_simple/${number}`),
  citations: loaderOf<{ patentDoc: readonly Cited[] }>((number) => `cite_doc_info/${number}`),
  reference: loaderOf<{ applicationNumber: string }>((number) => `case_number_reference/publication/${number}`),
})
type Context = { readonly loaders: ReturnType<typeof createLoaders> }

const resolvers = {
  Query: {
    application: (_root: unknown, { number }: { number: string }, { loaders }: Context) =>
      loaders.progress.load(number),
    applications: (_root: unknown, { numbers }: { numbers: readonly string[] }, { loaders }: Context) =>
      loaders.progress.loadMany(numbers),
  },
  Application: {
    number: ({ applicationNumber }: Progress) => applicationNumber,
    displayNumber: ({ applicationNumber: it }: Progress) => `特願${it.slice(0, 4)}-${it.slice(4)}`,
    status: ({ registrationNumber }: Progress) => (registrationNumber ? 'GRANTED' : 'PENDING'),
    expirationDate: ({ expireDate }: Progress) => expireDate,
    applicants: ({ applicantAttorney }: Progress) =>
      applicantAttorney
        .filter(({ applicantAttorneyClass }) => applicantAttorneyClass === '1')
        .map(({ applicantAttorneyCd, name }) => ({ code: applicantAttorneyCd, name })),
    documents: ({ bibliographyInformation }: Progress, { first }: { first?: number }) => {
      const all = bibliographyInformation.flatMap(({ documentList }) => documentList)
      const nodes = all.slice(0, first).map((it) => ({
        code: it.documentCode,
        name: it.documentDescription,
        number: it.documentNumber,
        date: it.legalDate,
      }))
      return { totalCount: all.length, nodes }
    },
    citations: async ({ applicationNumber }: Progress, _args: unknown, { loaders }: Context) =>
      (await loaders.citations.load(applicationNumber))?.patentDoc ?? [],
  },
  PatentCitation: {
    type: ({ citationType }: Cited) => ({ code: citationType }),
    order: ({ citationOrder }: Cited) => Number(citationOrder),
    displayNumber: ({ documentNumber }: Cited) => documentNumber,
    citedApplication: async ({ documentNumber }: Cited, _args: unknown, { loaders }: Context) => {
      const reference = await loaders.reference.load(publicationOf(documentNumber))
      return reference && loaders.progress.load(reference.applicationNumber)
    },
  },
}

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => ({ loaders: createLoaders() }),
  logging: false,
})
createServer({ keepAliveTimeout: 60_000 }, yoga).listen(Number(port), '127.0.0.1')
