import { describe, expect, it, test } from 'vitest'
import { citedDocumentsOf } from '../../../../src/sources/jpo/documents/cited-documents.ts'
import { readPrintedNumber } from '../../../../src/sources/jpo/documents/printed-number.ts'
import { referencesOf } from '../../../../src/sources/jpo/documents/references.ts'
import { priorArtSearchOf } from '../../../../src/sources/jpo/documents/search-record.ts'
import { readXml } from '../../../../src/sources/jpo/documents/xml.ts'
import { officeBytes, sjis } from './office-zip.ts'

const fixture = (name: string) => readXml(officeBytes(name), 'test').root
const notice = (lines: readonly string[]) =>
  readXml(sjis(`<n><drafting-body><p num="">${lines.join('<br/>')}</p></drafting-body></n>`), 'test').root
const listed = (...lines: string[]) => citedDocumentsOf(notice(lines)).map(({ order, text }) => `${order} ${text}`)

describe('the printed list', () => {
  it('of eight kinds of documents', () => {
    const items = citedDocumentsOf(fixture('a131-rn-first-notice.xml'))
    expect(items.map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(items.map(({ publicationNumber }) => publicationNumber)).toEqual([
      '2019999011',
      '1992999022',
      ...Array.from({ length: 6 }, () => null),
    ])
    expect(items[3]).toMatchObject({ text: '特許第９９９９０４４号公報', registrationNumber: '9999044' })
    expect(items[7]?.text).toMatch(/^FICTA A\. et al\.，.*検索日：２０２３年\u3000３月３０日$/)
  })

  it('under a spaced heading of the first generation', () => {
    expect(citedDocumentsOf(fixture('a131-first-generation.xml'))).toMatchObject([
      { order: 1, text: '実開平７－９９９０１１号公報', publicationNumber: null },
    ])
  })

  it('of a notice without one is empty', () => {
    expect(citedDocumentsOf(fixture('a131-rn-final-notice.xml'))).toEqual([])
    expect(citedDocumentsOf(fixture('a53-opinion.xml'))).toEqual([])
  })

  it.each([
    [
      'ends where a request follows without a rule',
      [
        '＜引用文献等一覧＞',
        '１．特開２０２０－０００００１号公報',
        'この通知について御不明の点は、',
        '１．電話　００－００００',
      ],
      ['1 特開２０２０－０００００１号公報'],
    ],
    [
      'without a heading ends where the argument of a claim begins',
      [
        '引用例１：特開２０２０－０００００１号公報',
        '引用例２：特開２０２０－０００００２号公報',
        '請求項１について',
        '引用例１には、見本が記載されている。',
      ],
      ['1 特開２０２０－０００００１号公報', '2 特開２０２０－０００００２号公報'],
    ],
    [
      'begins above 1 and leaves numbers out',
      ['引用文献等一覧', '３．特開２０２０－０００００３号公報', '７．米国特許第５９９９０００号明細書'],
      ['3 特開２０２０－０００００３号公報', '7 米国特許第５９９９０００号明細書'],
    ],
    [
      'takes a number in the midst of an item for a part of it',
      [
        '＜引用文献等一覧＞',
        '１．見本太郎，架空の研究，',
        '３．２０１８年の部，見本出版',
        '２．特開２０２０－０００００２号公報',
      ],
      ['1 見本太郎，架空の研究，３．２０１８年の部，見本出版', '2 特開２０２０－０００００２号公報'],
    ],
    [
      'of one document needs no number',
      ['＜引用文献等一覧＞', '特開２０２０－０００００１号公報'],
      ['1 特開２０２０－０００００１号公報'],
    ],
    [
      'may say which reasons it belongs to',
      ['＜引用文献等一覧＞', '（理由１、２）', '１．特開２０２０－０００００１号公報'],
      ['1 特開２０２０－０００００１号公報'],
    ],
    [
      'is found without a heading, beginning with a paper',
      [
        '・備考',
        '　引用文献２を参照。',
        '１．見本太郎，架空の研究，２０１８年',
        '２．特開２０２０－０００００２号公報',
      ],
      ['1 見本太郎，架空の研究，２０１８年', '2 特開２０２０－０００００２号公報'],
    ],
    [
      'is not what numbers the reasons',
      ['１．特開２０２０－０００００１号公報には、見本の構成が記載されている。', '２．（進歩性）この出願は'],
      [],
    ],
    [
      'is not under a heading that nothing follows',
      ['＜引用文献等一覧＞', '', '＜補正をする際の注意＞', '（１）補正は'],
      [],
    ],
    [
      'is not what the search found',
      ['＜先行技術文献調査結果の記録＞', '・先行技術文献', '１．特開２０２０－０００００１号公報'],
      [],
    ],
  ])('%s', (_, lines, items) => {
    expect(listed(...lines)).toEqual(items)
  })
})

test.each([
  ['特開２００２－２３３０３３号公報', '2002233033', null, null],
  ['特開平４－０８７３８３号公報（周知技術を示す文献）', '1992087383', null, null],
  ['特開平０４－０８７３８３（ＪＰ，Ａ）', '1992087383', null, null],
  ['特開昭６０－０４６０９３号公報', '1985046093', null, null],
  ['特表２０１６－５００７７７号公報', '2016500777', null, null],
  ['特開平８－１号公報', '1996000001', null, null],
  ['特許第６１９５２８４号公報', null, null, '6195284'],
  ['特願２０１５－１２３４５６号（特開２０１７－０１２３４５号）', '2017012345', '2015123456', null],
  ['再公表特許第２０１６／０１２３４５号', null, null, null],
  ['特公昭５９－００７０１７号公報', null, null, null],
  ['実願昭５６－１７２８４０号（実開昭５８－０７６９９１号）のマイクロフィルム', null, null, null],
  ['登録実用新案第３１２３４５６号公報', null, null, null],
  ['国際公開第２０１８／０９９０５５号', null, null, null],
  ['米国特許第５９９８６５０号明細書', null, null, null],
  ['韓国登録特許第１０－１２３４５６７号公報', null, null, null],
  ['見本太郎，特開２００２－２３３０３３号公報の研究', null, null, null],
  // A misprint.
  ['特開平９９－０００００１号公報', null, null, null],
])(
  '%s: publication %s, application %s, registration %s',
  (text, publicationNumber, applicationNumber, registrationNumber) => {
    expect(readPrintedNumber(text)).toEqual({ publicationNumber, applicationNumber, registrationNumber })
  },
)

describe('the record of the search', () => {
  it('names fields and documents', () => {
    expect(priorArtSearchOf(fixture('a131-rn-first-notice.xml'))).toMatchObject({
      fields: ['ＩＰＣ　Ｈ０１Ｍ１０／６１', 'Ｈ０２Ｊ７／００', 'ＤＢ名　ＦＩＣＴＡｂａｓｅ'],
      documents: [
        { order: 1, text: '特表２０１６－９９９０７７号公報', publicationNumber: '2016999077' },
        { order: 2, text: '韓国公開特許第１０－２０１８－９９９０８８号公報', publicationNumber: null },
      ],
    })
  })

  it('is the text between its heading and its last sentence', () => {
    const { text } = priorArtSearchOf(fixture('a131-rn-final-notice.xml')) ?? {}
    expect(text).toBe(
      '・調査した分野　　ＩＰＣ　Ｈ０１Ｍ１０／６１\n\n　この記録は、拒絶理由を構成するものではありません。',
    )
  })

  it('ends with its last sentence where no blank line is before it', () => {
    const search = priorArtSearchOf(
      notice([
        '＜先行技術文献調査結果の記録＞',
        '・調査した分野　　ＩＰＣ　Ｈ０１Ｍ１０／６１',
        '・先行技術文献　　特開２０００－０００００１号公報',
        '　　　　　　　　　米国特許第５９９９０００号明細書',
        '　この先行技術文献調査の記録は、拒絶の理由ではありません。',
      ]),
    )
    expect(search?.documents.map(({ text }) => text)).toEqual([
      '特開２０００－０００００１号公報',
      '米国特許第５９９９０００号明細書',
    ])
  })

  it('is null where there is none', () => {
    expect(priorArtSearchOf(fixture('a131-first-generation.xml'))).toBeNull()
  })
})

test('the references of a decision to grant are data of its memo', () => {
  const references = referencesOf(fixture('a01-rn-decision-to-grant.xml'))
  expect(references.map(({ order }) => order)).toEqual(references.map((_, index) => index + 1))
  expect(references[0]).toMatchObject({ text: expect.stringMatching(/^特.*（ＪＰ，/) as string })
  expect(references.filter(({ publicationNumber }) => publicationNumber !== null).length).toBeGreaterThan(0)
})
