import { describe, expect, it } from 'vitest'
import { UpstreamContract } from '../../../../src/errors.ts'
import { attribute, descend, descendants, find, textOf } from '../../../../src/sources/jpo/documents/tree.ts'
import { readXml } from '../../../../src/sources/jpo/documents/xml.ts'
import { officeBytes, sjis } from './office-zip.ts'

const where = 'APP_DOC_CONT_REFUSAL_REASON/06123999001-jpntce.xml'
const root = (xml: string) => readXml(sjis(xml), where).root

describe('decoding', () => {
  const declared = '<?xml version="1.0" encoding="Shift_JIS"?>'

  it('reads Windows-31J under the name Shift_JIS, and keeps the declaration and the line ends', () => {
    const xml = `${declared}\r\n<a>㈱髙①－～</a>`
    expect(readXml(sjis(xml.replaceAll('\r\n', '\n')), where).xml).toBe(xml)
  })

  it('honours a declared UTF-8, and a BOM without a declaration, which it strips', () => {
    const utf8 = `<?xml version='1.0' encoding='utf-8'?><a>架空</a>`
    expect(readXml(Buffer.from(utf8), where).xml).toBe(utf8)
    expect(readXml(Buffer.from('\ufeff<a>架空</a>'), where).xml).toBe('<a>架空</a>')
  })

  it('does not fail for one bad byte', () => {
    const bytes = Buffer.concat([Buffer.from(`${declared}<a>x`), Buffer.from([0xff]), Buffer.from('y</a>')])
    expect(textOf(readXml(bytes, where).root)).toBe('x\ufffdy')
  })
})

describe('the tree', () => {
  it('keeps mixed content in order, blanks, references, digits and attributes', () => {
    expect(
      root(
        '<jp:a-rn jp:num="007" n="&#160;1">　x<br/>\n<u>084096</u>&#160;&amp;<![CDATA[<i>]]><!-- no --><?no no?></jp:a-rn>',
      ),
    ).toEqual({
      name: 'jp:a-rn',
      localName: 'a',
      attributes: new Map([
        ['jp:num', '007'],
        ['n', '\u00a01'],
      ]),
      children: [
        '　x',
        { name: 'br', localName: 'br', attributes: new Map(), children: [] },
        '\n',
        { name: 'u', localName: 'u', attributes: new Map(), children: ['084096'] },
        '\u00a0&',
        '<i>',
      ],
    })
  })

  it('answers by local name, whatever the prefix and the generation', () => {
    const { root: notice } = readXml(officeBytes('a131-rn-first-notice.xml'), where)
    const old = readXml(officeBytes('a131-first-generation.xml'), where).root
    const date = ['notice-of-rejection-a131', 'bibliog-in-ntc-pat-exam', 'drafting-date', 'date']
    expect([notice, old].map((element) => textOf(descend(element, ...date) ?? element))).toEqual([
      '20230411',
      '20100107',
    ])
    expect(attribute(find(notice, 'addressed-to-person-group') ?? notice, 'kind-of-agent')).toBe('representative')
    expect([...descendants(notice)].filter(({ localName }) => localName === 'article').map(textOf)).toEqual([
      '第２９条第１項第３号（新規性）',
      '第２９条第２項（進歩性）',
      '第３６条第６項第１号（サポート要件）',
      '第３６条第６項第２号（明確性）',
    ])
    expect(descend(notice, 'drafting-date')).toBeUndefined()
    expect(find(notice, 'claim')).toBeUndefined()
    expect(attribute(notice, 'num')).toBeUndefined()
  })

  it('does not resolve the DOCTYPE', () => {
    expect(
      root('<!DOCTYPE a PUBLIC "-//JPO//DTD PATENT RESPONCE DOCUMENT 1.0//EN" "pat-rspn.dtd" []><a>x</a>').children,
    ).toEqual(['x'])
  })

  it('takes 100 levels and not 101', () => {
    const levels = (depth: number) => '<a>'.repeat(depth) + 'x' + '</a>'.repeat(depth)
    expect(textOf(root(levels(100)))).toBe('x')
    expect(() => root(levels(101))).toThrow(UpstreamContract)
  })

  it('keeps attributes named like properties of every object apart', () => {
    expect(attribute(root('<a __proto__="x"/>'), '__proto__')).toBe('x')
    expect(attribute(root('<a/>'), 'constructor')).toBeUndefined()
  })
})

describe('is refused, by name', () => {
  it.each([
    ['an entity', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'it declares an entity, which the office never does'],
    [
      'an entity in small letters',
      '<!DOCTYPE a [<!entity b SYSTEM "file:///x">]><a/>',
      'it declares an entity, which the office never does',
    ],
    ['crossed tags', '<a><b></a></b>', 'it is not well-formed XML (line 1'],
    ['a tag full of names', `<a ${'b '.repeat(60_000)}/>`, 'it has a tag of more than 100000 characters'],
    ['a tag that never ends', `<a>text<b ${'c '.repeat(60_000)}`, 'it has a tag of more than 100000 characters'],
    ['an end too early', '<a><b>text', 'it is not well-formed XML (line 1'],
    ['nothing', '', 'it is not well-formed XML (line 1'],
    ['no XML', 'PK', 'it is not well-formed XML (line 1'],
    ['two roots', '<a/><b/>', 'it has 2 root elements instead of one'],
    ['a reserved name', '<a><__proto__>x</__proto__></a>', 'it is not XML we take ('],
  ])('%s', (_, xml, reason) => {
    expect(() => root(xml)).toThrow(`The office's answer cannot be read at ${where}: ${reason}`)
    expect(() => root(xml)).toThrow(UpstreamContract)
  })

  it('a thousand tags left open, in one short sentence', () => {
    let message = ''
    try {
      root('<a><b>'.repeat(1000))
    } catch (error) {
      message = String(error)
    }
    expect(message).toMatch(/it is not well-formed XML/)
    expect(message.length).toBeLessThan(400)
  })

  it.each([
    ['tags', (count: number) => `<a>${'<b/>'.repeat(count - 2)}</a>`],
    ['attributes', (count: number) => `<a><b c=""/>${'='.repeat(count - 1)}</a>`],
  ])('more than 200,000 %s, before they are parsed', (name, xml) => {
    expect(() => root(xml(200_000))).not.toThrow()
    expect(() => root(xml(200_001))).toThrow(`it has more than 200000 ${name}`)
  })

  it('more than 8 MB, before anything is decoded', () => {
    expect(() => readXml(new Uint8Array(8 * 1024 * 1024 + 1), where)).toThrow('it has more than 8388608 bytes')
  })
})
