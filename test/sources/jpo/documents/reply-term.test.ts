import { describe, expect, it } from 'vitest'
import { lastDayOf, replyTermOf } from '../../../../src/sources/jpo/documents/reply-term.ts'
import { readXml } from '../../../../src/sources/jpo/documents/xml.ts'
import { officeBytes, sjis } from './office-zip.ts'

function termIn(...lines: string[]) {
  const xml = `<n><conclusion-part-article><p num="">${lines.join('<br/>\n')}</p></conclusion-part-article></n>`
  return replyTermOf(readXml(sjis(xml), 'test').root)
}

describe('the term of a notice', () => {
  it.each([
    ['この通知書の発送の日から６０日以内に意見書を提出できます。', { days: 60 }],
    ['この通知書の発送の日から３か月以内に', { months: 3 }],
    ['この通知書の発送の日から３箇月以内に', { months: 3 }],
    ['この通知書の発送の日から３ヶ月以内に', { months: 3 }],
    ['この通知書の発送の日から３月以内に', { months: 3 }],
  ])('is read from %s', (sentence, term) => {
    expect(termIn(sentence)).toEqual(term)
  })

  it('is read across broken lines', () => {
    expect(termIn('　この通知書の発送の日から６', '０日以内に意見書を提出してください。')).toEqual({ days: 60 })
  })

  it.each([
    ['none is stated', '意見書を提出できます。'],
    ['two are stated', '発送の日から６０日以内（在外者は３か月以内）に提出できます。'],
    ['it counts from another day', '受領した日から６０日以内に提出できます。'],
  ])('is not guessed where %s', (_, sentence) => {
    expect(termIn(sentence)).toBeNull()
  })

  it('stands in the conclusion part of both generations', () => {
    for (const fixture of ['a131-rn-first-notice.xml', 'a131-first-generation.xml'])
      expect(replyTermOf(readXml(officeBytes(fixture), 'test').root)).toEqual({ days: 60 })
  })
})

describe('its last day', () => {
  it.each([
    ['2024-02-27', { days: 60 }, '2024-04-27'],
    ['2023-12-05', { days: 60 }, '2024-02-03'],
    ['2024-01-15', { months: 3 }, '2024-04-15'],
    // No 31 April, no 30 February.
    ['2024-01-31', { months: 3 }, '2024-04-30'],
    ['2024-11-29', { months: 3 }, '2025-02-28'],
    ['2023-11-29', { months: 3 }, '2024-02-29'],
    // The term begins on a first: it ends with the month.
    ['2024-11-30', { months: 3 }, '2025-02-28'],
    ['2023-02-28', { months: 3 }, '2023-05-31'],
  ] as const)('after a dispatch on %s and %o is %s', (dispatched, term, day) => {
    expect(lastDayOf(dispatched, term)).toBe(day)
  })
})
