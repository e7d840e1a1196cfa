import { laidOpen } from './cited.ts'
import { entry, examinationRequested, filed, searchReported } from './filings.ts'
import {
  agencyFirm,
  electric,
  firstAgent,
  foreign,
  letters,
  medical,
  motor,
  secondAgent,
  thirdAgent,
} from './people.ts'
import type { PortfolioCase } from './types.ts'

/** What examination can bring: two notices, refusals, an outstanding reply, delivery that disagrees with the list. */
export const examination: readonly PortfolioCase[] = [
  {
    number: '2020000108',
    title: '車両用空調装置',
    applicants: [motor],
    agents: [thirdAgent],
    filingDate: '20200305',
    publication: { number: '2021000108', date: '20210909' },
    history: [
      filed('20200305'),
      examinationRequested('20230301'),
      {
        kind: 'notice',
        drafted: '20231003',
        dispatched: '20231010',
        grounds: [
          {
            article: '進歩性',
            claims: '１、２',
            cited: '１、２',
            remark: '二つの流路を切り替えることは、引用文献２に示唆されています。',
          },
          { article: 'サポート要件', claims: '３', remark: '任意の冷媒についての具体例がありません。' },
        ],
        cites: [laidOpen('2018000103'), laidOpen('2019000110', '20190221')],
      },
      {
        kind: 'opinion',
        date: '20231208',
        reference: 'KAKU-0108',
        lines: ['　引用文献２の流路は、温度ではなく圧力で切り替わるものです。', '　再度のご審査をお願いいたします。'],
      },
      {
        kind: 'refusal',
        drafted: '20240312',
        dispatched: '20240319',
        remark: '切り替えの条件は、当業者が適宜定める事項にすぎません。',
        cites: [laidOpen('2018000103'), laidOpen('2019000110', '20190221')],
      },
    ],
  },
  {
    number: '2021000109',
    title: '電池パックの診断システム',
    applicants: [electric],
    agents: [firstAgent],
    filingDate: '20210617',
    publication: { number: '2022000109', date: '20221222' },
    history: [
      filed('20210617'),
      examinationRequested('20210617'),
      {
        kind: 'notice',
        drafted: '20240109',
        dispatched: '20240116',
        hasPicture: true,
        grounds: [
          {
            article: '進歩性',
            claims: '１－６',
            cited: '１',
            remark: '下図は引用文献１の図２に符号を付したものです。',
          },
        ],
        cites: [laidOpen('2021000101'), laidOpen('2020000106')],
        searched: [laidOpen('2020999109')],
      },
      {
        kind: 'amendment',
        date: '20240312',
        hasAttachment: true,
        changes: [
          { item: 'claim', claim: 1, text: '　電池の劣化を診断する診断部を備える、約十分な精度の診断システム。' },
        ],
      },
      {
        kind: 'notice',
        drafted: '20240604',
        dispatched: '20240611',
        isFinal: true,
        grounds: [
          {
            article: '明確性',
            claims: '１',
            remark: '「約十分な精度」は、程度を表す語が重なっており、範囲が定まりません。',
          },
        ],
      },
      {
        kind: 'amendment',
        date: '20240806',
        name: '手続補正書',
        changes: [{ item: 'claim', claim: 1, text: '　電池の劣化を診断する診断部を備える<u>診断システム</u>。' }],
      },
      { kind: 'opinion', date: '20240806', lines: ['　ご指摘の語を削除しました。'] },
      { kind: 'grant', drafted: '20241001', dispatched: '20241008', references: [laidOpen('2021000101')] },
    ],
    registration: { number: '7900109', date: '20241105', claims: 6, nextAnnuityDueDate: '20271105' },
  },
  // The reply is outstanding; and one notice is delivered that the list does not name.
  {
    number: '2022000111',
    title: '薬剤の保冷容器',
    applicants: [medical],
    agents: [secondAgent, thirdAgent],
    filingDate: '20220412',
    publication: { number: '2023000111', date: '20231019' },
    history: [
      filed('20220412'),
      examinationRequested('20250403'),
      searchReported('20260820'),
      {
        kind: 'notice',
        drafted: '20261006',
        dispatched: '20261013',
        grounds: [
          { article: '新規性', claims: '１', cited: '１', remark: '引用文献１の容器と異なるところがありません。' },
        ],
        cites: [laidOpen('2021000101'), laidOpen('2020000113')],
      },
      entry('20261013', 'A30', '引用非特許文献', 'K'),
    ],
    unlisted: [
      {
        kind: 'notice',
        drafted: '20261027',
        dispatched: '20261104',
        grounds: [{ article: '単一性', claims: '４', remark: '請求項４は、請求項１と共通する特徴をもちません。' }],
      },
    ],
  },
  // The list names bodies, yet all three archives answer 108.
  {
    number: '2020000112',
    title: '粉末の混合装置',
    applicants: [letters],
    agents: [agencyFirm],
    filingDate: '20200914',
    publication: { number: '2022000112', date: '20220324' },
    withholdsBodies: true,
    history: [
      filed('20200914'),
      examinationRequested('20230831'),
      {
        kind: 'notice',
        drafted: '20240521',
        dispatched: '20240528',
        grounds: [{ article: '明確性', claims: '２', remark: '混合の順が定まりません。' }],
      },
      { kind: 'opinion', date: '20240725', lines: ['　順は請求項１に記載があります。'] },
      { kind: 'grant', drafted: '20241112', dispatched: '20241119' },
    ],
    registration: { number: '7900112', date: '20241216', claims: 2, nextAnnuityDueDate: '20271216' },
  },
  // Amendments of other codes than A523: A51 before examination, A524 correcting the translation, A521 of old days.
  {
    number: '2019000113',
    title: '無線端末の電力管理方法',
    applicants: [foreign],
    agents: [agencyFirm, firstAgent],
    filingDate: '20190117',
    publication: { number: '2020000113', date: '20200806' },
    priorities: [{ kind: 'paris', country: 'US', number: '62999113', date: '20180118' }],
    history: [
      filed('20190117'),
      {
        kind: 'amendment',
        date: '20190402',
        code: 'A51',
        name: '手続補正書（方式）',
        isVoluntary: true,
        changes: [{ item: 'abstract', lines: ['【要約】', '【課題】電力を節約する。'] }],
      },
      examinationRequested('20211220'),
      {
        kind: 'amendment',
        date: '20211220',
        code: 'A524',
        name: '誤訳訂正書',
        isVoluntary: true,
        changes: [{ item: 'paragraph', paragraph: '0012', text: '　端末は、<u>待機</u>のあいだ電力を減らす。' }],
      },
      {
        kind: 'amendment',
        date: '20220124',
        code: 'A521',
        name: '手続補正書',
        isVoluntary: true,
        changes: [{ item: 'title', text: '無線端末の電力管理方法' }],
      },
      entry('20220301', 'A831', '刊行物等提出書'),
      { kind: 'grant', drafted: '20220913', dispatched: '20220920', classes: [['H04W', '52/02', '111']] },
    ],
    registration: { number: '7900113', date: '20221017', claims: 20, nextAnnuityDueDate: '20271017', lastPaidYear: 5 },
  },
]
