import { composedPortfolio } from '../../src/sandbox/portfolio/index.ts'
import { encodeId } from '../../src/schema/ids.ts'

const quoted = (values: readonly string[]) => values.map((value) => JSON.stringify(value))
const cases = composedPortfolio.cases
const numbers = [...cases.map(({ number }) => number), '2020999999']
const publications = cases.flatMap(({ publication, nationalPublication }) => publication ?? nationalPublication ?? [])
const registrations = cases.flatMap(({ registration }) => registration ?? [])
const people = cases.flatMap(({ applicants, agents = [] }) => [...applicants, ...agents])
const numberOf = ({ number }: { readonly number: string }) => number

const ids = [
  ...numbers.flatMap((number) => [
    encodeId({ typename: 'Application', id: number }),
    encodeId({ typename: 'Registration', id: number }),
    encodeId({ typename: 'Document', id: `${number}/unlisted..A131` }),
    encodeId({ typename: 'Document', id: `${number}/unlisted..A53` }),
  ]),
  ...people.filter(({ code }) => code).map(({ code }) => encodeId({ typename: 'Applicant', id: code })),
]

const reference = (type: string, kind: string, id: string) =>
  `{ __typename: "${type}", id: "${encodeId({ typename: kind, id })}" }`

/** Whatever the composed portfolio knows, and some that it does not, as GraphQL literals by `field.argument` or `field`. */
export const portfolioLiterals = {
  'application.number': quoted(numbers),
  'applications.numbers': quoted(numbers),
  'applicationByPublicationNumber.number': quoted([...publications.map(numberOf), '1985999033', '2020999998']),
  'applicationByRegistrationNumber.number': quoted([...registrations.map(numberOf), '7999999']),
  numberReference: [
    ...numbers.map((number) => `kind: APPLICATION, number: "${number}"`),
    ...publications.map(({ number }) => `kind: PUBLICATION, number: "${number}"`),
    ...registrations.map(({ number }) => `kind: REGISTRATION, number: "${number}"`),
  ],
  'applicant.code': quoted([...people.map(({ code }) => code).filter(Boolean), '999999999']),
  'applicantsByName.name': quoted([...people.map(({ name }) => name), '見本のない者']),
  'node.id': quoted(ids),
  'nodes.ids': quoted(ids),
  '_entities.representations': [
    ...numbers.map((number) => `{ __typename: "Application", number: "${number}" }`),
    ...numbers.map((number) => reference('Registration', 'Registration', number)),
    ...numbers.map((number) => reference('UntypedDocument', 'Document', `${number}/unlisted..A53`)),
    ...publications.map(({ number }) => `{ __typename: "NumberReference", publicationNumber: "${number}" }`),
    ...registrations.map(({ number }) => `{ __typename: "NumberReference", registrationNumber: "${number}" }`),
  ],
  'documents.first': ['1', '3'],
  'documents.filter': ['{ codes: ["A131"] }', '{ codes: ["A53", "A523"] }', '{ deliverable: true }'],
  'citations.filter': ['{ types: ["19"] }'],
}
