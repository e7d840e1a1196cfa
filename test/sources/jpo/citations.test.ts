import { describe, expect, test } from 'vitest'
import { readCitations } from '../../../src/sources/jpo/citations.ts'
import { expectRefusal, isStrict, nothingUnknown } from './wire-cases.ts'

const patent = { draftDate: '20230401', citationType: '19', citationOrder: '1', documentNumber: 'JPA 414900011' }
const paper = {
  draftDate: '20230401',
  citationType: '19',
  citationOrder: '02',
  documentType: 'N01',
  authorName: '架空　花子',
  paperTitle: '架空の研究',
  publicationName: '架空学会誌',
  issueCountryCd: 'JP',
  publisher: '架空出版',
  issueDate: '20051101',
  issueDateType: '1',
  issueNumber: '第１巻',
  citationPages: '1-9',
}
const answer = { applicationNumber: '2021900001', patentDoc: [patent], nonPatentDoc: [paper] }

describe('特許引用文献情報', () => {
  isStrict('CITE_DOC_INFO data', readCitations, answer)

  test('is patents and other literature', () => {
    expect(readCitations(answer, nothingUnknown)).toEqual({
      patent: [{ kind: 'patent', type: '19', order: 1, draftingDate: '2023-04-01', documentNumber: 'JPA 414900011' }],
      nonPatent: [
        {
          kind: 'non-patent',
          type: '19',
          order: 2,
          draftingDate: '2023-04-01',
          author: '架空　花子',
          title: '架空の研究',
          publicationName: '架空学会誌',
          publisher: '架空出版',
          countryCode: 'JP',
          issueDate: '2005-11-01',
          issueNumber: '第１巻',
          pages: '1-9',
        },
      ],
    })
  })

  test('nothing cited is two empty lists', () => {
    const bare = { ...answer, patentDoc: [], nonPatentDoc: [] }
    expect(readCitations(bare, nothingUnknown)).toEqual({ patent: [], nonPatent: [] })
  })

  test('an issue date that is no whole date stays as it came', () => {
    const issued = (issueDate: string) =>
      readCitations({ ...answer, nonPatentDoc: [{ ...paper, issueDate }] }, nothingUnknown).nonPatent[0]?.issueDate
    expect(['20051100', '20050000', '2005', ''].map(issued)).toEqual(['20051100', '20050000', '2005', null])
  })

  test.each(['citationType', 'citationOrder', 'documentNumber'])('a citation without %s is refused', (key) => {
    const blank = { ...answer, patentDoc: [{ ...patent, [key]: '' }] }
    expectRefusal(() => readCitations(blank, nothingUnknown), `at CITE_DOC_INFO data.patentDoc[0].${key}: it is empty`)
  })
})
