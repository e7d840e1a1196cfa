import { internationalPublication, laidOpen } from './cited.ts'
import { entry, examinationRequested, filed } from './filings.ts'
import { agencyFirm, electric, foreign, letters, secondAgent, thirdAgent, university } from './people.ts'
import type { PortfolioCase } from './types.ts'

/** Priorities of every kind, and the national phase of PCT applications: serials of 500000 and more (api.md §8.5). */
export const international: readonly PortfolioCase[] = [
  {
    number: '2019500131',
    title: '血液分析用カートリッジ',
    applicants: [foreign],
    agents: [agencyFirm],
    filingDate: '20180914',
    nationalPublication: { number: '2020500131', date: '20201015' },
    international: {
      applicationNumber: 'US2018099131',
      publicationNumber: 'WO2019099131',
      publicationDate: '20190328',
    },
    priorities: [{ kind: 'paris', country: 'US', number: '62990131', date: '20170915' }],
    history: [
      entry('20200313', 'A632', '国内書面', 'S'),
      entry('20200410', 'A631', '翻訳文提出書', 'S'),
      examinationRequested('20210908'),
      {
        kind: 'notice',
        drafted: '20220704',
        dispatched: '20220712',
        grounds: [
          {
            article: '進歩性',
            claims: '１－９',
            cited: '１',
            remark: '流路の幅を変えることは、引用文献１に記載されています。',
          },
        ],
        cites: [laidOpen('2017999131'), internationalPublication('2016', '999131')],
      },
      {
        kind: 'refusal',
        drafted: '20230117',
        dispatched: '20230124',
        remark: '反論がなく、理由１（進歩性）は解消していません。',
      },
    ],
  },
  // Its fourth annuity is overdue in the autumn of 2026, within the six months that may still be paid late.
  {
    number: '2021512132',
    title: '回転電機の固定子',
    applicants: [foreign, university],
    agents: [agencyFirm, thirdAgent],
    filingDate: '20190520',
    nationalPublication: { number: '2021524132', date: '20210909' },
    international: {
      applicationNumber: 'EP2019099132',
      publicationNumber: 'WO2019229132',
      publicationDate: '20191205',
    },
    priorities: [{ kind: 'paris', country: 'EP', number: '18990132.5', date: '20180528' }],
    history: [
      entry('20201113', 'A632', '国内書面', 'S'),
      entry('20201113', 'A631', '翻訳文提出書', 'S'),
      examinationRequested('20220517'),
      {
        kind: 'grant',
        drafted: '20230801',
        dispatched: '20230808',
        references: [laidOpen('2018000103'), laidOpen('2020500131')],
        classes: [['H02K', '3/18', 'J']],
      },
    ],
    registration: { number: '7900132', date: '20230904', claims: 11, nextAnnuityDueDate: '20260904', lastPaidYear: 3 },
  },
  {
    number: '2020000133',
    title: '分散型台帳の検証方法',
    applicants: [foreign],
    agents: [agencyFirm],
    filingDate: '20200218',
    publication: { number: '2020000233', date: '20200903' },
    priorities: [
      { kind: 'paris', country: 'US', number: '16990133', date: '20190219' },
      { kind: 'paris', country: 'EP', number: '19990133.4', date: '20190611' },
      { kind: 'paris', country: 'DE', number: '102019990133.7', date: '20190702' },
    ],
    history: [filed('20200218'), entry('20200610', 'A79', '優先権証明書提出書'), examinationRequested('20230217')],
  },
  // The basis is a utility model, which this API does not serve.
  {
    number: '2022000134',
    title: '折り畳み容器',
    applicants: [letters],
    agents: [secondAgent],
    filingDate: '20220620',
    publication: { number: '2023000134', date: '20231228' },
    priorities: [{ kind: 'domestic', number: '2021999134', date: '20210705', law: '2' }],
    history: [filed('20220620')],
  },
  // The basis is an international application that designates Japan, and is not in the portfolio.
  {
    number: '2021000135',
    title: '搬送ロボットの経路計画方法',
    applicants: [electric],
    agents: [secondAgent],
    filingDate: '20210415',
    publication: { number: '2021000235', date: '20211028' },
    priorities: [
      { kind: 'domestic', number: '2020999135', date: '20200420' },
      { kind: 'domestic', number: '2021599135', date: '20200508', internationalNumber: 'JP2020099135' },
    ],
    history: [
      filed('20210415'),
      examinationRequested('20240401'),
      { kind: 'grant', drafted: '20250225', dispatched: '20250304', references: [laidOpen('2020000113')] },
    ],
    registration: { number: '7900135', date: '20250401', claims: 8, nextAnnuityDueDate: '20280401' },
  },
  // Filed and published in Japanese under the PCT: no 公表 follows.
  {
    number: '2022551136',
    title: '生体情報の推定装置',
    applicants: [university],
    agents: [thirdAgent],
    filingDate: '20210921',
    international: {
      applicationNumber: 'JP2021099136',
      publicationNumber: 'WO2022099136',
      publicationDate: '20220407',
    },
    priorities: [{ kind: 'domestic', number: '2020999136', date: '20200928' }],
    history: [entry('20221004', 'A632', '国内書面', 'S'), examinationRequested('20240910')],
  },
]
