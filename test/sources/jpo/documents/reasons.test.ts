import { expect, test } from 'vitest'
import { numbersIn, rangesIn } from '../../../../src/sources/jpo/documents/number-ranges.ts'
import { reasonsOf } from '../../../../src/sources/jpo/documents/reasons.ts'
import { readXml } from '../../../../src/sources/jpo/documents/xml.ts'
import { officeBytes, sjis } from './office-zip.ts'

function reasonsIn(...lines: string[]) {
  const xml = `<n><drafting-body><p num="">${lines.join('<br/>')}</p></drafting-body></n>`
  return reasonsOf(readXml(sjis(xml), 'test').root)
}

test('a notice block by block: which claims, which documents, what of them', () => {
  const blocks = reasonsOf(readXml(officeBytes('a131-rn-first-notice.xml'), 'test').root)
  expect(blocks.map(({ numbers, grounds, claimsText, cited }) => [numbers, grounds, claimsText, cited])).toEqual([
    [[1, 2], ['新規性', '進歩性'], '１－３', [1]],
    [[2], ['進歩性'], '４，５', [1, 2, 3, 4]],
    [[2], ['進歩性'], '６', [1, 5, 6, 7, 8]],
    [[3], ['サポート要件'], '７', []],
    [[4], ['明確性'], '５、８', []],
  ])
  expect(blocks[1]).toMatchObject({
    heading: '●理由２（進歩性）について',
    claims: [
      { from: 4, to: 4 },
      { from: 5, to: 5 },
    ],
    citedText: '１－４',
    remarks: expect.stringMatching(/^\u3000熱容量が１０³Ｊ／Ｋ程度の/) as string,
    text: expect.stringMatching(/^・請求項\u3000４，５\n・引用文献等\u3000１－４\n・備考\n\u3000熱容量/) as string,
  })
  expect(blocks[3]?.remarks).toMatch(/^\u3000請求項７の「任意の冷媒」/)
  expect(blocks.at(-1)?.text).not.toContain('拒絶の理由を発見しない')
})

test('the ground is found where the reason is stated, if the heading does not say it', () => {
  const [block] = reasonsIn('１．（進歩性）下記の発明は', '', '●理由１について', '・請求項　１')
  expect(block).toMatchObject({ numbers: [1], grounds: ['進歩性'], claims: [{ from: 1, to: 1 }] })
})

test.each([
  ['【理由２】', '請求項１及び３－５', [2], '1 3-5', []],
  ['（Ａ）理由１：請求項１－３、引用文献１', '　同じである。', [1], '1-3', [1]],
  ['理由１、２について', '・請求項：１ないし４', [1, 2], '1-4', []],
])('another style: %s', (title, line, numbers, claims, cited) => {
  const [block] = reasonsIn(title, line)
  const ranges = block?.claims.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(' ')
  expect([block?.numbers, ranges, block?.cited]).toEqual([numbers, claims, cited])
})

test('a style that says nothing of its parts gives none, and a sentence is no heading', () => {
  expect(reasonsIn('　請求項１に係る発明は、容易に想到し得る。', '　理由１は解消していない。')).toEqual([])
})

test('claims of a heading without ・請求項 are not guessed, its text is kept', () => {
  expect(reasonsIn('●理由１（単一性）について', '　請求項１－４に係る発明は単一でない。')).toMatchObject([
    { numbers: [1], claims: [], claimsText: null, text: '　請求項１－４に係る発明は単一でない。' },
  ])
})

test('numbers and ranges in any spelling', () => {
  expect(rangesIn('１－３，５及び７乃至９')).toEqual([
    { from: 1, to: 3 },
    { from: 5, to: 5 },
    { from: 7, to: 9 },
  ])
  expect(numbersIn('５、１～３')).toEqual([1, 2, 3, 5])
  expect(numbersIn('１－９９９９９９９９９').length).toBeLessThanOrEqual(1000)
  expect(rangesIn('３－１')).toEqual([])
})
