import { laidOpenByEra } from './cited.ts'
import { examinationRequested, filed } from './filings.ts'
import {
  chemical,
  electric,
  firstAgent,
  medical,
  ministry,
  motor,
  precision,
  secondAgent,
  thirdAgent,
  university,
} from './people.ts'
import type { PortfolioCase } from './types.ts'

/** What becomes of patents: lapsed, expired, held by the state, passed on, kept. */
export const rights: readonly PortfolioCase[] = [
  {
    number: '2015000141',
    title: '包装機',
    applicants: [precision],
    agents: [secondAgent],
    filingDate: '20150309',
    publication: { number: '2016000141', date: '20161006' },
    history: [
      filed('20150309'),
      examinationRequested('20170302'),
      { kind: 'grant', drafted: '20180220', dispatched: '20180227' },
    ],
    // The fifth year was not paid: extinguished twelve years before its term ended.
    registration: {
      number: '6900141',
      date: '20180326',
      claims: 2,
      annuitiesPaidOn: ['20210310'],
      lastPaidYear: 4,
      erasure: '01',
      extinguishedOn: '20220326',
    },
  },
  // Filed before 2003-07, so no document body is kept (xml.md §1.1).
  {
    number: '2003000142',
    title: '光ディスクの再生装置',
    applicants: [electric],
    agents: [firstAgent],
    filingDate: '20030512',
    publication: { number: '2004000142', date: '20041202' },
    withholdsBodies: true,
    history: [
      filed('20030512'),
      examinationRequested('20060425'),
      { kind: 'grant', drafted: '20081209', dispatched: '20081216' },
    ],
    // Table 05310's value for the end of a term was not found; 99 is any code that a client does not know.
    registration: {
      number: '4900142',
      date: '20090123',
      claims: 6,
      lastPaidYear: 15,
      erasure: '99',
      extinguishedOn: '20230512',
    },
  },
  {
    number: '2005000143',
    title: '放送受信機',
    applicants: [electric],
    agents: [firstAgent],
    filingDate: '20050801',
    publication: { number: '2007000143', date: '20070208' },
    history: [
      filed('20050801'),
      examinationRequested('20080724'),
      {
        kind: 'notice',
        drafted: '20101102',
        dispatched: '20101109',
        grounds: [
          {
            article: '進歩性',
            claims: '１',
            cited: '１',
            remark:
              '受信の途中で選局することは、引用文献１に示されるように、この分野では古くから行われている常套の手段です。',
          },
        ],
        cites: [laidOpenByEra('平', 11, '999143'), laidOpenByEra('昭', 63, '999144')],
      },
      { kind: 'opinion', date: '20101228', reference: 'KAKU-0143', lines: ['　選局の時が異なります。'] },
      { kind: 'grant', drafted: '20110405', dispatched: '20110412', references: [laidOpenByEra('平', 11, '999143')] },
    ],
    registration: {
      number: '4900143',
      date: '20110513',
      claims: 1,
      lastPaidYear: 15,
      erasure: '99',
      extinguishedOn: '20250801',
    },
  },
  // The state pays no annuities: last paid year 00 and nothing due.
  {
    number: '2017000144',
    title: '文書管理システム',
    applicants: [ministry],
    agents: [thirdAgent],
    filingDate: '20170403',
    publication: { number: '2018000144', date: '20181101' },
    history: [
      filed('20170403'),
      examinationRequested('20170403'),
      { kind: 'grant', drafted: '20180807', dispatched: '20180814' },
    ],
    registration: { number: '6900144', date: '20180914', claims: 15, lastPaidYear: 0 },
  },
  {
    number: '2018000145',
    title: '錠剤の検査装置',
    applicants: [medical, precision],
    agents: [secondAgent],
    filingDate: '20180228',
    publication: { number: '2019000145', date: '20190905' },
    history: [
      filed('20180228'),
      examinationRequested('20201210'),
      { kind: 'grant', drafted: '20210914', dispatched: '20210921' },
    ],
    registration: {
      number: '6900145',
      date: '20211020',
      claims: 5,
      annuitiesPaidOn: ['20241001', '20251002', '20261001'],
      lastPaidYear: 6,
      nextAnnuityDueDate: '20271020',
    },
  },
  // The right passed from the applicant to others.
  {
    number: '2014000146',
    title: '触媒の再生方法',
    applicants: [chemical],
    agents: [secondAgent],
    filingDate: '20140516',
    publication: { number: '2015000146', date: '20151203' },
    history: [
      filed('20140516'),
      examinationRequested('20170428'),
      { kind: 'grant', drafted: '20180213', dispatched: '20180220' },
    ],
    registration: {
      number: '6900146',
      date: '20180316',
      claims: 10,
      holders: [motor, university],
      annuitiesPaidOn: ['20210301', '20220301', '20230301', '20240301', '20250303', '20260302'],
      lastPaidYear: 9,
      nextAnnuityDueDate: '20270316',
    },
  },
]
