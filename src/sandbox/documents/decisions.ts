import type { Paper } from '../compose/papers.ts'
import type { PortfolioCase } from '../portfolio/types.ts'
import { japaneseDate } from '../era.ts'
import { numbered } from './cited-lines.ts'
import {
  addressedToBoth,
  beforeAppeal,
  bibliography,
  conclusion,
  draftingBody,
  footer,
  generationOf,
  indent,
  noticeType,
} from './examiner.ts'
import { block, file, leaf } from './xml.ts'

/** 拒絶査定 A02 (xml.md §2.1): a new one has an empty conclusion part, an old one none. */
export function refusalFile(subject: PortfolioCase, refusal: Extract<Paper, { kind: 'refusal' }>): Buffer {
  const generation = generationOf(refusal.drafted)
  const { cites = [] } = refusal
  return file(
    noticeType(generation),
    block(
      `jp:decision-of-rejection-a02${generation}`,
      { 'jp:kind-of-law': 'patent' },
      leaf('jp:document-name', '拒絶査定'),
      bibliography(subject, refusal.drafted, {
        titleAndClaims: [leaf('invention-title', subject.title)],
        addressees: addressedToBoth(subject),
      }),
      generation === '-rn' ? block('jp:conclusion-part-article', {}, '<p num=""/>') : undefined,
      draftingBody(generation, [
        `${indent}この出願は、${latestNoticeDate(subject, refusal.drafted)}付け拒絶理由通知書に記した理由により、拒絶をします。`,
        '',
        '備考',
        indent + refusal.remark,
        '',
        ...(cites.length > 0 ? ['＜引用文献等一覧＞', ...numbered(cites), ''] : []),
        '─'.repeat(36),
        '　この査定に不服があるときは、謄本の送達から３月以内に審判を請求できます。',
      ]),
      footer(generation),
    ),
  )
}

/** 補正の却下の決定: A502 in the list, a191 in the file. */
export function declinedAmendmentFile(
  subject: PortfolioCase,
  declined: Extract<Paper, { kind: 'declined amendment' }>,
): Buffer {
  const generation = generationOf(declined.drafted)
  return file(
    noticeType(generation),
    block(
      `jp:declining-the-amendment-a191${generation}`,
      { 'jp:kind-of-law': 'patent' },
      leaf('jp:document-name', '補正の却下の決定'),
      bibliography(subject, declined.drafted, {
        titleAndClaims: [leaf('invention-title', subject.title)],
        addressees: addressedToBoth(subject),
      }),
      beforeAppeal(),
      conclusion([
        '　　　　　　　　　　　　　　　　結論',
        '　最後の通知に応じた手続補正は、却下します。',
        '',
        '　　　　　　　　　　　　　　　　理由',
      ]),
      draftingBody(generation, [indent + declined.remark]),
      footer(generation),
    ),
  )
}

function latestNoticeDate({ history = [] }: PortfolioCase, before: string): string {
  const notice = history.findLast((document) => document.kind === 'notice' && document.drafted < before)
  return notice?.kind === 'notice' ? japaneseDate(notice.drafted) : '先'
}
