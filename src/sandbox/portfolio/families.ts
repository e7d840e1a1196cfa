import { abandoned, entry, examinationRequested, filed } from './filings.ts'
import { electric, firstAgent, secondAgent } from './people.ts'
import type { PortfolioCase } from './types.ts'

/** A divisional family of three generations; every term runs from the oldest filing, 2016-06-15. */
export const families: readonly PortfolioCase[] = [
  {
    number: '2016000121',
    title: '画像表示装置',
    applicants: [electric],
    agents: [firstAgent],
    filingDate: '20160615',
    publication: { number: '2017000121', date: '20171221' },
    history: [
      filed('20160615'),
      examinationRequested('20160615'),
      {
        kind: 'notice',
        drafted: '20180116',
        dispatched: '20180123',
        grounds: [
          { article: '単一性', claims: '４－９', remark: '請求項４ないし９は、請求項１と共通する特徴をもちません。' },
        ],
      },
      {
        kind: 'amendment',
        date: '20180319',
        changes: [{ item: 'claims', claims: ['　画素の輝度を補う補正部を備える画像表示装置。'] }],
      },
      { kind: 'grant', drafted: '20180612', dispatched: '20180619', classes: [['G09G', '5/10', 'B']] },
    ],
    registration: {
      number: '6900121',
      date: '20180720',
      claims: 1,
      annuitiesPaidOn: ['20210701', '20220701', '20230703', '20240701', '20250701', '20260701'],
      lastPaidYear: 9,
      nextAnnuityDueDate: '20270720',
    },
  },
  {
    number: '2018000122',
    title: '画像表示装置及びその駆動方法',
    applicants: [electric],
    agents: [firstAgent],
    filingDate: '20180319',
    parent: '2016000121',
    publication: { number: '2018000222', date: '20180726' },
    history: [
      filed('20180319'),
      entry('20180319', 'A781', '上申書', 'S'),
      examinationRequested('20180319'),
      { kind: 'grant', drafted: '20200310', dispatched: '20200317', classes: [['G09G', '3/20', '641P']] },
    ],
    registration: { number: '6900122', date: '20200414', claims: 3, nextAnnuityDueDate: '20270414', lastPaidYear: 7 },
  },
  {
    number: '2020000123',
    title: '画像表示装置の駆動方法',
    applicants: [electric],
    agents: [firstAgent, secondAgent],
    filingDate: '20200401',
    parent: '2018000122',
    // The same digits as the showcase's application: only the kind tells them apart (api.md §8.2).
    publication: { number: '2020000101', date: '20200827' },
    history: [filed('20200401'), examinationRequested('20200430')],
  },
  {
    number: '2018000124',
    title: '画像処理回路',
    applicants: [electric],
    agents: [firstAgent],
    filingDate: '20180320',
    parent: '2016000121',
    publication: { number: '2018000224', date: '20180802' },
    history: [filed('20180320'), abandoned('20190805')],
  },
]
