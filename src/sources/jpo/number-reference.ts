import { readData, type WireNotes } from './wire.ts'

/** 特許番号参照: the numbers of one case. Here the office writes publication numbers with the western year. */
export interface NumberReference {
  applicationNumber: string | null
  publicationNumber: string | null
  nationalPublicationNumber: string | null
  registrationNumber: string | null
  internationalPublicationNumber: string | null
}

export function readNumberReference(data: unknown, notes: WireNotes): NumberReference {
  return readData('CASE_NUMBER_REFERENCE', data, notes, (answer) => ({
    applicationNumber: answer.digits('applicationNumber', 10),
    publicationNumber: answer.digits('publicationNumber', 10),
    nationalPublicationNumber: answer.digits('nationalPublicationNumber', 10),
    registrationNumber: answer.digits('registrationNumber', 7),
    internationalPublicationNumber: answer.text('internationalPublicationNumber'),
  }))
}
