import type { PortfolioCase } from '../portfolio/types.ts'
import type { PortfolioIndex } from './portfolio-index.ts'
import { publicationFields, rightFields } from './right.ts'

/** divisional_app_info: nothing to tell is {} and [], not 107 (api.md §2.3). */
export function divisional(index: PortfolioIndex, subject: PortfolioCase) {
  return {
    applicationNumber: subject.number,
    parentApplicationInformation: parentInformation(index, subject),
    divisionalApplicationInformation: divisionalRows(index, subject),
  }
}

export function parentInformation(index: PortfolioIndex, { parent }: PortfolioCase) {
  const found = parent === undefined ? undefined : index.byApplication.get(parent)
  return found ? { parentApplicationNumber: found.number, filingDate: found.filingDate } : {}
}

export function divisionalRows(index: PortfolioIndex, subject: PortfolioCase) {
  const { members } = index.familyOf(subject)
  if (members.length === 1) return []
  return members.map(({ member, generation }) => {
    const { registrationNumber, ...fate } = rightFields(index, member)
    return {
      applicationNumber: member.number,
      ...publicationFields(member),
      registrationNumber,
      internationalApplicationNumber: member.international?.applicationNumber ?? '',
      internationalPublicationNumber: member.international?.publicationNumber ?? '',
      ...fate,
      divisionalGeneration: String(generation),
    }
  })
}
