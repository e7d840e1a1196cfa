import { describe, expect, test } from 'vitest'
import { readNumberReference } from '../../../src/sources/jpo/number-reference.ts'
import { expectRefusal, isStrict, nothingUnknown } from './wire-cases.ts'

const answer = {
  applicationNumber: '2021900001',
  publicationNumber: '2022900011',
  nationalPublicationNumber: '2022500011',
  registrationNumber: '9900001',
  internationalPublicationNumber: 'WO2021900021',
}

describe('特許番号参照', () => {
  isStrict('CASE_NUMBER_REFERENCE data', readNumberReference, answer)

  test('is what the office says, western as it is here', () => {
    expect(readNumberReference(answer, nothingUnknown)).toEqual(answer)
  })

  test('is null where the office has no number', () => {
    const empty = Object.fromEntries(Object.keys(answer).map((key) => [key, '']))
    expect(readNumberReference(empty, nothingUnknown)).toEqual({
      applicationNumber: null,
      publicationNumber: null,
      nationalPublicationNumber: null,
      registrationNumber: null,
      internationalPublicationNumber: null,
    })
  })

  test('an era form is none of its numbers', () => {
    for (const key of ['publicationNumber', 'nationalPublicationNumber']) {
      expectRefusal(() => readNumberReference({ ...answer, [key]: '504900011' }, nothingUnknown), 'not 10 digits')
    }
  })
})
