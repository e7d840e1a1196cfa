import { describe, expect, test } from 'vitest'
import { readProgress, readProgressSimple } from '../../../src/sources/jpo/progress.ts'
import { answer, simpleAnswer } from './progress-fixture.ts'
import { expectRefusal, isStrict, listen, nothingUnknown } from './wire-cases.ts'

const basics = {
  applicationNumber: '2021900001',
  inventionTitle: '架空の装置',
  applicants: [
    { code: '900000011', name: '架空電機株式会社' },
    { code: null, name: '架空　花子' },
  ],
  agents: [{ code: '900000012', name: '架空　太郎' }],
  filingDate: '2021-04-01',
  publication: { kind: 'PUBLICATION', number: '2022900011', date: '2022-10-01' },
  internationalApplicationNumber: 'IB2021900021',
  internationalPublicationNumber: 'WO2021900021',
  internationalPublicationDate: '2021-10-01',
  registrationNumber: '9900001',
  registrationDate: '2024-04-01',
  expirationDate: '2041-04-01',
  extinguishmentDate: '2027-04-01',
  erasureIdentifier: '00',
  documents: [
    {
      group: '01',
      groupNumber: '2021900001',
      date: '2021-04-01',
      code: 'A63',
      name: '明細書',
      number: '52100900001',
      hasBody: true,
      separator: 'M',
      fromInternationalBureau: true,
      size: 3_400_000,
    },
    {
      group: '01',
      groupNumber: '2021900001',
      date: null,
      code: 'A61',
      name: '登録料納付',
      number: null,
      hasBody: false,
      separator: null,
      fromInternationalBureau: false,
      size: null,
    },
    {
      group: '06',
      groupNumber: null,
      date: '2024-04-01',
      code: 'A01',
      name: '特許査定',
      number: null,
      hasBody: false,
      separator: null,
      fromInternationalBureau: false,
      size: 0,
    },
  ],
  hasTrial: false,
}

describe('シンプル版特許経過情報', () => {
  isStrict('APP_PROGRESS_SIMPLE data', readProgressSimple, simpleAnswer)

  test('is the basics', () => {
    expect(readProgressSimple(simpleAnswer, nothingUnknown)).toEqual(basics)
  })

  test('of a new application says little', () => {
    const fresh = Object.fromEntries(
      Object.entries(simpleAnswer).map(([key, value]) => [key, typeof value === 'string' ? '' : []]),
    )
    expect(readProgressSimple({ ...fresh, applicationNumber: '2026900001' }, nothingUnknown)).toEqual({
      applicationNumber: '2026900001',
      inventionTitle: null,
      applicants: [],
      agents: [],
      filingDate: null,
      publication: null,
      internationalApplicationNumber: null,
      internationalPublicationNumber: null,
      internationalPublicationDate: null,
      registrationNumber: null,
      registrationDate: null,
      expirationDate: null,
      extinguishmentDate: null,
      erasureIdentifier: null,
      documents: [],
      hasTrial: false,
    })
    expectRefusal(() => readProgressSimple(fresh, nothingUnknown), 'data.applicationNumber: it is empty')
  })

  test('公表 has its date from 公開日', () => {
    const translated = {
      ...simpleAnswer,
      ADPublicationNumber: '',
      publicationNumber: '',
      ADNationalPublicationNumber: '2022500011',
    }
    expect(readProgressSimple(translated, nothingUnknown).publication).toEqual({
      kind: 'NATIONAL_PUBLICATION',
      number: '2022500011',
      date: '2022-10-01',
    })
  })

  test.each(['0', '3', ''])(
    'somebody of class %o is neither applicant nor agent, and counted',
    (applicantAttorneyClass) => {
      const notes = listen()
      const [somebody] = simpleAnswer.applicantAttorney
      const strange = { ...simpleAnswer, applicantAttorney: [{ ...somebody, applicantAttorneyClass }] }
      expect(readProgressSimple(strange, notes)).toMatchObject({ applicants: [], agents: [] })
      expect(notes.heard).toEqual([
        `APP_PROGRESS_SIMPLE data.applicantAttorney[].applicantAttorneyClass=${applicantAttorneyClass}`,
      ])
    },
  )

  test('審判 is noticed even where its group has no documents', () => {
    const trial = { numberType: '07', number: '2025900001', documentList: [] }
    const appealed = { ...simpleAnswer, bibliographyInformation: [...simpleAnswer.bibliographyInformation, trial] }
    expect(readProgressSimple(appealed, nothingUnknown)).toEqual({ ...basics, hasTrial: true })
  })

  test.each(['documentCode', 'documentDescription'])('a document without %s is refused', (key) => {
    const [group] = simpleAnswer.bibliographyInformation
    const documentList = [{ ...group?.documentList[0], [key]: '' }]
    const nameless = { ...simpleAnswer, bibliographyInformation: [{ ...group, documentList }] }
    expectRefusal(
      () => readProgressSimple(nameless, nothingUnknown),
      `data.bibliographyInformation[0].documentList[0].${key}: it is empty`,
    )
  })

  test('a group of documents without its kind is refused', () => {
    const group = { numberType: '', number: '', documentList: [] }
    expectRefusal(
      () => readProgressSimple({ ...simpleAnswer, bibliographyInformation: [group] }, nothingUnknown),
      'data.bibliographyInformation[0].numberType: it is empty',
    )
  })

  test.each([
    ['99999999999', null],
    ['BBBBBBBBBBB', null],
    ['', null],
    ['5210090000', null],
    ['521009000011', null],
    ['00000000000', '00000000000'],
  ])('書類番号 %o is %o', (documentNumber, number) => {
    const [group] = simpleAnswer.bibliographyInformation
    const documentList = [{ ...group?.documentList[0], documentNumber }]
    const one = { ...simpleAnswer, bibliographyInformation: [{ ...group, documentList }] }
    expect(readProgressSimple(one, nothingUnknown).documents[0]?.number).toBe(number)
  })
})

describe('特許経過情報', () => {
  isStrict('APP_PROGRESS data', readProgress, answer)

  test('is the basics, the priority claims and the divisional family', () => {
    expect(readProgress(answer, nothingUnknown)).toEqual({
      ...basics,
      priorityClaims: [
        { kind: 'PARIS', date: '2020-04-01', number: '00009000001', countryCode: 'FR', applicationNumber: null },
      ],
      family: {
        parent: { number: '2015900001', filingDate: '2015-04-01' },
        members: [
          {
            generation: 0,
            number: '2015900001',
            publicationNumber: '2016500011',
            registrationNumber: null,
            expirationDate: null,
            extinguishmentDate: null,
          },
        ],
      },
    })
  })

  test('without claims and family, those are empty', () => {
    const plain = {
      ...answer,
      priorityRightInformation: [],
      parentApplicationInformation: {},
      divisionalApplicationInformation: [],
    }
    expect(readProgress(plain, nothingUnknown)).toEqual({
      ...basics,
      priorityClaims: [],
      family: { parent: null, members: [] },
    })
  })
})
