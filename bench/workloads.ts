import { numberOf } from './applications.ts'

export interface Workload {
  readonly name: string
  readonly what: string
  readonly query: string
  /** The variables of the nth request. */
  variables(nth: number): object
  /** How many different variables there are; 1 where the same is asked again and again. */
  readonly different: number
}

const basics = 'displayNumber inventionTitle status filingDate registrationNumber expirationDate'

const operations = {
  basics: {
    what: "one application's basics",
    query: `query Basics($number: ApplicationNumber!) { application(number: $number) { ${basics} } }`,
    size: 1,
  },
  file: {
    what: 'an application with its applicants, 20 documents and 10 citations with their applications’ titles',
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
    size: 1,
  },
  fifty: {
    what: '50 applications in one query',
    query: `query Fifty($numbers: [ApplicationNumber!]!) { applications(numbers: $numbers) { ${basics} } }`,
    size: 50,
  },
  notice: {
    what: 'the text of a notice of reasons for refusal',
    query: `query Notice($number: ApplicationNumber!) {
  application(number: $number) {
    documents(filter: { codes: ["A131"] }) { nodes { date ... on NoticeOfReasonsForRefusal { text } } }
  }
}`,
    size: 1,
  },
}

/** Each operation as the same one again and again, and with variables that vary over all stored applications. */
export function workloads(applications: number): readonly Workload[] {
  return Object.entries(operations).flatMap(([name, { what, query, size }]) => {
    const one = (nth: number) => ({ number: numberOf(nth % applications) })
    const many = (nth: number) => ({
      numbers: Array.from({ length: size }, (_, place) => numberOf((nth * 7 + place) % applications)),
    })
    const variables = size === 1 ? one : many
    return [
      {
        name: `${name} repeated`,
        what: `${what}, the same again and again`,
        query,
        variables: () => variables(0),
        different: 1,
      },
      { name: `${name} varying`, what: `${what}, any of those stored`, query, variables, different: applications },
    ]
  })
}

export function bodyOf(workload: Workload, nth: number): string {
  return JSON.stringify({ query: workload.query, variables: workload.variables(nth) })
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
