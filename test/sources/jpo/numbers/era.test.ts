import { expect, test } from 'vitest'
import { eraToWestern } from '../../../../src/sources/jpo/numbers.ts'

test.each([
  ['503090037', '2021090037'],
  ['419157175', '2007157175'],
  ['404087383', '1992087383'],
  ['360046093', '1985046093'],
  ['301000001', '1926000001'],
  ['364000001', '1989000001'],
  ['401000001', '1989000001'],
  ['431000001', '2019000001'],
  ['501000001', '2019000001'],
  ['599000001', '2117000001'],
])('%s is %s in western years', (era, western) => {
  expect(eraToWestern(era)).toBe(western)
})

test.each([
  '203090037',
  '603090037',
  '365000001',
  '432000001',
  '400000001',
  '503000000',
  '50309003',
  '5030900370',
  '1503090037',
  '50309003x',
  '',
])('%o is no number with an era', (number) => {
  expect(eraToWestern(number)).toBeNull()
})
