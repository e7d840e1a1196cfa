import { XMLValidator } from 'fast-xml-parser'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { withoutBlanks } from './composed-notices/composed-notice.ts'
import { composeNotices, type ComposedNotice } from './composed-notices/index.ts'
import { beginsLikeNext, wrapAtPage } from './composed-notices/lines.ts'
import { everyTrait } from './composed-notices/traits.ts'
import { columns, digitsOf } from './composed-notices/width.ts'

const notices = composeNotices(1, 300)
const kinds = [
  '特開',
  '特表',
  '再表',
  '先願',
  'マイクロフィルム',
  '公告',
  '特許公報',
  '実用新案',
  'WO',
  'US',
  'EP',
  'CN',
  'KR',
]
const otherKinds = ['DE FR GB', 'literature', 'Latin literature', 'web page', '公開技報']

/** The body as it is read: tags away, references for the letters that they stand for. */
function bodyOf({ xml }: ComposedNotice): string {
  const [, body = ''] = xml.split(/<\/?jp:drafting-body>/)
  const text = body.replaceAll('\r\n', '').replace(/<br ?\/>|<\/p>|<\/jp:heading>/g, '\n')
  return text
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#160;', '\u00a0')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

test('the same seed gives the same notices, another one others', () => {
  expect(composeNotices(1, 300)).toEqual(notices)
  const [tenth] = composeNotices(10, 1)
  expect(tenth).toEqual(notices[9])
  expect(new Set(notices.map(({ xml }) => xml)).size).toBe(300)
})

test('every notice is well-formed and survives its encoding', () => {
  for (const { xml, bytes } of notices) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is another package; this one is here
    expect(XMLValidator.validate(xml)).toBe(true)
    expect(iconv.decode(Buffer.from(bytes), 'Shift_JIS')).toBe(xml)
    expect(new TextDecoder('shift_jis').decode(bytes)).toBe(xml)
  }
})

test('every way of writing and every kind of document occurs', () => {
  const words = new Set(notices.flatMap(({ style }) => style.split('; ')))
  expect([...words].sort()).toEqual([...everyTrait, ...kinds, ...otherKinds].sort())
})

test('items stand in the body one after the other, and before what the search found', () => {
  for (const notice of notices) {
    const { items, searchRecord } = notice.expected
    const body = withoutBlanks(bodyOf(notice))
    let place = Math.max(0, body.lastIndexOf('備考'))
    for (const text of [...items.map(({ text }) => text), ...searchRecord]) {
      const found = body.indexOf(withoutBlanks(text), place)
      expect(found, `${notice.seed}: ${text}`).toBeGreaterThanOrEqual(place)
      place = found + withoutBlanks(text).length
    }
  }
})

test('counting on from the heading, the first line with the next number is the next item', () => {
  for (const notice of notices.filter(({ style }) => style.includes('; heading'))) {
    const lines = bodyOf(notice).split('\n')
    let at = lines.findLastIndex((line) => /^[＜〈《]?引用文献等一覧[＞〉》]?$/.test(withoutBlanks(line)))
    expect(at).toBeGreaterThan(0)
    for (const { order, text } of notice.expected.items) {
      at = lines.findIndex((line, index) => index > at && beginsLikeNext(line, order))
      const rest = lines[at]?.replace(/^\s*[（(]?(?:引用文献)?[0-9０-９]+[）)．.：]?/, '') ?? 'missing'
      expect(withoutBlanks(text).startsWith(withoutBlanks(rest)), `${notice.seed}: ${rest}`).toBe(true)
    }
  }
})

test('items count on by one, and a list is there unless the style says that there is none', () => {
  for (const { expected, style } of notices) {
    const orders = expected.items.map(({ order }) => order)
    expect(orders).toEqual(orders.map((_, index) => (orders[0] ?? 0) + index))
    expect(orders.length === 0).toBe(style.includes('no list'))
    if (orders.length > 0) expect(orders[0] !== 1).toBe(style.includes('numbers above 1'))
  }
})

test('a publication number is the printed one with a western year and six digits', () => {
  const items = notices.flatMap(({ expected }) => expected.items)
  for (const { text, publicationNumber } of items) {
    const printed = /(?:特開|特表|再表|再公表特許第)([昭平]?)([0-9０-９]+)[^0-9０-９]([0-9０-９]+)/.exec(text)
    const [, era, year = '', serial = ''] = printed ?? []
    const western = digitsOf(year) + (era === '昭' ? 1925 : era === '平' ? 1988 : 0)
    expect(publicationNumber).toBe(printed ? String(western * 1_000_000 + digitsOf(serial)) : null)
  }
})

test('a final notice says so in one of two places, every article is printed as expected', () => {
  for (const { xml, expected } of notices) {
    expect(expected.isFinal).toBe(/＜＜＜＜\u3000最後\u3000＞＞＞＞|[＜〈]最後の拒絶理由通知とする理由[＞〉]/.test(xml))
    const articles = [...xml.matchAll(/<jp:article>(.*?)<\/jp:article>/g)].map(([, text]) => text)
    expect(expected.articles.map(({ text }) => text)).toEqual(articles)
  }
})

test('lines of the old tags are no wider than the page, and none of them begins like the next item', () => {
  const old = notices.filter(({ style }) => style.includes('old tags'))
  for (const notice of old) {
    expect(Math.max(...bodyOf(notice).split('\n').map(columns)), String(notice.seed)).toBeLessThanOrEqual(72)
  }
  const long = { text: `１．${'あ'.repeat(34)}２．い`, next: 2 }
  expect(wrapAtPage(long).map(({ text }) => text)).toEqual([`１．${'あ'.repeat(33)}`, 'あ２．い'])
})
