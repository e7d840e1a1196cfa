import type { ListedDocument } from './progress.ts'

/** A code of the office, with what it stands for where we know it. */
export interface CodedValue {
  code: string
  label: string | null
  labelEn: string | null
}

/** Code → its label in Japanese and in English. */
export type CodeTable = ReadonlyMap<string, readonly [ja: string, en: string]>

/** An unknown code keeps its code and gets no label: the office's full tables are not public (api.md §10). */
export function label(table: CodeTable, code: string): CodedValue {
  const [ja = null, en = null] = table.get(code) ?? []
  return { code, label: ja, labelEn: en }
}

/** 抹消識別, code table 05310: only what the official examples show (api.md §2.12). 01 can return to 00. */
export const erasureIdentifiers: CodeTable = new Map([
  ['00', ['抹消されていない', 'Not erased']],
  ['01', ['年金不納による抹消', 'Erased for non-payment of annuities']],
])

/** 引用種別, code table 07010: found by comparing citations with the XML of the documents that cite (api.md §2.8). */
export const citationTypes: CodeTable = new Map([
  ['19', ['拒絶理由通知書の引用文献', 'Cited in a notice of reasons for refusal']],
  ['31', ['特許査定の参考文献', 'Reference of a decision to grant']],
  ['89', ['先行技術文献調査結果の記録', 'Prior art on record, not a ground for refusal']],
])

/** In the record of the search, and printed with a grant: no grounds of refusal. */
export const searchRecordCitation = '89'
export const referenceCitation = '31'

/** 番号種別, code table 03020 (api.md §2.12). */
export const numberTypes: CodeTable = new Map([
  ['01', ['出願', 'Application']],
  ['02', ['公開', 'Publication']],
  ['03', ['公表', 'National publication of a translated PCT application']],
  ['04', ['再公表', 'Domestic republication of a PCT application']],
  ['05', ['公告', 'Examined publication']],
  ['06', ['登録', 'Registration']],
  ['07', ['審判', 'Trial and appeal']],
  ['08', ['出訴事件', 'Court action']],
  ['09', ['優先権主張国・番号', 'Country and number of a priority claim']],
  ['10', ['国際出願', 'International application']],
  ['11', ['国際公開', 'International publication']],
  ['12', ['国際登録', 'International registration']],
  ['90', ['庁内整理番号', 'Internal reference of the office']],
])

/** 書類識別, code table 03050 (api.md §2.12); its blank, 実体なし, is null in our types. */
export const documentSeparators: CodeTable = new Map([
  ['S', ['書誌・本文', 'Bibliography or text']],
  ['L', ['請求の範囲', 'Claims']],
  ['M', ['明細書', 'Description']],
  ['H', ['配列表', 'Sequence listing']],
  ['Z', ['図面', 'Drawings']],
  ['Y', ['要約書', 'Abstract']],
  ['T', ['添付書類', 'Attachment']],
  ['G', ['原データ', 'Original data']],
  ['K', ['起案書', 'Drafted by the office']],
  ['C', ['庁内書類', 'Internal document of the office']],
  ['N', ['非構造化書類', 'Unstructured document']],
])

/** 補正対象書類名: codes of XML, with the law digit after the letter (xml.md §2.3). */
export const amendedDocuments: CodeTable = new Map([
  ['A163', ['特許願', 'Application form']],
  ['A1631', ['翻訳文提出書', 'Submission of translations']],
  ['A1632', ['国内書面', 'National form of an international application']],
  ['A16330', ['明細書', 'Description']],
  ['A16331', ['図面', 'Drawings']],
  ['A16332', ['要約書', 'Abstract']],
  ['A16333', ['特許請求の範囲', 'Claims']],
  ['A1523', ['手続補正書', 'Written amendment']],
  ['A1524', ['誤訳訂正書', 'Correction of incorrect translations']],
  ['A153', ['意見書', 'Written opinion']],
  ['A1621', ['出願審査請求書', 'Request for examination']],
  ['C160', ['審判請求書', 'Request for trial']],
])

/** Which ZIP carries a body: 拒絶理由通知書, 発送書類 or 申請書類 (api.md §6). */
export const archiveKinds = ['notices', 'decisions', 'filings'] as const
export type Archive = (typeof archiveKinds)[number]

export type DocumentType =
  | 'NoticeOfReasonsForRefusal'
  | 'DecisionToGrant'
  | 'DecisionOfRefusal'
  | 'DismissalOfAmendment'
  | 'WrittenOpinion'
  | 'WrittenAmendment'
  | 'UntypedDocument'
  | 'OtherDocument'

export interface DocumentKind {
  readonly type: DocumentType
  readonly archive: Archive | null
}

/**
 * 中間書類コード → what it is and where its body would be (api.md §2.12, xml.md §2). The typed ones are what the office
 * promises; the untyped ones are formats that share a family with them, taken as they come when an archive holds one.
 */
export const documentKinds: ReadonlyMap<string, DocumentKind> = new Map([
  ...kinds('NoticeOfReasonsForRefusal', 'notices', 'A131'),
  ...kinds('DecisionToGrant', 'decisions', 'A01'),
  ...kinds('DecisionOfRefusal', 'decisions', 'A02'),
  // 補正の却下の決定 is A502 in 書類一覧 and A191 or A192 in the name of its XML element.
  ...kinds('DismissalOfAmendment', 'decisions', 'A502', 'A191', 'A192'),
  ...kinds('WrittenOpinion', 'filings', 'A53'),
  ...kinds('WrittenAmendment', 'filings', 'A523'),
  // 非特許文献送付書.
  ...kinds('UntypedDocument', 'decisions', 'A30'),
  // 手続補正書（方式）, older 手続補正書, 誤訳訂正書, 弁明書: see document-names.ts.
  ...kinds('UntypedDocument', 'filings', 'A51', 'A521', 'A522', 'A524', 'A59'),
  // 特許協力条約 第19条・第34条補正 (translation or copy, by the applicant or ex officio).
  ...kinds('UntypedDocument', 'filings', 'A525', 'A526', 'A527', 'A528', 'A529', 'A5210', 'A5211', 'A5212'),
])

function kinds(type: DocumentType, archive: Archive, ...codes: string[]): [string, DocumentKind][] {
  return codes.map((code) => [code, { type, archive }])
}

const other: DocumentKind = { type: 'OtherDocument', archive: null }

export function documentKind(code: string): DocumentKind {
  return documentKinds.get(code) ?? other
}

/** Whether this API promises the body: 書類実体有無 alone is also set for what it never serves (api.md §8.14). */
export function isDeliverable(document: ListedDocument): boolean {
  const { type } = documentKind(document.code)
  return document.hasBody && type !== 'UntypedDocument' && type !== 'OtherDocument'
}
