import type { Person } from './applicants.ts'
import { readData, type LocalDate, type WireNotes, type WireObject } from './wire.ts'

/** 特許登録情報: the right, once registered. */
export interface Registration {
  applicationNumber: string
  filingDate: LocalDate | null
  registrationNumber: string
  registrationDate: LocalDate | null
  /** 査定日, when the decision to grant was drafted. */
  decisionDate: LocalDate | null
  /** 審決日. */
  appealDecisionDate: LocalDate | null
  rightHolders: Person[]
  inventionTitle: string | null
  claimCount: number | null
  expirationDate: LocalDate | null
  nextAnnuityDueDate: LocalDate | null
  /** The last year whose annuity is paid; 0 for a right that owes none, as a state-owned one (api.md §2.9). */
  lastAnnuityYear: number | null
  /** 抹消識別: see `erasureIdentifiers` in codes.ts. */
  erasureIdentifier: string | null
  extinguishmentDate: LocalDate | null
  updatedOn: LocalDate | null
}

export function readRegistration(data: unknown, notes: WireNotes): Registration {
  return readData('REGISTRATION_INFO', data, notes, (answer) => ({
    applicationNumber: answer.requiredDigits('applicationNumber', 10),
    filingDate: answer.date('filingDate'),
    registrationNumber: answer.requiredDigits('registrationNumber', 7),
    registrationDate: answer.date('registrationDate'),
    decisionDate: answer.date('decisionDate'),
    // [sic]: the wire's own spelling.
    appealDecisionDate: answer.date('appealTrialDecisiondDate'),
    rightHolders: answer.list('rightPersonInformation', readRightHolder),
    inventionTitle: answer.text('inventionTitle'),
    claimCount: answer.count('numberOfClaims'),
    expirationDate: answer.date('expireDate'),
    nextAnnuityDueDate: answer.date('nextPensionPaymentDate'),
    lastAnnuityYear: answer.count('lastPaymentYearly'),
    erasureIdentifier: answer.text('erasureIdentifier'),
    extinguishmentDate: answer.date('disappearanceDate'),
    updatedOn: answer.date('updateDate'),
  }))
}

function readRightHolder(row: WireObject): Person {
  return { code: row.digits('rightPersonCd', 9), name: row.text('rightPersonName') }
}
