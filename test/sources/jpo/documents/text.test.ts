import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readText } from '../../../../src/sources/jpo/documents/text.ts'
import { readXml } from '../../../../src/sources/jpo/documents/xml.ts'
import { officeBytes, sjis } from './office-zip.ts'

const read = (bytes: Uint8Array) => readText(readXml(bytes, 'test').root)
const page = (name: string) => readFileSync(new URL(`../../../fixtures/documents/${name}.txt`, import.meta.url), 'utf8')

describe('a person reads', () => {
  it.each([
    'a131-rn-first-notice',
    'a131-rn-final-notice',
    'a131-first-generation',
    'a01-rn-decision-to-grant',
    'a02-rn-decision-of-refusal',
    'a191-rn-declining-the-amendment',
    'a53-opinion',
    'a523-amendment-claims-description',
    'a523-amendment-single-claim-and-fee',
    'description-amendment',
    'attached-paper',
    'a2999-unknown-notice',
    'cpy-a131-wrapper',
  ])('%s as the page beside it', (name) => {
    expect(`${read(officeBytes(`${name}.xml`))}\n`).toEqual(page(name))
  })

  it('every text of a family we have not met, in order', () => {
    const claims = '<claims><claim num="1"><claim-text>四</claim-text></claim></claims>'
    expect(
      read(sjis(`<new><first>一<u>二</u></first><rest><date>20240101</date>${claims}</rest><last>五</last></new>`)),
    ).toBe('一二\n20240101\n【請求項１】\n四\n五')
  })
})

describe('running text', () => {
  const prose = (inside: string) => read(sjis(`<notice-pat-exam><p num="">${inside}</p></notice-pat-exam>`)).split('\n')

  it.each([
    ['a break ends a line, a newline after it formats', '一<br/>\n二<br />三', ['一', '二', '三']],
    ['two breaks leave a blank line', '一<br/><br/>\n二', ['一', '', '二']],
    ['any other newline is the writer’s', '一\n二<br/>\n\n三', ['一', '二', '', '三']],
    ['newlines at both ends format', '\n　一\n', ['　一']],
    ['an indent stays, blanks at the end go', '　　一　 <br/>　二　', ['　　一', '　二']],
    ['&#160; is a blank', '見本&#160;花子', ['見本 花子']],
    [
      'what is raised or lowered stays so',
      'Ｃ<sub>ｎ</sub>の<u style="single">１０<sup>－３</sup></u>',
      ['Ｃₙの１０⁻³'],
    ],
    ['where Unicode has not all of it, the text is left', 'Ｔ<sub>ｃ</sub>とＴ<sup>特</sup>', ['ＴｃとＴ特']],
    ['a picture has its line', '一<img file="a.tif"/>二', ['一', '〔画像: a.tif〕', '二']],
    [
      'a picture between breaks adds no blank line',
      '一<br/>\n<img file="a.tif"/><br/>\n二',
      ['一', '〔画像: a.tif〕', '二'],
    ],
    ['a picture of a character stays in the line', '一<img file="a.tif" inline="yes"/>二', ['一〔画像: a.tif〕二']],
    [
      'numbered pictures stand by their number',
      '一<tables num="1">\n<img file="a.tif"/>\n</tables>\n<maths num="2"><img file="b.tif"/></maths><chemistry num="10"/>',
      ['一', '【表１】', '【数２】', '【化１０】'],
    ],
    ['words in a table are not lost', '<tables num="1">甲<br/>乙</tables>', ['【表１】', '甲', '乙']],
    ['masked values stay masked', '（省略）●●●●', ['（省略）●●●●']],
    ['a substituted character keeps its marks', '▲高▼木', ['▲高▼木']],
  ])('%s', (_, inside, lines) => {
    expect(prose(inside)).toEqual(lines)
  })

  it('of a million lines is read', () => {
    expect(prose('一\n'.repeat(1_000_000))).toHaveLength(1_000_000)
  })
})

describe('fields', () => {
  const field = (inside: string) =>
    read(sjis(`<jp:pat-rspns xmlns:jp="x"><jp:response-a53>${inside}</jp:response-a53></jp:pat-rspns>`))

  it.each([
    [
      'a date of another writing as sent',
      '<jp:submission-date><jp:date>令和６年２月</jp:date></jp:submission-date>',
      '【提出日】　令和６年２月',
    ],
    [
      'a number of another kind as sent',
      '<jp:application-reference appl-type="registration"><jp:doc-number>1234567890</jp:doc-number></jp:application-reference>',
      '【出願番号】　1234567890',
    ],
    ['a document code we do not know as sent', '<jp:document-code>A19999</jp:document-code>', '【書類名】　A19999'],
    ['a way we do not know as sent', '<jp:way-of-amendment>9</jp:way-of-amendment>', '　【補正方法】　9'],
    [
      'a way named like a property of every object',
      '<jp:way-of-amendment>toString</jp:way-of-amendment>',
      '　【補正方法】　toString',
    ],
    ['an element named like one', '<toString>一</toString>', '一'],
    [
      'an empty field not at all',
      '<jp:file-reference-id> </jp:file-reference-id><jp:opinion-contents-article><p/></jp:opinion-contents-article>',
      '',
    ],
    [
      'an agent of another kind by it',
      '<jp:agents><jp:agent jp:kind-of-agent="sub-representative"><jp:name>代理　二郎</jp:name><jp:lawyer/></jp:agent></jp:agents>',
      '【復代理人】\n　【氏名又は名称】　代理　二郎\n　【弁護士】',
    ],
  ])('%s', (_, inside, text) => {
    expect(field(inside)).toBe(text)
  })
})
