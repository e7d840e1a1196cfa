import { describe, expect, test } from 'vitest'
import {
  citationTypes,
  documentKind,
  documentKinds,
  documentSeparators,
  erasureIdentifiers,
  isDeliverable,
  label,
  numberTypes,
} from '../../../src/sources/jpo/codes.ts'
import { readProgressSimple } from '../../../src/sources/jpo/progress.ts'
import { simpleAnswer } from './progress-fixture.ts'
import { nothingUnknown } from './wire-cases.ts'

describe('a code', () => {
  test('has a label in both languages where its meaning is known', () => {
    expect(label(erasureIdentifiers, '00')).toEqual({ code: '00', label: '抹消されていない', labelEn: 'Not erased' })
    for (const table of [erasureIdentifiers, citationTypes, numberTypes, documentSeparators]) {
      for (const code of table.keys()) {
        const { label: ja, labelEn: en } = label(table, code)
        expect([ja, en]).toEqual([expect.stringMatching(/[一-龠]/), expect.stringMatching(/^[A-Z][\x20-\x7E]+$/)])
      }
    }
  })

  test('the tables hold what is known, and no more', () => {
    expect([...erasureIdentifiers.keys()]).toEqual(['00', '01'])
    expect([...citationTypes.keys()]).toEqual(['19', '31', '89'])
    expect([...numberTypes.keys()].join(' ')).toBe('01 02 03 04 05 06 07 08 09 10 11 12 90')
    expect([...documentSeparators.keys()].join('')).toBe('SLMHZYTGKCN')
  })

  test.each(['99', '', '0', '__proto__', 'constructor'])('%o keeps itself and gets no label', (code) => {
    expect(label(citationTypes, code)).toEqual({ code, label: null, labelEn: null })
  })
})

describe('a kind of document', () => {
  test('says what a body is and which archive holds it', () => {
    const rows = [...documentKinds].map(([code, { type, archive }]) => `${code} ${type} ${archive ?? '-'}`)
    expect(rows).toEqual([
      'A131 NoticeOfReasonsForRefusal notices',
      'A01 DecisionToGrant decisions',
      'A02 DecisionOfRefusal decisions',
      'A502 DismissalOfAmendment decisions',
      'A191 DismissalOfAmendment decisions',
      'A192 DismissalOfAmendment decisions',
      'A53 WrittenOpinion filings',
      'A523 WrittenAmendment filings',
      'A30 UntypedDocument decisions',
      'A51 UntypedDocument filings',
      'A521 UntypedDocument filings',
      'A522 UntypedDocument filings',
      'A524 UntypedDocument filings',
      'A59 UntypedDocument filings',
      'A525 UntypedDocument filings',
      'A526 UntypedDocument filings',
      'A527 UntypedDocument filings',
      'A528 UntypedDocument filings',
      'A529 UntypedDocument filings',
      'A5210 UntypedDocument filings',
      'A5211 UntypedDocument filings',
      'A5212 UntypedDocument filings',
    ])
  })

  test.each(['A63', 'A621', 'A971007', 'C60', 'R150', 'A5213', '__proto__', ''])('%o is another document', (code) => {
    expect(documentKind(code)).toEqual({ type: 'OtherDocument', archive: null })
  })

  test('a body is deliverable where there is one and the office promises its kind', () => {
    const [document] = readProgressSimple(simpleAnswer, nothingUnknown).documents
    if (!document) throw new Error('the fixture has documents')
    const deliverable = (code: string, hasBody = true) => isDeliverable({ ...document, code, hasBody })
    const codes = [...documentKinds.keys(), 'A63', 'A971007', 'C60']
    expect(codes.filter((code) => deliverable(code)).join(' ')).toBe('A131 A01 A02 A502 A191 A192 A53 A523')
    expect(codes.filter((code) => deliverable(code, false))).toEqual([])
  })
})
