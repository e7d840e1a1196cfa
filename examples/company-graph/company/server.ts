import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'
import { createYoga } from 'graphql-yoga'
import { type Matter, matters, notes } from './matters.ts'

/** What the company knows of an application: its number, and with @requires what a gateway fetched for it. */
interface ApplicationReference {
  readonly number: string
  readonly inventionTitle?: string | null
}

const matterOf = (number: string) => matters.find(({ applicationNumber }) => applicationNumber === number)

const firstOpen = ({ deadlines }: Matter) => deadlines.find(({ isDone }) => !isDone)?.date ?? '9999'

const resolvers = {
  Query: {
    matter: (_root: unknown, { docketNumber }: { readonly docketNumber: string }) =>
      matters.find((matter) => matter.docketNumber === docketNumber),
    matters: () => matters.toSorted((a, b) => firstOpen(a).localeCompare(firstOpen(b))),
  },
  Matter: {
    __resolveReference: ({ docketNumber }: Pick<Matter, 'docketNumber'>) =>
      matters.find((matter) => matter.docketNumber === docketNumber),
    application: ({ applicationNumber }: Matter) => applicationNumber && { number: applicationNumber },
    watched: ({ watchedPublication }: Matter) => watchedPublication && { publicationNumber: watchedPublication },
  },
  Application: {
    __resolveReference: (reference: ApplicationReference) => reference,
    matter: ({ number }: ApplicationReference) => matterOf(number),
    label: ({ number, inventionTitle }: ApplicationReference) =>
      [matterOf(number)?.docketNumber, inventionTitle].filter(Boolean).join(' '),
  },
  Document: {
    __resolveReference: (reference: { readonly id: string }) => reference,
    notes: ({ id }: { readonly id: string }) => notes[id] ?? [],
  },
}

/** The company's subgraph. */
export function createCompany(): Server {
  const typeDefs = parse(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'))
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }])
  return createServer(createYoga({ schema, graphiql: false, landingPage: false, logging: false }))
}
