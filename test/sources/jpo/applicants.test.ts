import { describe, expect, test } from 'vitest'
import { readApplicantName, readApplicants } from '../../../src/sources/jpo/applicants.ts'
import { expectRefusal, isStrict, nothingUnknown } from './wire-cases.ts'

describe('特許申請人氏名・名称', () => {
  const answer = { applicantAttorneyName: '架空電機株式会社' }
  isStrict('APPLICANT_ATTORNEY_CD data', readApplicantName, answer)

  test('is one name', () => {
    expect(readApplicantName(answer, nothingUnknown)).toBe('架空電機株式会社')
    expectRefusal(() => readApplicantName({ applicantAttorneyName: '' }, nothingUnknown), 'it is empty')
  })
})

describe('特許申請人コード', () => {
  const answer = {
    applicantAttorney: [
      { applicantAttorneyCd: '900000011', name: 'カクウ　コーポレイション' },
      { applicantAttorneyCd: '', name: '' },
    ],
  }
  isStrict('APPLICANT_ATTORNEY data', readApplicants, answer)

  test('is everyone of that name, with or without a code', () => {
    expect(readApplicants(answer, nothingUnknown)).toEqual([
      { code: '900000011', name: 'カクウ　コーポレイション' },
      { code: null, name: null },
    ])
    expect(readApplicants({ applicantAttorney: [] }, nothingUnknown)).toEqual([])
  })

  test('a code that could not be asked for is refused', () => {
    const short = { applicantAttorney: [{ applicantAttorneyCd: '11', name: '架空電機株式会社' }] }
    expectRefusal(
      () => readApplicants(short, nothingUnknown),
      'at APPLICANT_ATTORNEY data.applicantAttorney[0].applicantAttorneyCd: "11" is not 9 digits',
    )
  })
})
