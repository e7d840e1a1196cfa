import { laidOpen } from './cited.ts'
import { entry, examinationRequested, filed } from './filings.ts'
import { chemical, electric, firstAgent, motor, secondAgent, thirdAgent } from './people.ts'
import type { PortfolioCase } from './types.ts'

/** Cases that went on to the trial board: an appeal that won, one that waits, and an opposition. */
export const appeals: readonly PortfolioCase[] = [
  // Both notices are of the old tags: they were drafted before 2021-07-20.
  {
    number: '2019000106',
    title: '電力変換器の冷却構造',
    applicants: [electric],
    agents: [firstAgent],
    filingDate: '20190204',
    publication: { number: '2020000106', date: '20200813' },
    history: [
      filed('20190204'),
      examinationRequested('20190204'),
      {
        kind: 'notice',
        drafted: '20200121',
        dispatched: '20200128',
        grounds: [
          {
            article: '進歩性',
            claims: '１－５',
            cited: '１',
            remark: '放熱板を折り曲げることは、引用文献１に記載されています。',
          },
        ],
        cites: [laidOpen('2018000104')],
      },
      { kind: 'opinion', date: '20200326', reference: 'KAKU-0106', lines: ['　放熱板の曲げ方が異なります。'] },
      {
        kind: 'amendment',
        date: '20200326',
        reference: 'KAKU-0106',
        changes: [{ item: 'claim', claim: 1, text: '　<u>二度</u>折り曲げた放熱板を備える冷却構造。' }],
      },
      {
        kind: 'notice',
        drafted: '20200818',
        dispatched: '20200825',
        isFinal: true,
        grounds: [{ article: '明確性', claims: '１', remark: '折り曲げる向きが定まりません。' }],
      },
      {
        kind: 'amendment',
        date: '20201020',
        changes: [{ item: 'claim', claim: 1, text: '　<u>三度</u>折り曲げた放熱板を備える冷却構造。' }],
      },
      {
        kind: 'declined amendment',
        drafted: '20210302',
        dispatched: '20210309',
        remark: 'この補正は、請求項の範囲を減らすものでも、記載を明らかにするものでもありません。',
      },
      { kind: 'refusal', drafted: '20210302', dispatched: '20210309', remark: '折り曲げる向きは、なお定まりません。' },
      {
        kind: 'amendment',
        date: '20210604',
        name: '手続補正書',
        isVoluntary: true,
        changes: [{ item: 'claim', claim: 1, text: '　<u>流路の側に</u>二度折り曲げた放熱板を備える冷却構造。' }],
      },
      entry('20210824', 'A913', '前置報告書', 'C'),
    ],
    trial: {
      number: '2021000106',
      history: [
        entry('20210604', 'C60', '審判請求書', 'S'),
        entry('20211005', 'C22', '審判官指定（変更）通知'),
        entry('20220412', 'C3012', '郵便送達報告書'),
        entry('20220420', 'C96', '確定登録通知'),
      ],
    },
    registration: {
      number: '7900106',
      date: '20220523',
      claims: 3,
      appealDecisionDate: '20220329',
      nextAnnuityDueDate: '20270523',
      lastPaidYear: 5,
      annuitiesPaidOn: ['20250430', '20260428'],
    },
  },
  {
    number: '2020000107',
    title: '接着剤の塗布装置',
    applicants: [chemical],
    agents: [secondAgent],
    filingDate: '20201102',
    publication: { number: '2022000107', date: '20220512' },
    history: [
      filed('20201102'),
      examinationRequested('20231030'),
      {
        kind: 'notice',
        drafted: '20250408',
        dispatched: '20250415',
        grounds: [
          {
            article: '進歩性',
            claims: '１',
            cited: '１',
            remark: '塗布の量を測ることは、引用文献１に記載されています。',
          },
        ],
        cites: [laidOpen('2015999107')],
      },
      { kind: 'opinion', date: '20250612', lines: ['　引用文献１は、塗布の後に測るものです。'] },
      { kind: 'refusal', drafted: '20251007', dispatched: '20251014', remark: '測る時は、設計上の選択です。' },
    ],
    trial: {
      number: '2026000107',
      history: [entry('20260109', 'C60', '審判請求書', 'S'), entry('20260616', 'C22', '審判官指定（変更）通知')],
    },
  },
  // Opposed after grant, and the decision was taken to court: groups 07 and 08.
  {
    number: '2019000147',
    title: '操舵支援装置',
    applicants: [motor],
    agents: [thirdAgent],
    filingDate: '20190603',
    publication: { number: '2020000147', date: '20201217' },
    history: [
      filed('20190603'),
      examinationRequested('20190603'),
      { kind: 'grant', drafted: '20210706', dispatched: '20210713', references: [laidOpen('2018000103')] },
      entry('20220314', 'A861', 'ファイル記録事項の閲覧（縦覧）請求書'),
    ],
    trial: {
      number: '2022700147',
      history: [
        entry('20220215', 'C561', '異議申立書'),
        entry('20220301', 'C201', '異議番号通知'),
        entry('20220308', 'C95', '予告登録通知'),
        entry('20220315', 'C22', '審判官指定（変更）通知'),
        entry('20221122', 'C16', '異議の決定', 'S'),
        entry('20221205', 'C28', '再送'),
      ],
    },
    // A number of group 08 may hold a blank (api.md §2.1).
    lawsuit: '5 0990147',
    registration: {
      number: '6900147',
      date: '20210816',
      claims: 9,
      nextAnnuityDueDate: '20270816',
      lastPaidYear: 6,
      annuitiesPaidOn: ['20240722', '20250724', '20260721'],
    },
  },
]
