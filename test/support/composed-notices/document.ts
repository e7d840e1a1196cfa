import { bodyElements, escape } from './body.ts'
import type { ExpectedArticle } from './composed-notice.ts'
import type { Dice } from './dice.ts'
import type { Line } from './lines.ts'
import type { Traits } from './traits.ts'
import { BLANK } from './width.ts'

const eight = (value: number) => String(value).padStart(8, '0')
const day = (dice: Dice, from: number, to: number) =>
  eight(dice.between(from, to) * 10_000 + dice.between(1, 12) * 100 + dice.between(1, 28))

/** 書誌部 (xml.md §2.1). Old tags ended and new ones began in 2021. */
function bibliography(dice: Dice, isNew: boolean, articles: readonly ExpectedArticle[]): string[] {
  const rn = isNew ? '-rn' : ''
  const filed = isNew ? dice.between(2015, 2022) : dice.between(2003, 2018)
  const drafted = isNew ? day(dice, 2022, 2025) : day(dice, 2007, 2020)
  const number = `${filed}${String(dice.between(1, 250_000)).padStart(6, '0')}`
  return [
    `<jp:bibliog-in-ntc-pat-exam${rn}>`,
    '<jp:application-reference appl-type="application" jp:kind-of-law="patent">',
    `<jp:document-id><jp:doc-number>${number}</jp:doc-number></jp:document-id></jp:application-reference>`,
    `<jp:drafting-date><jp:date>${drafted}</jp:date></jp:drafting-date>`,
    '<jp:draft-person-group><jp:name>審査　見本</jp:name><jp:staff-code>0000</jp:staff-code>',
    '<jp:office-code>0A00</jp:office-code></jp:draft-person-group>',
    '<jp:addressed-to-person-group jp:kind-of-person="applicant" jp:kind-of-agent="representative">',
    '<jp:addressbook><jp:name>代理　例示</jp:name></jp:addressbook>',
    `<jp:number-of-other-persons>${escape('\u00a0\u00a0')}1</jp:number-of-other-persons></jp:addressed-to-person-group>`,
    `<jp:article-group>${articles.map(({ text }) => `<jp:article>${text}</jp:article>`).join('')}</jp:article-group>`,
    `</jp:bibliog-in-ntc-pat-exam${rn}>`,
  ]
}

/** 結論部: the marker of a final notice, the term, the heading 理由. */
function conclusion(traits: Traits): string {
  const isMarked = traits.final === 'final by marker' || traits.final === 'final by both'
  const marker = isMarked ? [`${BLANK.repeat(10)}＜＜＜＜${BLANK}最後${BLANK}＞＞＞＞`, ''] : []
  const lines = [
    ...marker,
    '　この出願は、次に述べる事情により拒むべきものと考える。',
    '　意見があれば、発送の日から６０日のうちに出すこと。',
    '',
    `${BLANK.repeat(15)}理${BLANK}由`,
  ]
  const lineEnd = traits.tags === 'old tags' ? '<br />\r\n' : '<br/>\r\n'
  return `<jp:conclusion-part-article><p num="">${lines.map(escape).join(lineEnd)}</p></jp:conclusion-part-article>`
}

const footer = [
  '<jp:footer-article><jp:approval-column-article><jp:staff3-group><jp:official-title>審査官</jp:official-title>',
  '<jp:name>審査　見本</jp:name><jp:staff-code>0000</jp:staff-code></jp:staff3-group>',
  '</jp:approval-column-article></jp:footer-article>',
]

/** The whole document around a body. */
export function documentOf(
  dice: Dice,
  traits: Traits,
  articles: readonly ExpectedArticle[],
  lines: readonly Line[],
): string {
  const isNew = traits.tags === 'new tags'
  const rn = isNew ? '-rn' : ''
  const root = `jp:notice-pat-exam${rn}`
  const variant = `jp:notice-of-rejection-a131${rn}`
  const title = `-//JPO//DTD NOTICE DOCUMENT BY PATENT SUBSTANTIAL EXAMINATION${isNew ? ' RENEWAL' : ''} 1.0//EN`
  return [
    '<?xml version="1.0" encoding="Shift_JIS"?>',
    `<!DOCTYPE ${root} PUBLIC "${title}" "ntc-pt-e${rn}.dtd" []>`,
    `<${root} lang="ja" dtd-version="1.0" xmlns:jp="http://www.jpo.go.jp">`,
    `<${variant} jp:kind-of-law="patent">`,
    '<jp:document-name>拒絶理由通知書</jp:document-name>',
    ...bibliography(dice, isNew, articles),
    '<jp:reconsideration-before-appeal jp:true-or-false="false"/>',
    conclusion(traits),
    `<jp:drafting-body>${bodyElements(traits, lines)}</jp:drafting-body>`,
    ...footer,
    `</${variant}>`,
    `</${root}>`,
    '',
  ].join('\r\n')
}
