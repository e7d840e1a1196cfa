import type { Paper } from '../compose/papers.ts'
import { fullWidth } from '../era.ts'
import type { Ground } from '../portfolio/document-types.ts'
import { listed, numbered } from './cited-lines.ts'
import { indent } from './examiner.ts'

type NoticePaper = Extract<Paper, { kind: 'notice' }>

/** The article of each ground, and what the composed notices say of it. */
export const articles: Readonly<Record<Ground['article'], { readonly article: string; readonly claim: string }>> = {
  新規性: { article: '第２９条第１項第３号', claim: 'は、下記の文献に記載された発明と同じものです' },
  進歩性: { article: '第２９条第２項', claim: 'は、下記の文献に記載された発明から容易に考え出せるものです' },
  明確性: { article: '第３６条第６項第２号', claim: 'には、下記の点で範囲の定まらない記載があります' },
  サポート要件: { article: '第３６条第６項第１号', claim: 'は、下記の点で発明の詳細な説明に支えられていません' },
  単一性: { article: '第３７条', claim: 'は、下記の点で一つの出願に含められるものではありません' },
}

/** 結論部: the marker of a final notice, how long a reply may take, the heading of the reasons. */
export function opening({ isFinal = false }: NoticePaper): string[] {
  const marker = isFinal ? ['　　　　　　　　　　＜＜＜＜　　最後　　＞＞＞＞', ''] : []
  return [
    ...marker,
    '　この見本の出願には、以下の拒絶理由があります。意見がある場合は、発送の日か',
    'ら６０日以内に意見書を提出できます。',
    '',
    '　　　　　　　　　　　　　　　　理由',
  ]
}

const rule = '－'.repeat(36)

/** 本文部: the grounds in short, each explained, the list of citations, the record of the search, whom to ask. */
export function reasons(notice: NoticePaper): string[] {
  const { grounds, cites = [], searched = [] } = notice
  return [
    ...grounds.flatMap(({ article }, i) => [
      `${fullWidth(String(i + 1))}．（${article}）この出願の下記の請求項に係る発明${articles[article].claim}（特許法${articles[article].article}）。`,
      '',
    ]),
    cites.length > 0 ? '　　　　　記　　　（引用文献等については引用文献等一覧参照）' : '　　　　　記',
    '',
    ...grounds.flatMap((ground, i) => explained(ground, i + 1, i === 0 ? notice : undefined)),
    ...(cites.length > 0 ? ['　　　　　　　　　　　　　＜引用文献等一覧＞', ...numbered(cites), ''] : []),
    ...(notice.isFinal ? ['　　　　　　　　　　＜最後の拒絶理由通知とする理由＞', '', finalReason, ''] : []),
    rule,
    '　　　　　　　　　　＜先行技術文献調査結果の記録＞',
    '',
    '・調査した分野　　ＤＢ名　架空文献集',
    ...searched.map((cited, i) => (i === 0 ? '・先行技術文献　　' : '　　　　　　　　　') + listed(cited)),
    '',
    '　この記録は、拒絶理由の一部ではありません。',
    '',
    '審査第九部架空電源　審査&#160;花子（しんさ&#160;はなこ）',
    'ＴＥＬ．００－００００－００００&#160;内線９９９９',
  ]
}

const finalReason = '　この通知は、先の補正によって生じた拒絶理由だけを述べるものです。'

function explained({ article, claims, cited, remark }: Ground, order: number, pictured?: NoticePaper): string[] {
  return [
    `●理由${fullWidth(String(order))}（${article}）について`,
    '',
    '・請求項　' + claims,
    ...(cited === undefined ? [] : ['・引用文献等　' + cited]),
    '・備考',
    indent + remark,
    ...(pictured?.hasPicture ? [picture(pictured.number)] : []),
    '',
  ]
}

function picture(number: string): string {
  return `<img he="62.4" wi="88.0" file="${pictureName(number)}" img-format="tif" img-content="drawing" orientation="portrait" inline="no"/>`
}

/** Beside the XML, at the root of the archive (xml.md §1.2). */
export function pictureName(number: string): string {
  return `${number}-jpntce-I000001.tif`
}
