import { numberOf } from './applications.ts'
import * as rest from './rest-operations.ts'

export interface Workload {
  readonly name: string
  readonly query: string
  /** The variables of the nth request. */
  readonly variables: (nth: number) => object
  /** How many different variables there are; 1 where the same is asked again and again. */
  readonly different: number
  /** The same asked of the office's API as a gateway offers it; null where it cannot. */
  readonly overRest: Pick<Workload, 'query' | 'variables'> | null
}

const basics = 'displayNumber inventionTitle status filingDate registrationNumber expirationDate'

const operations = {
  basics: {
    query: `query Basics($number: ApplicationNumber!) { application(number: $number) { ${basics} } }`,
    overRest: rest.basics,
    size: 1,
  },
  file: {
    query: `query File($number: ApplicationNumber!) {
  application(number: $number) {
    displayNumber
    inventionTitle
    applicants { code name }
    documents(first: 20) { totalCount nodes { code name number date } }
    citations {
      type { code label }
      order
      ... on PatentCitation { displayNumber citedApplication { displayNumber inventionTitle } }
    }
  }
}`,
    overRest: rest.file,
    size: 1,
  },
  fifty: {
    query: `query Fifty($numbers: [ApplicationNumber!]!) { applications(numbers: $numbers) { ${basics} } }`,
    overRest: rest.many(50),
    size: 50,
  },
  notice: {
    query: `query Notice($number: ApplicationNumber!) {
  application(number: $number) {
    documents(filter: { codes: ["A131"] }) { nodes { date ... on NoticeOfReasonsForRefusal { text } } }
  }
}`,
    // An archive is no JSON.
    overRest: null,
    size: 1,
  },
}

export type Operation = keyof typeof operations
export const operationNames = Object.keys(operations) as Operation[]

/** Which applications the nth request of the operation is about: neighbours where there are several. */
export function placesOf(operation: Operation, nth: number, applications: number): readonly number[] {
  const { size } = operations[operation]
  const first = size === 1 ? nth : nth * 7
  return Array.from({ length: size }, (_, place) => (first + place) % applications)
}

/** Each operation as the same one again and again, and with variables that vary over all stored applications. */
export function workloads(applications: number): readonly Workload[] {
  return operationNames.flatMap((operation) => [repeated(operation, applications), varying(operation, applications)])
}

export function varying(operation: Operation, applications: number): Workload {
  const { query, overRest, size } = operations[operation]
  const numbers = (nth: number) => placesOf(operation, nth, applications).map(numberOf)
  return {
    name: `${operation} varying`,
    query,
    variables: (nth) => (size === 1 ? { number: numbers(nth)[0] } : { numbers: numbers(nth) }),
    different: applications,
    overRest: overRest && { query: overRest.query, variables: (nth) => overRest.variables(numbers(nth)) },
  }
}

function repeated(operation: Operation, applications: number): Workload {
  const { variables, overRest, ...rest } = varying(operation, applications)
  return {
    ...rest,
    name: `${operation} repeated`,
    variables: () => variables(0),
    different: 1,
    overRest: overRest && { query: overRest.query, variables: () => overRest.variables(0) },
  }
}

/** The nth request as JSON. */
export function bodyOf({ query, variables }: Pick<Workload, 'query' | 'variables'>, nth: number): string {
  return JSON.stringify({ query, variables: variables(nth) })
}

/** Where the limit keeps the finished answer. */
export function pathOf({ name }: Workload): string {
  return `/${name.replace(' ', '-')}`
}

/** All that the workloads ask for, of as many applications as are named: what the other contestants keep in memory. */
export const recordsQuery = `query Records($numbers: [ApplicationNumber!]!) {
  applications(numbers: $numbers) {
    number ${basics}
    publication { number }
    applicants { code name }
    documents { totalCount nodes { __typename code name number date ... on NoticeOfReasonsForRefusal { text } } }
    citations {
      __typename
      type { code label }
      order
      ... on PatentCitation { displayNumber publicationNumber }
    }
  }
}`
