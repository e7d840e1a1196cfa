export interface Matter {
  readonly docketNumber: string
  readonly responsible: string
  readonly deadlines: readonly Deadline[]
  /** 出願番号; null before it is filed. */
  readonly applicationNumber: string | null
  /** 公開番号 of what is watched. */
  readonly watchedPublication: string | null
}

interface Deadline {
  readonly what: string
  readonly date: string
  readonly isDone: boolean
}

/** The company's own data; the numbers are those of the sandbox's invented cases. */
export const matters: readonly Matter[] = [
  {
    docketNumber: 'P-2020-017',
    responsible: '見本',
    applicationNumber: '2020000101',
    watchedPublication: null,
    deadlines: [
      { what: '意見書提出期限', date: '2023-09-11', isDone: true },
      { what: '第４年分特許料納付期限', date: '2027-01-15', isDone: false },
    ],
  },
  {
    docketNumber: 'P-2022-003',
    responsible: '架空',
    applicationNumber: '2022000111',
    watchedPublication: null,
    deadlines: [{ what: '拒絶理由通知への応答期限', date: '2026-12-12', isDone: false }],
  },
  {
    docketNumber: 'P-2026-040',
    responsible: '見本',
    applicationNumber: null,
    watchedPublication: null,
    deadlines: [{ what: '優先権主張を伴う出願期限', date: '2027-03-31', isDone: false }],
  },
  {
    docketNumber: 'W-2018-002',
    responsible: '架空',
    applicationNumber: null,
    watchedPublication: '2018000103',
    deadlines: [],
  },
]

/** What the company wrote beside a document, by the id that the patent graph gives it for ever. */
export const notes: Readonly<Record<string, readonly string[]>> = {
  // The 拒絶理由通知書 of 特願2020-000101.
  RG9jdW1lbnQ6MjAyMDAwMDEwMS9BMTMxLjA2MTIzMDEwMTA0Lks: ['請求項５の記載を補正すること (見本)'],
}
