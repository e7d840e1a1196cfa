import { describe, expect, test } from 'vitest'
import { readPublicationNumber } from '../../../src/sources/jpo/publication.ts'
import { WireObject } from '../../../src/sources/jpo/wire.ts'
import { expectRefusal, nothingUnknown } from './wire-cases.ts'

const none = {
  publicationNumber: '',
  ADPublicationNumber: '',
  nationalPublicationNumber: '',
  ADNationalPublicationNumber: '',
}
const read = (row: object) => WireObject.read('HERE data', row, nothingUnknown, readPublicationNumber)

describe('a publication number', () => {
  test('is null before publication', () => {
    expect(read(none)).toBeNull()
  })

  test('is the western one of the two', () => {
    const row = { ...none, publicationNumber: '504900011', ADPublicationNumber: '2022900011' }
    expect(read(row)).toEqual({ kind: 'PUBLICATION', number: '2022900011' })
  })

  test('is converted where only the era form is there', () => {
    expect(read({ ...none, publicationNumber: '360900011' })).toEqual({ kind: 'PUBLICATION', number: '1985900011' })
    expect(read({ ...none, nationalPublicationNumber: '420500011' })).toEqual({
      kind: 'NATIONAL_PUBLICATION',
      number: '2008500011',
    })
  })

  test('is that of 公表 where both are given', () => {
    const row = { ...none, ADPublicationNumber: '2022500011', ADNationalPublicationNumber: '2022500011' }
    expect(read(row)).toEqual({ kind: 'NATIONAL_PUBLICATION', number: '2022500011' })
  })

  test('is refused where it is in no era', () => {
    expectRefusal(() => read({ ...none, publicationNumber: '104900011' }), 'at HERE data.publicationNumber: it is not')
    expectRefusal(() => read({ ...none, ADPublicationNumber: '22900011' }), 'is not 10 digits')
  })
})
