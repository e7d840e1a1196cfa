import { documentName } from './document-names.ts'
import { paragraphs } from './paragraphs.ts'
import { plain, wide, wideBlank } from './prose.ts'
import { attribute, elementsOf, type XmlElement } from './tree.ts'
import { caseNumber, coded, columns, date, group, item, mark, section, type Wording } from './wording.ts'

type Value = (element: XmlElement) => string

const labelled = (label: string) => `【${label}】${wideBlank}`
const line = (label: string, value?: Value) => item(labelled(label), value)
/** A field of a part that is not set in as a whole, because running text follows. */
const inset = (label: string, value?: Value) => item(wideBlank + labelled(label), value)
const titled = (label: string) => section(`【${label}】`)
const grouped = (label: string) => group(`【${label}】`)
const named: Value = (element) => documentName(plain(element))

const object = line('物件名', columns('document-name', 'number-of-object'))

const agents = new Map([
  ['sub-representative', '復代理人'],
  ['legal-representative', '法定代理人'],
  ['designated-representative', '指定代理人'],
])
const accounts = new Map([
  ['deposit', '予納台帳番号'],
  ['form', '納付書番号'],
  ['electronic-cash', '納付番号'],
  ['transfer', '振替番号'],
  ['credit-card', '指定立替納付'],
])

/** 申請書類: the XML has no 【labels】, the office's viewer adds them from the elements' names (xml.md §3). */
export const filings: Wording = new Map([
  ...paragraphs,
  ['document-code', line('書類名', named)],
  ['document-name', line('物件名')],
  ['file-reference-id', line('整理番号')],
  ['submission-date', line('提出日', date)],
  ['addressed-to-person', line('あて先')],
  ['indication-of-case-article', grouped('事件の表示')],
  ['appeal-reference', line('審判番号', caseNumber)],
  ['application-reference', item((reference) => labelled(numberKind(reference)), caseNumber)],

  ['applicant', grouped('特許出願人')],
  ['amendment-a523/applicants/applicant', grouped('補正をする者')],
  ['amendment-a51/applicants/applicant', grouped('補正をする者')],
  ['inventor', grouped('発明者')],
  ['inventor/addressbook/name', line('氏名')],
  ['agent', group((agent) => `【${agents.get(attribute(agent, 'kind-of-agent') ?? '') ?? '代理人'}】`)],
  ['name', line('氏名又は名称')],
  ['original-language-of-name', line('氏名又は名称原語表記')],
  ['kana', line('フリガナ')],
  ['registered-number', line('識別番号')],
  ['address', line('住所又は居所')],
  ['phone', line('電話番号')],
  ['fax', line('ファクシミリ番号')],
  ['attorney', mark('【弁理士】')],
  ['lawyer', mark('【弁護士】')],

  ['dispatch-number', line('発送番号')],
  ['opinion-contents-article', titled('意見の内容')],
  ['proof-means', titled('証拠方法')],
  ['dtext', titled('その他')],

  ['num-claim-decrease-amendment', line('補正により減少する請求項の数')],
  ['num-claim-increase-amendment', line('補正により増加する請求項の数')],
  ['amendment-group', section((amendment) => `【手続補正${wide(attribute(amendment, 'serial-number') ?? '')}】`)],
  ['amendment-group/document-code', inset('補正対象書類名', named)],
  ['item-of-amendment', inset('補正対象項目名')],
  ['way-of-amendment', inset('補正方法', coded({ 1: '追加', 2: '削除', 3: '変更' }))],
  ['contents-of-amendment', section('　【補正の内容】')],
  ['contents-name', line('項目名')],

  ['amendment-charge-article', titled('手数料補正')],
  ['amendment-charge-article/document-code', inset('補正対象書類名', named)],
  ['charge-article', grouped('手数料の表示')],
  [
    'account',
    item(
      (account) => labelled(accountKind(account)),
      (account) => attribute(account, 'number') ?? '',
    ),
  ],
  ['fee', line('納付金額', (fee) => `${attribute(fee, 'amount') ?? ''}円`)],

  ['submission-object-list-article', grouped('提出物件の目録')],
  ['list-group', (list, read) => [...object(list, read), ...elementsOf(list).flatMap(read)]],
  ['list-group/document-name', () => []],
  ['list-group/number-of-object', () => []],
  ['citation', line('援用の表示')],
  ['return-request', line('返還の申出', coded({ 0: '無', 1: '有' }))],
  ['general-power-of-attorney-id', line('包括委任状番号')],

  ['invention-title', line('発明の名称')],
  ['technical-field', titled('技術分野')],
  ['background-art', titled('背景技術')],
  ['citation-list', titled('先行技術文献')],
  ['patent-literature', titled('特許文献')],
  ['non-patent-literature', titled('非特許文献')],
  ['disclosure', titled('発明の開示')],
  ['summary-of-invention', titled('発明の概要')],
  ['tech-problem', titled('発明が解決しようとする課題')],
  ['tech-solution', titled('課題を解決するための手段')],
  ['advantageous-effects', titled('発明の効果')],
  ['description-of-drawings', titled('図面の簡単な説明')],
  ['description-of-embodiments', titled('発明を実施するための形態')],
  ['best-mode', titled('発明を実施するための最良の形態')],
  ['embodiments-example', section((example) => `【実施例${wide(attribute(example, 'ex-num') ?? '')}】`)],
  ['industrial-applicability', titled('産業上の利用可能性')],
  ['reference-signs-list', titled('符号の説明')],
  ['reference-to-deposited-biological-material', titled('受託番号')],
  ['sequence-list-text', titled('配列表フリーテキスト')],
])

function numberKind(reference: XmlElement): string {
  return attribute(reference, 'appl-type') === 'international-application' ? '国際出願番号' : '出願番号'
}

function accountKind(account: XmlElement): string {
  return accounts.get(attribute(account, 'account-type') ?? '') ?? '納付番号'
}
