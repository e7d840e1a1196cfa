import { describe, expect, test } from 'vitest'
import { readFamily } from '../../../src/sources/jpo/family.ts'
import { expectRefusal, isStrict, nothingUnknown } from './wire-cases.ts'

const first = {
  applicationNumber: '2015900001',
  publicationNumber: '428900011',
  ADPublicationNumber: '2016900011',
  nationalPublicationNumber: '',
  ADNationalPublicationNumber: '',
  registrationNumber: '9900001',
  internationalApplicationNumber: '',
  internationalPublicationNumber: '',
  erasureIdentifier: '01',
  expireDate: '20350401',
  disappearanceDate: '20210401',
  divisionalGeneration: '0',
}
const second = {
  ...first,
  applicationNumber: '2018900002',
  publicationNumber: '',
  ADPublicationNumber: '',
  registrationNumber: '',
  erasureIdentifier: '',
  expireDate: '',
  disappearanceDate: '',
  divisionalGeneration: '1',
}
const answer = {
  applicationNumber: '2018900002',
  parentApplicationInformation: { parentApplicationNumber: '2015900001', filingDate: '20150401' },
  divisionalApplicationInformation: [first, second],
}

describe('特許分割出願情報', () => {
  isStrict('DIVISIONAL_APP_INFO data', readFamily, answer)

  test('is the parent and the whole family, the asked application included', () => {
    expect(readFamily(answer, nothingUnknown)).toEqual({
      parent: { number: '2015900001', filingDate: '2015-04-01' },
      members: [
        {
          generation: 0,
          number: '2015900001',
          publicationNumber: '2016900011',
          registrationNumber: '9900001',
          expirationDate: '2035-04-01',
          extinguishmentDate: '2021-04-01',
        },
        {
          generation: 1,
          number: '2018900002',
          publicationNumber: null,
          registrationNumber: null,
          expirationDate: null,
          extinguishmentDate: null,
        },
      ],
    })
  })

  test('without divisionals there is no parent and no family', () => {
    const alone = { ...answer, parentApplicationInformation: {}, divisionalApplicationInformation: [] }
    expect(readFamily(alone, nothingUnknown)).toEqual({ parent: null, members: [] })
  })

  test('a parent without a number, a member without a generation are refused', () => {
    const nameless = { parentApplicationNumber: '', filingDate: '20150401' }
    expectRefusal(
      () => readFamily({ ...answer, parentApplicationInformation: nameless }, nothingUnknown),
      'data.parentApplicationInformation.parentApplicationNumber: it is empty',
    )
    const stray = { ...first, divisionalGeneration: '' }
    expectRefusal(
      () => readFamily({ ...answer, divisionalApplicationInformation: [stray] }, nothingUnknown),
      'data.divisionalApplicationInformation[0].divisionalGeneration: it is empty',
    )
  })
})
