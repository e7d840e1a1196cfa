import { type Finding, found, nothing, outOfScope } from '../office.ts'
import type { PortfolioIndex } from './portfolio-index.ts'

/** case_number_reference of a well-formed key such as publication/2021000101 (api.md §2.7): western numbers throughout. */
export function numberReference(index: PortfolioIndex, key: string): Finding {
  const [kind, number = ''] = key.split('/')
  // 昭和 numbers are not served (api.md §3, 111). 1989 began in 昭和 and counts as 平成 here.
  if (kind !== 'registration' && number < '1989') return outOfScope
  const subject =
    kind === 'application'
      ? index.byApplication.get(number)
      : kind === 'publication'
        ? index.byPublication.get(number)
        : index.byRegistration.get(number)
  if (!subject) return nothing
  return found({
    applicationNumber: subject.number,
    publicationNumber: subject.publication?.number ?? '',
    nationalPublicationNumber: subject.nationalPublication?.number ?? '',
    registrationNumber: subject.registration?.number ?? '',
    internationalPublicationNumber: subject.international?.publicationNumber ?? '',
  })
}
