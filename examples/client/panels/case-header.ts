import { type FragmentType, graphql, useFragment as read } from '../generated/index.ts'

const caseHeader = graphql(`
  fragment CaseHeader on Application {
    displayNumber
    inventionTitle
    status
    filingDate
    applicants {
      name
    }
  }
`)

/** What a case is: its number, title and state, since when and whose. */
export function showHeader(application: FragmentType<typeof caseHeader>): string[] {
  const { displayNumber, inventionTitle, status, filingDate, applicants } = read(caseHeader, application)
  return [
    `${displayNumber}  ${inventionTitle ?? '–'}`,
    `${status ?? '–'}, filed ${filingDate ?? '–'} by ${applicants?.map(({ name }) => name ?? '–').join(', ') ?? '–'}`,
  ]
}
