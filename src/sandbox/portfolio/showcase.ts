import { internationalPublication, laidOpen, laidOpenByEra, type CitedPaper } from './cited.ts'
import { examinationRequested, filed, searchReported } from './filings.ts'
import { chemical, electric, firstAgent, secondAgent } from './people.ts'
import type { PortfolioCase } from './types.ts'

const paper: CitedPaper = {
  kind: 'paper',
  documentType: '101',
  authorName: '見本　太郎　外２名',
  paperTitle: '蓄電池の内部温度の逐次推定に関する架空の考察',
  publicationName: '架空電気学会論文誌',
  issueCountryCd: 'JP',
  publisher: '架空電気学会',
  issueDate: '20180301',
  issueDateType: '1',
  issueNumber: '第１２巻，第３号',
  citationPages: 'ｐ．４５－５２',
}

/** The richest case: two applicants, two agents, a domestic priority, a notice answered by both papers, a patent. */
export const showcase: PortfolioCase = {
  number: '2020000101',
  title: '蓄電池の温度制御装置及び温度制御方法',
  applicants: [electric, chemical],
  agents: [firstAgent, secondAgent],
  filingDate: '20200706',
  publication: { number: '2021000101', date: '20210114' },
  priorities: [{ kind: 'domestic', number: '2019000102', date: '20190710' }],
  history: [
    filed('20200706'),
    examinationRequested('20230112'),
    searchReported('20230620'),
    {
      kind: 'notice',
      drafted: '20230704',
      dispatched: '20230711',
      grounds: [
        {
          article: '新規性',
          claims: '１－３',
          cited: '１',
          remark:
            '引用文献１（段落［００１２］、図２）には、電池の温度Ｔ<sub>ｃ</sub>に応じて冷媒の流量を変える制御部が記載されています。',
        },
        {
          article: '進歩性',
          claims: '１－７',
          cited: '１－６',
          remark: '熱容量が１０<sup>３</sup>Ｊ／Ｋ程度の蓄熱材を併用することは、引用文献２ないし４から周知です。',
        },
        { article: '明確性', claims: '５、８', remark: '請求項５の「前記蓄熱材」は、これより前に記載がありません。' },
      ],
      cites: [
        laidOpen('2018000103'),
        laidOpen('2018000104'),
        laidOpenByEra('平', 4, '999022'),
        laidOpenByEra('昭', 60, '999033'),
        internationalPublication('2018', '999055'),
        paper,
      ],
      searched: [laidOpen('2016000105'), laidOpen('2012999011')],
    },
    {
      kind: 'opinion',
      date: '20230907',
      lines: [
        '１．本意見書の趣旨',
        '　令和５年７月４日起案の拒絶理由通知書に対し、同日付けの手続補正書とともに意見を申し上げます。',
        '',
        '２．補正の説明',
        '　請求項１に「<u>蓄熱材の温度を推定する推定部</u>」を加えました。根拠は段落００３１です。',
        '',
        '３．引用文献との違い',
        '　引用文献１の制御部は温度Ｔ<sub>ｃ</sub>の検出値だけを用いますが、本願の制御部は推定値も用います。',
        '',
        '４．むすび',
        '　以上により、拒絶の理由はなくなったものと考えます。',
      ],
    },
    {
      kind: 'amendment',
      date: '20230907',
      changes: [
        {
          item: 'claims',
          claims: [
            '　電池の温度を検出する検出部と、<br />\r\n　<u>蓄熱材の温度を推定する推定部と、</u><br />\r\nを備えることを特徴とする蓄電池の温度制御装置。',
            '　前記蓄熱材は、Ｃ<sub>ｎ</sub>Ｈ<sub>２ｎ＋２</sub>（ｎは１６<u>以上２０以下</u>）である請求項１に記載の蓄電池の温度制御装置。',
          ],
        },
        { item: 'title', text: '蓄電池の温度制御装置<u>及び温度制御方法</u>' },
        { item: 'deleted paragraph', paragraph: '0008' },
        { item: 'paragraph', paragraph: '0031', text: '　推定部は、蓄熱材の温度を<u>逐次</u>推定する。' },
        { item: 'paragraph', paragraph: '0032', text: '　<u>推定の結果を表１に示す。</u>', isNew: true },
        { item: 'drawing', figure: 1 },
        { item: 'abstract', lines: ['【要約】', '【課題】電池の温度を精度よく制御する。', '【選択図】図１'] },
      ],
    },
    {
      kind: 'grant',
      drafted: '20231212',
      dispatched: '20231219',
      references: [
        laidOpen('2018000103'),
        laidOpen('2018000104'),
        laidOpenByEra('平', 4, '999022'),
        laidOpenByEra('昭', 60, '999033'),
        internationalPublication('2018', '999055'),
        laidOpen('2016000105'),
        laidOpen('2019000110', '20190221'),
        paper,
      ],
      classes: [
        ['H01M', '10/613', ''],
        ['H01M', '10/633', ''],
        ['H02J', '7/00', 'Y'],
      ],
    },
  ],
  registration: { number: '7900101', date: '20240115', claims: 7, nextAnnuityDueDate: '20270115' },
}
