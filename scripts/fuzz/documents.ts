import { anyBytes, inserted, type Mutation } from './bytes.ts'
import { pick, type Random } from './random.ts'

/** What can happen to a document's XML besides. */
export const documentMutations: Readonly<Record<string, Mutation>> = {
  ...anyBytes,
  'an entity'(xml, random) {
    const entity = pick(random, [
      '<!ENTITY a "b">',
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
      '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:1/">%a;]>',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
      '<!DOCTYPE x SYSTEM "../../x.dtd">',
    ])
    return random(2) === 0 ? inserted(xml, random, entity) : Buffer.concat([Buffer.from(entity), xml])
  },
  'a reference': (xml, random) =>
    inserted(
      xml,
      random,
      pick(random, ['&#0;', '&#xD800;', '&#x110000;', '&#99999999999;', '&x;', '&amp', '&#160;', '&lt;script&gt;']),
    ),
  'deep nesting'(xml, random) {
    const name = pick(random, ['a', 'u', 'p', 'applicant', 'amendment-group', 'contents-of-amendment', 'jp:claim'])
    const depth = pick(random, [10, 90, 99, 100, 101, 1000, 20_000])
    return between(xml, random, `<${name}>`.repeat(depth) + `</${name}>`.repeat(random(4) === 0 ? depth - 1 : depth))
  },
  'many elements'(xml, random) {
    const element = pick(random, ['<br/>', '<u/>', '<img/>', '<p>a</p>', '<?a b?>', '<!---->', '<![CDATA[a]]>'])
    return between(xml, random, element.repeat(pick(random, [10, 1000, 20_000])))
  },
  'many attributes': (xml, random) =>
    between(
      xml,
      random,
      `<p ${Array.from({ length: pick(random, [10, 1000]) }, (_, i) => `a${i}="${i}"`).join(' ')}/>`,
    ),
  'an element of a name that objects have': (xml, random) =>
    between(
      xml,
      random,
      pick(random, ['<__proto__/>', '<constructor>1</constructor>', '<p __proto__="1" toString=""/>']),
    ),
  HTML: (xml, random) =>
    between(
      xml,
      random,
      pick(random, [
        '<script>alert(1)</script>',
        '<img file="x&quot; onerror=&quot;alert(1)" wi="1e9" he="NaN"/>',
        '<![CDATA[</p><svg/onload=alert(1)>]]>',
        '<u onclick="alert(1)" style="background:url(//x)">a</u>',
        '<img src="http://127.0.0.1/x.png" file="javascript:alert(1)"/>',
      ]),
    ),
  'a bomb'(xml, random) {
    const size = pick(random, [100_000, 2_000_000, 7_000_000, 12_000_000])
    const filling = Buffer.alloc(size, pick(random, [' ', 'a', '<', '<a/>']))
    return Buffer.concat([xml, filling])
  },
  'an unclosed section': (xml, random) =>
    inserted(xml, random, pick(random, ['<![CDATA[', '<!--', '<?', '<', '</', '<!DOCTYPE', ']]>', '"', '='])),
  'another encoding'(xml, random) {
    const text = xml
      .toString('latin1')
      .replace(/encoding="[^"]*"/, `encoding="${pick(random, ['UTF-8', 'utf-16', 'x', ''])}"`)
    const bytes = Buffer.from(text, 'latin1')
    const mark = pick(random, [[], [0xef, 0xbb, 0xbf], [0xfe, 0xff], [0xff, 0xfe]])
    return Buffer.concat([Buffer.from(mark), random(2) === 0 ? bytes : Buffer.from(text, 'utf16le')])
  },
  'a tag renamed'(xml, random) {
    const tags = [...xml.toString('latin1').matchAll(/<(\/?)([\w:-]+)/g)]
    const tag = tags[random(Math.max(1, tags.length))]
    const other = tags[random(Math.max(1, tags.length))]
    if (!tag || !other) return xml
    const at = tag.index + 1 + (tag[1]?.length ?? 0)
    const rest = xml.subarray(at + (tag[2]?.length ?? 0))
    return Buffer.concat([xml.subarray(0, at), Buffer.from(other[2] ?? '', 'latin1'), rest])
  },
}

/** Between two elements, where it is well-formed. */
function between(xml: Buffer, random: Random, text: string): Buffer {
  const places = [...xml.toString('latin1').matchAll(/><|>(?=\r?\n)/g)].map(({ index }) => index + 1).slice(3, -3)
  const at = places[random(Math.max(1, places.length))] ?? 0
  return Buffer.concat([xml.subarray(0, at), Buffer.from(text, 'latin1'), xml.subarray(at)])
}
