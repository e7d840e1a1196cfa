import { paragraphs } from './paragraphs.ts'
import { plain } from './prose.ts'
import { attribute, descend, type XmlElement } from './tree.ts'
import { caseNumber, columns, date, group, item, mark, part, section, title, type Wording } from './wording.ts'

const line = (label: string, value?: (element: XmlElement) => string) => item(`${label}：`, value)
/** 決裁欄: an office that nobody held has blanks for a name. */
const staff = item((element) => `${columns('official-title')(element)}：`, columns('name', 'staff-code'))
const underReconsideration = part(mark('［前置審査］'))

/** 発送書類: the labels the office prints (xml.md §2.1). */
export const notices: Wording = new Map([
  ...paragraphs,
  ['dispatch-control-article', part()],
  ['file-reference-id', line('整理番号')],
  ['dispatch-number', line('発送番号')],
  ['dispatch-date', line('発送日', date)],

  ['document-name', part(title)],
  ['bibliog-in-ntc-pat-exam', part()],
  ['application-reference', line('特許出願の番号', caseNumber)],
  ['drafting-date', line('起案日', date)],
  ['draft-person-group', line('特許庁審査官', columns('name', 'staff-code', 'office-code'))],
  ['invention-title', line('発明の名称')],
  ['number-of-claim', line('請求項の数')],
  ['addressed-to-person-group', item((element) => `${addresseeOf(element)}：`, nameAndOthers)],
  ['article-group', group('適用条文')],
  ['remark', section('備考')],

  ['reconsideration-before-appeal', (element, read) => (isTrue(element) ? underReconsideration(element, read) : [])],
  ['conclusion-part-article', part()],
  ['drafting-body', part()],
  ['image-group', part()],

  ['footer-article', part()],
  ['staff1-group', staff],
  ['staff2-group', staff],
  ['staff3-group', staff],
  ['staff4-group', staff],
  ['devider', staff],

  ['final-decision-group', part()],
  ['kind-of-application', line('出願種別')],
  ['exist-of-reference-doc', line('参考文献', yesOrNo)],
  ['patent-law-section30', line('特許法第３０条適用', yesOrNo)],
  ['change-flag-invention-title', line('発明の名称の変更', yesOrNo)],
  ['ipc-article', group('国際特許分類')],
  ['deposit', group('菌寄託')],
  ['depository-ins-code', line('受託機関コード')],
  ['depository-number', line('受託番号')],
  ['parent-application-article', group('原出願')],

  ['final-decision-memo', part()],
  ['final-decision-memo/document-name', item('')],
  ['fi-article', group('ＦＩ')],
  ['fi', item('', classification)],
  ['field-of-search-article', group('調査した分野（ＩＰＣ，ＤＢ名）')],
  ['patent-reference-article', group('参考特許文献')],
  ['patent-reference-group', item('', columns('document-number', 'kind-of-document'))],
  ['reference-books-article', group('参考図書雑誌')],
  ['exceptions-to-lack-of-novelty-art', group('新規性喪失例外規定の適用の事実')],
])

const agents = new Map([
  ['representative', '代理人'],
  ['sub-representative', '復代理人'],
  ['legal-representative', '法定代理人'],
  ['designated-representative', '指定代理人'],
])

/** 特許出願人代理人 names an agent although its person is the applicant (xml.md §2.1). */
function addresseeOf(group: XmlElement): string {
  const person = attribute(group, 'kind-of-person') === 'applicant' ? '特許出願人' : ''
  const agent = agents.get(attribute(group, 'kind-of-agent') ?? '') ?? ''
  return person + agent || 'あて先'
}

function nameAndOthers(group: XmlElement): string {
  const name = descend(group, 'addressbook', 'name')
  const others = descend(group, 'number-of-other-persons')
  return (name ? plain(name) : '') + (others ? `（外${plain(others)}名）` : '')
}

function isTrue(element: XmlElement): boolean {
  return attribute(element, 'true-or-false') === 'true'
}

function yesOrNo(element: XmlElement): string {
  return isTrue(element) ? '有' : '無'
}

/** `H05K   1/11        B    ,` → `H05K 1/11 B`: columns of a fixed width, a comma between the symbols. */
function classification(fi: XmlElement): string {
  return plain(fi).replace(/ *,$/, '').replace(/ +/g, ' ')
}
