import { describe, expect, test } from 'vitest'
import { readPriorities } from '../../../src/sources/jpo/priorities.ts'
import { expectRefusal, isStrict, listen, nothingUnknown } from './wire-cases.ts'

const blank = {
  parisPriorityApplicationNumber: '',
  parisPriorityDate: '',
  parisPriorityCountryCd: '',
  nationalPriorityLawCd: '',
  nationalPriorityApplicationNumber: '',
  nationalPriorityInternationalApplicationNumber: '',
  nationalPriorityDate: '',
}
const paris = {
  ...blank,
  parisPriorityApplicationNumber: '102020900001.5',
  parisPriorityDate: '20200401',
  parisPriorityCountryCd: 'DE',
}
const domestic = {
  ...blank,
  nationalPriorityLawCd: '1',
  nationalPriorityApplicationNumber: '2020900002',
  nationalPriorityDate: '20200402',
}

const answerWith = (...rows: object[]) => ({ applicationNumber: '2021900001', priorityRightInformation: rows })

describe('特許優先基礎出願情報', () => {
  isStrict('PRIORITY_RIGHT_APP_INFO data', readPriorities, {
    applicationNumber: '2021900001',
    priorityRightInformation: [paris, domestic],
  })

  test('is Paris claims and domestic ones; only a patent application can be asked for', () => {
    const utilityModel = { ...domestic, nationalPriorityLawCd: '2', nationalPriorityApplicationNumber: '2020900003' }
    const international = {
      ...blank,
      nationalPriorityInternationalApplicationNumber: 'JP2020900004',
      nationalPriorityDate: '20200404',
    }
    const claims = readPriorities(answerWith(paris, domestic, utilityModel, international), nothingUnknown)
    expect(claims).toEqual([
      { kind: 'PARIS', date: '2020-04-01', number: '102020900001.5', countryCode: 'DE', applicationNumber: null },
      {
        kind: 'DOMESTIC',
        date: '2020-04-02',
        number: '2020900002',
        countryCode: null,
        applicationNumber: '2020900002',
      },
      { kind: 'DOMESTIC', date: '2020-04-02', number: '2020900003', countryCode: null, applicationNumber: null },
      { kind: 'DOMESTIC', date: '2020-04-04', number: 'JP2020900004', countryCode: null, applicationNumber: null },
    ])
  })

  test('a claim may lack all but its date', () => {
    const dated = { ...blank, parisPriorityDate: '20000401' }
    expect(readPriorities(answerWith(dated), nothingUnknown)).toEqual([
      { kind: 'PARIS', date: '2000-04-01', number: null, countryCode: null, applicationNumber: null },
    ])
  })

  test('no claims are an empty list', () => {
    expect(readPriorities(answerWith(), nothingUnknown)).toEqual([])
  })

  test('a row that says nothing claims nothing, and is counted', () => {
    const notes = listen()
    expect(readPriorities(answerWith(blank, domestic), notes)).toHaveLength(1)
    expect(notes.heard).toEqual([
      'PRIORITY_RIGHT_APP_INFO data.priorityRightInformation[].parisPriorityApplicationNumber=',
    ])
  })

  test('a row that is both is refused', () => {
    expectRefusal(
      () => readPriorities(answerWith({ ...paris, nationalPriorityDate: '20200402' }), nothingUnknown),
      'the row is a Paris and a domestic claim',
    )
  })
})
