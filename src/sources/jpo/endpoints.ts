/**
 * The twelve APIs of 特許情報取得API: handbook 表1 for number, name and daily limit; api.md §1a for the path.
 * Everything that differs between them stands in this table.
 */
export const endpoints = {
  APP_PROGRESS_SIMPLE: row(2, 'シンプル版特許経過情報', 'Progress, basics only', 'app_progress_simple', 400, 'json'),
  APP_PROGRESS: row(1, '特許経過情報', 'Progress of a case', 'app_progress', 400, 'json'),
  DIVISIONAL_APP_INFO: row(3, '特許分割出願情報', 'Divisional applications', 'divisional_app_info', 30, 'json'),
  PRIORITY_RIGHT_APP_INFO: row(4, '特許優先基礎出願情報', 'Basis of priority', 'priority_right_app_info', 30, 'json'),
  APPLICANT_ATTORNEY_CD: row(5, '特許申請人氏名・名称', 'Applicant by code', 'applicant_attorney_cd', 200, 'json'),
  APPLICANT_ATTORNEY: row(6, '特許申請人コード', 'Applicant by name', 'applicant_attorney', 200, 'json'),
  CASE_NUMBER_REFERENCE: row(7, '特許番号参照', 'Number reference', 'case_number_reference', 50, 'json'),
  APP_DOC_CONT_OPINION_AMENDMENT: row(
    8,
    '特許申請書類',
    'Opinions and amendments',
    'app_doc_cont_opinion_amendment',
    100,
    'zip',
  ),
  APP_DOC_CONT_REFUSAL_REASON_DECISION: row(
    9,
    '特許発送書類',
    'Notices and decisions',
    'app_doc_cont_refusal_reason_decision',
    100,
    'zip',
  ),
  APP_DOC_CONT_REFUSAL_REASON: row(
    10,
    '特許拒絶理由通知書',
    'Notices of reasons for refusal',
    'app_doc_cont_refusal_reason',
    100,
    'zip',
  ),
  CITE_DOC_INFO: row(11, '特許引用文献情報', 'Citations', 'cite_doc_info', 50, 'json'),
  REGISTRATION_INFO: row(12, '特許登録情報', 'Registration', 'registration_info', 200, 'json'),
} satisfies Record<string, EndpointRow>

/** The office's own path name, in capitals: also the enum JpoEndpoint of the graph. */
export type Endpoint = keyof typeof endpoints

export interface EndpointRow {
  /** 1–12 of handbook 表1. */
  readonly handbookNumber: number
  /** 名称 of handbook 表1. */
  readonly name: string
  /** What people call it who do not read Japanese. */
  readonly englishName: string
  /** Path below /api/patent/v1/; the key follows it. */
  readonly path: string
  /** Calls a day for one ID, handbook 第1版 表1; the office may grant more (§3(2)). */
  readonly handbookLimit: number
  /** What a success is: JSON in the envelope of api.md §3, or a ZIP without a counter (api.md §6). */
  readonly media: 'json' | 'zip'
}

function row(
  handbookNumber: number,
  name: string,
  englishName: string,
  path: string,
  handbookLimit: number,
  media: EndpointRow['media'],
): EndpointRow {
  return { handbookNumber, name, englishName, path, handbookLimit, media }
}

export const endpointNames = Object.keys(endpoints) as readonly Endpoint[]

/** By the handbook; of what is no endpoint, as much as the largest. */
export function callsADay(name: string): number {
  return endpointNames.includes(name as Endpoint) ? endpoints[name as Endpoint].handbookLimit : 400
}
