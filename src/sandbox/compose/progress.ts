import type { PortfolioCase } from '../portfolio/types.ts'
import { documentGroups } from './document-list.ts'
import { divisionalRows, parentInformation } from './family.ts'
import type { PortfolioIndex } from './portfolio-index.ts'
import { priorityRows } from './priorities.ts'
import { publicationFields, rightFields } from './right.ts'

/** app_progress: the keys in the order of the wire (api.md §2.1). */
export function progress(index: PortfolioIndex, subject: PortfolioCase) {
  return {
    ...headOf(index, subject),
    priorityRightInformation: priorityRows(subject),
    parentApplicationInformation: parentInformation(index, subject),
    divisionalApplicationInformation: divisionalRows(index, subject),
    bibliographyInformation: documentGroups(subject),
  }
}

/** app_progress_simple: the same without priorities and family (api.md §2.2). */
export function simpleProgress(index: PortfolioIndex, subject: PortfolioCase) {
  return { ...headOf(index, subject), bibliographyInformation: documentGroups(subject) }
}

function headOf(index: PortfolioIndex, subject: PortfolioCase) {
  const { international } = subject
  const { publicationNumber, ADPublicationNumber, nationalPublicationNumber, ADNationalPublicationNumber } =
    publicationFields(subject)
  const { registrationNumber, erasureIdentifier, expireDate, disappearanceDate } = rightFields(index, subject)
  return {
    applicationNumber: subject.number,
    inventionTitle: subject.title,
    applicantAttorney: applicantsThenAgents(subject),
    filingDate: subject.filingDate,
    publicationNumber,
    ADPublicationNumber,
    nationalPublicationNumber,
    ADNationalPublicationNumber,
    publicationDate: (subject.publication ?? subject.nationalPublication)?.date ?? '',
    registrationNumber,
    registrationDate: subject.registration?.date ?? '',
    internationalApplicationNumber: international?.applicationNumber ?? '',
    internationalPublicationNumber: international?.publicationNumber ?? '',
    internationalPublicationDate: international?.publicationDate ?? '',
    erasureIdentifier,
    expireDate,
    disappearanceDate,
  }
}

/** Class 1 is 出願人 and 2 代理人; the repeat number runs on over both. */
function applicantsThenAgents({ applicants, agents = [] }: PortfolioCase) {
  const both = [...applicants.map((person) => ({ person, of: '1' })), ...agents.map((person) => ({ person, of: '2' }))]
  return both.map(({ person, of }, i) => ({
    applicantAttorneyCd: person.code,
    repeatNumber: String(i + 1),
    name: person.name,
    applicantAttorneyClass: of,
  }))
}
