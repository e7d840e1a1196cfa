import { plusDays } from '../era.ts'
import type { PortfolioCase } from '../portfolio/types.ts'
import type { PortfolioIndex } from './portfolio-index.ts'
import { rightFields } from './right.ts'

/** registration_info (api.md §2.9); undefined for what is not registered. "Decisiond" is the wire's own spelling. */
export function registrationInfo(index: PortfolioIndex, subject: PortfolioCase) {
  const { registration, history = [] } = subject
  if (!registration) return undefined
  const { registrationNumber, erasureIdentifier, expireDate, disappearanceDate } = rightFields(index, subject)
  const grant = history.find((document) => document.kind === 'grant')
  return {
    applicationNumber: subject.number,
    filingDate: subject.filingDate,
    registrationNumber,
    registrationDate: registration.date,
    decisionDate: grant?.drafted ?? '',
    appealTrialDecisiondDate: registration.appealDecisionDate ?? '',
    rightPersonInformation: (registration.holders ?? subject.applicants).map(({ code, name }) => ({
      rightPersonCd: code,
      rightPersonName: name,
    })),
    inventionTitle: subject.title,
    numberOfClaims: String(registration.claims).padStart(3, '0'),
    expireDate,
    nextPensionPaymentDate: registration.nextAnnuityDueDate ?? '',
    lastPaymentYearly: String(registration.lastPaidYear ?? 3).padStart(2, '0'),
    erasureIdentifier,
    disappearanceDate,
    updateDate: updateDate(registration.annuitiesPaidOn?.at(-1) ?? registration.date, disappearanceDate),
  }
}

/** The register is rewritten soon after its latest event. */
function updateDate(paid: string, extinguished: string): string {
  return plusDays(extinguished > paid ? extinguished : paid, 16)
}
