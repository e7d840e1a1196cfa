import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { htmlOf } from '../../../../src/sources/jpo/documents/html.ts'
import { readText } from '../../../../src/sources/jpo/documents/text.ts'
import { find, type XmlElement } from '../../../../src/sources/jpo/documents/tree.ts'
import { readXml } from '../../../../src/sources/jpo/documents/xml.ts'
import { randomFrom } from '../../../../scripts/fuzz/random.ts'
import { officeBytes, sjis } from './office-zip.ts'

const url = (fileName: string) => `/images/${fileName}`
const rootOf = (xml: string) => readXml(sjis(xml), 'test').root
const shown = (inside: string, urlOf: (fileName: string) => string | null = url) =>
  htmlOf([rootOf(`<notice-pat-exam><p num="">${inside}</p></notice-pat-exam>`)], urlOf)
const page = (...blocks: readonly string[]) => ['<div lang="ja">', ...blocks, '</div>'].join('\n')

describe('running text', () => {
  it.each([
    ['paragraphs between blank lines, lines kept', '一<br/>二<br/><br/>三', ['<p>一<br>\n二</p>', '<p>三</p>']],
    ['full-width indents as they are', '　　一', ['<p>　　一</p>']],
    ['columns of half-width blanks', 'a  b&#160;&#160;&#160;c', ['<p>a&#160; b&#160;&#160; c</p>']],
    ['underlines, raised and lowered text', 'Ｃ<sub>ｎ</sub><sup>＋</sup>', ['<p>Ｃ<sub>ｎ</sub><sup>＋</sup></p>']],
    [
      'marks within marks, over lines, without the style of the wire',
      '<u style="single" onclick="x()">一<br/>二<sup>三</sup></u>',
      ['<p><u>一</u><br>\n<u>二</u><u><sup>三</sup></u></p>'],
    ],
    [
      'what looks like HTML as text',
      `&lt;script&gt;alert("1")&lt;/script&gt; &amp;amp; <![CDATA[<img src=x onerror='y'>]]>`,
      ['<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp;amp; &lt;img src=x onerror=&#39;y&#39;&gt;</p>'],
    ],
    [
      'unknown elements by their text alone',
      '零<script src="//x">一</script><a href="javascript:x">二</a>',
      ['<p>零一二</p>'],
    ],
  ])('shows %s', (_, inside, blocks) => {
    expect(shown(inside)).toBe(page(...blocks))
  })
})

describe('a picture', () => {
  it.each([
    [
      'stands in its own line, in its printed size',
      '一<img file="a.tif" wi="25.4" he="50.8"/>二',
      '<p>一<br>\n<img src="/images/a.tif" alt="〔画像: a.tif〕" width="96" height="192"><br>\n二</p>',
    ],
    [
      'of a character stays in the line',
      '一<img file="a.tif" inline="yes"/>二',
      '<p>一<img src="/images/a.tif" alt="〔画像: a.tif〕">二</p>',
    ],
    [
      'of a table, formula or chemistry stands below its number',
      '一<maths num="2">\n<img file="a.tif"/>\n</maths>二',
      '<p>一<br>\n【数２】<br>\n<img src="/images/a.tif" alt="〔画像: a.tif〕"><br>\n二</p>',
    ],
    [
      'has no size that is none',
      '<img file="a.tif" wi="10px" he="-1"/>',
      '<p><img src="/images/a.tif" alt="〔画像: a.tif〕"></p>',
    ],
    [
      'whose name breaks out of nothing',
      '<img file="&quot;&gt;&lt;script&gt;"/>',
      '<p><img src="/images/&quot;&gt;&lt;script&gt;" alt="〔画像: &quot;&gt;&lt;script&gt;〕"></p>',
    ],
  ])('%s', (_, inside, block) => {
    expect(shown(inside)).toBe(page(block))
  })

  it('that the archive lacks is named in words', () => {
    const inside = '<img file="http://x/a.tif"/><tables num="1"><img file="b.tif"/></tables>'
    expect(shown(inside, () => null)).toBe(page('<p>〔画像: http://x/a.tif〕<br>\n【表１】<br>\n〔画像: b.tif〕</p>'))
  })
})

it('the name of a notice is its title, fields under a label are no section', () => {
  const notice = rootOf(
    '<notice-pat-exam><document-name>拒絶理由通知書</document-name><article-group><article>第２９条</article></article-group></notice-pat-exam>',
  )
  expect(htmlOf([notice], url)).toBe(page('<h2>拒絶理由通知書</h2>', '<p>適用条文<br>\n\u3000第２９条</p>'))
})

it('sections within sections have headings below headings, down to the fourth', () => {
  const inner = (depth: number): string =>
    depth === 0 ? '一' : `<contents-of-amendment>${inner(depth - 1)}</contents-of-amendment>`
  const amendment = rootOf(`<pat-amnd><amendment-group serial-number="1">${inner(5)}</amendment-group></pat-amnd>`)
  const tags = [...htmlOf([amendment], url).matchAll(/<(h\d)>/g)].map(([, tag]) => tag)
  expect(tags).toEqual(['h3', 'h4', 'h4', 'h4', 'h4', 'h4'])
})

it('labels that head a section are headings', () => {
  const filing = rootOf(
    '<pat-rspns><response-a53><document-code>A153</document-code><opinion-contents-article><p>一</p></opinion-contents-article></response-a53></pat-rspns>',
  )
  expect(htmlOf([filing], url)).toBe(page('<p>【書類名】\u3000意見書</p>', '<h3>【意見の内容】</h3>', '<p>一</p>'))
})

it('a part of a document is shown alone: the text of a claim', () => {
  const { root } = readXml(officeBytes('a523-amendment-claims-description.xml'), 'test')
  const text = find(root, 'claim-text')
  expect(text && htmlOf([text], url)).toMatch(
    /^<div lang="ja">\n<p>[^<]+<br>\n[^<]+<br>\n\u3000<u>[^<]+<\/u><br>\n[^<]+<\/p>\n<\/div>$/,
  )
})

/** What is between the tags; a picture is nothing, in text as in HTML. */
const contentOf = (html: string) =>
  html.replace(/<[^>]*>/g, '').replace(/&(?:lt|gt|quot|amp|#39|#160);/g, (reference) => meanings[reference] ?? '?')
const meanings: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '&#39;': "'",
  '&#160;': ' ',
}
const withoutBlanks = (text: string) => text.replace(/〔画像: [^〕]*〕/g, '').replace(/[\s\p{Cc}]+/gu, '')
/** Every tag that may stand in our HTML, whole. */
const allowed =
  /^(?:<div lang="ja">|<\/div>|<\/?(?:p|h[2-4]|u|sup|sub)>|<br>|<img src="\/images\/[^"<>]*" alt="[^"<>]*"(?: width="\d+")?(?: height="\d+")?>)$/

function expectSafe(root: XmlElement) {
  const html = htmlOf([root], url)
  // Only the text has to say with characters what is raised and lowered.
  const plain = (text: string) => withoutBlanks(text).normalize('NFKC').replaceAll('−', '-')
  expect(plain(contentOf(html))).toBe(plain(readText(root)))
  expect((html.match(/<[^>]*>?/g) ?? []).filter((tag) => !allowed.test(tag))).toEqual([])
  const open: string[] = []
  for (const [, end, name = ''] of html.matchAll(/<(\/?)(div|p|h[2-4]|u|sup|sub)\b/g))
    if (end) expect(open.pop()).toBe(name)
    else open.push(name)
  expect(open).toEqual([])
}

describe('text and HTML have the same words, and HTML only its own tags', () => {
  const fixtures = readdirSync(new URL('../../../fixtures/documents', import.meta.url))
  it.each(fixtures.filter((name) => name.endsWith('.xml')))('in %s', (name) => {
    expectSafe(readXml(officeBytes(name), 'test').root)
  })

  it.each([1, 2, 3])('in five hundred invented documents, seed %i', (seed) => {
    const random = randomFrom(seed)
    for (let count = 0; count < 500; count += 1) expectSafe(invented(random))
  })
})

const names =
  'notice-pat-exam pat-amnd pat-rspns p br u sup sub img tables maths figure figref heading claim claims claim-text drafting-body conclusion-part-article amendment-group contents-of-amendment item-of-amendment document-code document-name invention-title applicant name addressbook footer-article list-group script style iframe a o b'.split(
    ' ',
  )
const attributeNames = 'num file wi he inline style onload href src serial-number'.split(' ')
const words = [
  '一',
  '　',
  ' ',
  '\n',
  '<',
  '>',
  '&',
  '"',
  "'",
  '<b>',
  'javascript:x',
  '\u00a0',
  '〔',
  '12.5',
  'yes',
  '\t',
  '',
]

/** A tree of the office's element names in any order, with attributes and words of all kinds. */
function invented(random: (below: number) => number, depth = 0): XmlElement {
  const pick = (from: readonly string[]) => from[random(from.length)] ?? ''
  const localName = depth === 0 ? pick(names.slice(0, 3)) : pick(names)
  const children = Array.from({ length: depth > 6 ? 0 : random(5) }, () =>
    random(2) === 0 ? pick(words) + pick(words) : invented(random, depth + 1),
  )
  const attributes = new Map(Array.from({ length: random(4) }, () => [pick(attributeNames), pick(words)]))
  return { name: localName, localName, attributes, children }
}
