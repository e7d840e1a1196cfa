/** Every spelling of the office's numbers, in and out. */
export { displayApplicationNumber, parseApplicationNumber } from './numbers/application.ts'
export { parseApplicantCode, parseApplicantName } from './numbers/applicant.ts'
export { readCitedNumber } from './numbers/cited.ts'
export { eraToWestern } from './numbers/era.ts'
export {
  displayPublicationNumber,
  parsePublicationNumber,
  publicationKind,
  publicationUrl,
  servedByNumberReference,
} from './numbers/publication.ts'
export { displayRegistrationNumber, parseRegistrationNumber } from './numbers/registration.ts'
