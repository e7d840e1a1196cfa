import { describe, expect, test } from 'vitest'
import { readRegistration } from '../../../src/sources/jpo/registration.ts'
import { expectRefusal, isStrict, nothingUnknown } from './wire-cases.ts'

const answer = {
  applicationNumber: '2021900001',
  filingDate: '20210401',
  registrationNumber: '9900001',
  registrationDate: '20240401',
  decisionDate: '20240301',
  appealTrialDecisiondDate: '20240302',
  rightPersonInformation: [
    { rightPersonCd: '900000011', rightPersonName: '架空電機株式会社' },
    { rightPersonCd: '', rightPersonName: '架空　花子' },
  ],
  inventionTitle: '架空の装置',
  numberOfClaims: '012',
  expireDate: '20410401',
  nextPensionPaymentDate: '20270401',
  lastPaymentYearly: '03',
  erasureIdentifier: '00',
  disappearanceDate: '20270402',
  updateDate: '20240410',
}

describe('特許登録情報', () => {
  isStrict('REGISTRATION_INFO data', readRegistration, answer)

  test('is the right and who holds it', () => {
    expect(readRegistration(answer, nothingUnknown)).toEqual({
      applicationNumber: '2021900001',
      filingDate: '2021-04-01',
      registrationNumber: '9900001',
      registrationDate: '2024-04-01',
      decisionDate: '2024-03-01',
      appealDecisionDate: '2024-03-02',
      rightHolders: [
        { code: '900000011', name: '架空電機株式会社' },
        { code: null, name: '架空　花子' },
      ],
      inventionTitle: '架空の装置',
      claimCount: 12,
      expirationDate: '2041-04-01',
      nextAnnuityDueDate: '2027-04-01',
      lastAnnuityYear: 3,
      erasureIdentifier: '00',
      extinguishmentDate: '2027-04-02',
      updatedOn: '2024-04-10',
    })
  })

  test('of a right that owes no annuities', () => {
    const free = { ...answer, nextPensionPaymentDate: '', lastPaymentYearly: '00' }
    expect(readRegistration(free, nothingUnknown)).toMatchObject({ nextAnnuityDueDate: null, lastAnnuityYear: 0 })
  })

  test('may have every value empty but its two numbers', () => {
    const required = ['applicationNumber', 'registrationNumber']
    const bare = Object.fromEntries(
      Object.entries(answer).map(([key, value]) => [key, required.includes(key) ? value : '']),
    )
    expect(readRegistration({ ...bare, rightPersonInformation: [] }, nothingUnknown)).toEqual({
      applicationNumber: '2021900001',
      filingDate: null,
      registrationNumber: '9900001',
      registrationDate: null,
      decisionDate: null,
      appealDecisionDate: null,
      rightHolders: [],
      inventionTitle: null,
      claimCount: null,
      expirationDate: null,
      nextAnnuityDueDate: null,
      lastAnnuityYear: null,
      erasureIdentifier: null,
      extinguishmentDate: null,
      updatedOn: null,
    })
    for (const key of required) {
      expectRefusal(() => readRegistration({ ...answer, [key]: '' }, nothingUnknown), `data.${key}: it is empty`)
    }
  })
})
