import { expect, test } from 'vitest'
import { readCitedNumber } from '../../../../src/sources/jpo/numbers.ts'

test.each([
  ['JPA 414233033', '特開2002-233033', '2002233033'],
  ['JPA 404087383', '特開平4-087383', '1992087383'],
  ['JPA 360046093', '特開昭60-046093', '1985046093'],
  ['JPA 420516341', '特表2008-516341', '2008516341'],
  ['JPA 503090037', '特開2021-090037', '2021090037'],
])('%s is %s', (documentNumber, displayNumber, publicationNumber) => {
  expect(readCitedNumber(documentNumber)).toEqual({ displayNumber, publicationNumber })
})

test.each([
  'JPB 404087383',
  'JPU 404087383',
  'USA 2020123456',
  'JPA 704087383',
  'JPA 4042330331',
  // Before 公開 began.
  'JPA 303090037',
  'JPA 345000001',
  'JPA',
  'XJPA 414233033',
  '',
])('of %o nothing is said', (documentNumber) => {
  expect(readCitedNumber(documentNumber)).toEqual({ displayNumber: null, publicationNumber: null })
})
