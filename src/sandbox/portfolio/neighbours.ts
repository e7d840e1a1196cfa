import { laidOpen } from './cited.ts'
import { examinationRequested, abandoned, filed } from './filings.ts'
import { chemical, electric, firstAgent, motor, secondAgent, thirdAgent, university } from './people.ts'
import type { PortfolioCase } from './types.ts'

/** What surrounds the showcase: the basis of its priority and the applications whose publications it was held against. */
export const neighbours: readonly PortfolioCase[] = [
  // Taken as withdrawn when the showcase claimed its priority: never published.
  {
    number: '2019000102',
    title: '蓄電池の温度制御装置',
    applicants: [electric],
    agents: [firstAgent],
    filingDate: '20190710',
    history: [filed('20190710')],
  },
  {
    number: '2017000103',
    title: '冷媒循環装置及びその制御プログラム',
    applicants: [motor],
    agents: [thirdAgent],
    filingDate: '20170605',
    publication: { number: '2018000103', date: '20181220' },
    history: [
      filed('20170605'),
      examinationRequested('20170605'),
      {
        kind: 'grant',
        drafted: '20200107',
        dispatched: '20200114',
        references: [laidOpen('2016000105')],
        classes: [['F25B', '1/00', '']],
      },
    ],
    registration: {
      number: '6900103',
      date: '20200210',
      claims: 4,
      holders: [motor, university],
      annuitiesPaidOn: ['20230120', '20240118', '20250121', '20260119'],
      lastPaidYear: 7,
      nextAnnuityDueDate: '20270210',
    },
  },
  {
    number: '2017000104',
    title: '蓄熱材用カプセル及びその製造方法',
    applicants: [chemical, university],
    agents: [secondAgent],
    filingDate: '20170315',
    publication: { number: '2018000104', date: '20180927' },
    history: [
      filed('20170315'),
      examinationRequested('20170920'),
      {
        kind: 'notice',
        drafted: '20180612',
        dispatched: '20180619',
        grounds: [
          {
            article: '進歩性',
            claims: '１－４',
            cited: '１',
            remark: 'カプセルの径を定めることは、引用文献１に示されています。',
          },
        ],
        cites: [laidOpen('2016000105')],
      },
      {
        kind: 'refusal',
        drafted: '20181106',
        dispatched: '20181113',
        remark: '意見書の提出がなく、理由１（進歩性）は解消していません。',
        cites: [laidOpen('2016000105')],
      },
    ],
  },
  {
    number: '2015000105',
    title: '潜熱蓄熱体',
    applicants: [chemical],
    agents: [secondAgent],
    filingDate: '20150302',
    publication: { number: '2016000105', date: '20160908' },
    history: [filed('20150302', ['特許願', '明細書', '請求の範囲', '要約書']), abandoned('20170209')],
  },
  // Published in the last days of 平成: era number 431000110.
  {
    number: '2017000110',
    title: '熱媒体の流路構造',
    applicants: [motor],
    agents: [thirdAgent],
    filingDate: '20170822',
    publication: { number: '2019000110', date: '20190221' },
    history: [
      filed('20170822'),
      examinationRequested('20200703'),
      { kind: 'grant', drafted: '20210810', dispatched: '20210817', classes: [['F28F', '3/08', '301Z']] },
    ],
    registration: { number: '6900110', date: '20210915', claims: 12, nextAnnuityDueDate: '20270915', lastPaidYear: 6 },
  },
]
