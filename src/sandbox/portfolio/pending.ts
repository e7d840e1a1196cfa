import { abandoned, entry, examinationRequested, filed, searchReported, withdrawn } from './filings.ts'
import {
  agencyFirm,
  electric,
  firstAgent,
  inventor,
  letters,
  medical,
  precision,
  precisionMoved,
  secondAgent,
  substituted,
  thirdAgent,
  uncoded,
} from './people.ts'
import type { PortfolioCase } from './types.ts'

/** Before a decision: unpublished, published, in examination; and two that were given up. */
export const pending: readonly PortfolioCase[] = [
  {
    number: '2025000151',
    title: '固体電解質及びその製造方法',
    applicants: [electric],
    agents: [firstAgent],
    filingDate: '20251104',
    history: [filed('20251104')],
  },
  // No agent, and an applicant to whom the office gave no code.
  {
    number: '2026000152',
    title: '折り畳み傘',
    applicants: [inventor, uncoded],
    filingDate: '20260907',
    history: [filed('20260907', ['特許願', '明細書', '請求の範囲', '要約書', '図面'])],
  },
  {
    number: '2024000153',
    title: '花粉除去装置',
    applicants: [substituted],
    filingDate: '20240213',
    publication: { number: '2025000153', date: '20250821' },
    history: [filed('20240213')],
  },
  {
    number: '2023000154',
    title: '抗体の精製方法',
    applicants: [medical],
    agents: [secondAgent],
    filingDate: '20230522',
    publication: { number: '2024000154', date: '20241128' },
    history: [
      filed('20230522'),
      entry('20230605', 'A7423', '代理人選任届'),
      entry('20250304', 'A831', '刊行物等提出書'),
      entry('20250318', 'A861', 'ファイル記録事項の閲覧（縦覧）請求書'),
      examinationRequested('20260511'),
    ],
  },
  {
    number: '2021000155',
    title: '自動販売機',
    applicants: [letters],
    agents: [agencyFirm],
    filingDate: '20210208',
    publication: { number: '2022000155', date: '20220818' },
    history: [filed('20210208'), withdrawn('20230306')],
  },
  {
    number: '2022000156',
    title: '苗の移植機',
    applicants: [precision],
    agents: [thirdAgent],
    filingDate: '20220310',
    publication: { number: '2023000156', date: '20230921' },
    history: [filed('20220310'), examinationRequested('20250227'), abandoned('20250908')],
  },
  // Accelerated: granted before it was published by its eighteen months.
  {
    number: '2024000157',
    title: '工作機械の熱変位補正装置',
    applicants: [precisionMoved],
    agents: [thirdAgent],
    filingDate: '20240708',
    publication: { number: '2026000157', date: '20260122' },
    history: [
      filed('20240708'),
      examinationRequested('20240708'),
      entry('20240708', 'A871', '早期審査に関する事情説明書'),
      entry('20240917', 'A971005', '早期審査に関する報告書'),
      searchReported('20240924'),
      { kind: 'grant', drafted: '20241015', dispatched: '20241022' },
    ],
    registration: { number: '7900157', date: '20241118', claims: 4, nextAnnuityDueDate: '20271118' },
  },
]
