import { eraNumber, plusYears } from '../era.ts'
import type { PortfolioCase } from '../portfolio/types.ts'
import type { PortfolioIndex } from './portfolio-index.ts'

/** The four forms of a publication: era and western, 公開 and 公表; '' for what there is not. */
export function publicationFields({ publication, nationalPublication }: PortfolioCase) {
  return {
    publicationNumber: publication ? eraNumber(publication.number, publication.date) : '',
    ADPublicationNumber: publication?.number ?? '',
    nationalPublicationNumber: nationalPublication
      ? eraNumber(nationalPublication.number, nationalPublication.date)
      : '',
    ADNationalPublicationNumber: nationalPublication?.number ?? '',
  }
}

/** Everything is '' before registration. A divisional's twenty years run from the filing of its oldest ancestor. */
export function rightFields(index: PortfolioIndex, subject: PortfolioCase) {
  const { registration } = subject
  return {
    registrationNumber: registration?.number ?? '',
    erasureIdentifier: registration ? (registration.erasure ?? '00') : '',
    expireDate: registration ? plusYears(index.familyOf(subject).root.filingDate, 20) : '',
    disappearanceDate: registration?.extinguishedOn ?? '',
  }
}
