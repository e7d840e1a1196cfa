import { readData, type WireNotes, type WireObject } from './wire.ts'

/** Someone with, or without, a 申請人コード: an applicant, an agent, a holder of a right. */
export interface Person {
  /** Nine digits; null where the office lists a person without one. */
  code: string | null
  name: string | null
}

/** 特許申請人氏名・名称: the name on the office's register for one code. */
export function readApplicantName(data: unknown, notes: WireNotes): string {
  return readData('APPLICANT_ATTORNEY_CD', data, notes, (answer) => answer.requiredText('applicantAttorneyName'))
}

/** 特許申請人コード: everyone registered under exactly one name; one name can have several codes (api.md §2.6). */
export function readApplicants(data: unknown, notes: WireNotes): Person[] {
  return readData('APPLICANT_ATTORNEY', data, notes, (answer) => answer.list('applicantAttorney', readPerson))
}

/** The two keys that this answer shares with 申請人 of 経過情報. */
export function readPerson(row: WireObject): Person {
  return { code: row.digits('applicantAttorneyCd', 9), name: row.text('name') }
}
