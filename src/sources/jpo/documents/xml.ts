import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { UpstreamContract } from '../../../errors.ts'
import { localNameOf, type XmlElement } from './tree.ts'

/** Far above any document (the recorded have 12 KB): parsing this much blocks the process for seconds. */
const maxBytes = 8 * 1024 * 1024
/** The office's deepest is about 10; what walks the tree is recursive. */
const maxDepth = 100
/** Tags, and as many attributes: twenty times those of a description of two hundred pages. Each costs ten times its bytes. */
const maxMarks = 200_000
/**
 * Characters. The parser gathers what is in a tag in one list; where one piece of memory is much larger than what a thread has
 * left, V8 ends the whole process, not the thread.
 */
const maxTag = 100_000

const attributePrefix = '@_'
/** What each default would destroy: xml.md §6.2. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: attributePrefix,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  htmlEntities: true,
  maxNestedTags: maxDepth - 1, // it does not count the root
})

/** The document as text and as a tree; the DOCTYPE, normal here, is not resolved. `where` names the file in a failure. */
export function readXml(bytes: Uint8Array, where: string): { xml: string; root: XmlElement } {
  if (bytes.length > maxBytes) throw new UpstreamContract(where, `it has more than ${maxBytes} bytes`)
  const xml = decode(bytes)
  if (/<!ENTITY/i.test(xml)) throw new UpstreamContract(where, 'it declares an entity, which the office never does')
  for (const [mark, name] of [['<', 'tags'] as const, ['=', 'attributes'] as const])
    if (hasMore(xml, mark, maxMarks)) throw new UpstreamContract(where, `it has more than ${maxMarks} ${name}`)
  if (hasTagOver(xml, maxTag)) throw new UpstreamContract(where, `it has a tag of more than ${maxTag} characters`)
  return { xml, root: rootOf(parse(xml, where), where) }
}

function hasMore(text: string, mark: string, limit: number): boolean {
  let at = -1
  for (let count = 0; count <= limit; count += 1) {
    at = text.indexOf(mark, at + 1)
    if (at < 0) return false
  }
  return true
}

function hasTagOver(text: string, limit: number): boolean {
  let end = -1
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    if (end >= at) continue
    const found = text.indexOf('>', at)
    end = found < 0 ? text.length : found
    if (end - at > limit) return true
  }
  return false
}

/**
 * UTF-8 where a BOM or the declaration says so, else what the office sends: `Shift_JIS`, in truth Windows-31J, which is
 * what this decoder reads. Not fatal: one odd character must not hide a document (it becomes U+FFFD).
 */
function decode(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const isUtf8 = /^(?:\xef\xbb\xbf|<\?xml[^>]*\sencoding\s*=\s*["']utf-?8["'])/i.test(head)
  return new TextDecoder(isUtf8 ? 'utf-8' : 'shift_jis').decode(bytes)
}

function parse(xml: string, where: string): unknown {
  // The parser alone takes truncated and mis-nested input without a word (xml.md §6.2).
  // Its successor, fast-xml-validator, is not among our dependencies; this is the one that comes with the parser.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const verdict = XMLValidator.validate(xml)
  if (verdict !== true) {
    // The validator lists every tag left open.
    const { line, msg } = verdict.err
    throw new UpstreamContract(where, `it is not well-formed XML (line ${line}: ${msg.slice(0, 200)})`)
  }
  try {
    return parser.parse(xml) as unknown
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new UpstreamContract(where, `it is not XML we take (${reason})`, { cause })
  }
}

function rootOf(parsed: unknown, where: string): XmlElement {
  const roots = nodesOf(parsed).filter((node) => typeof node !== 'string')
  const [root] = roots
  if (!root || roots.length > 1)
    throw new UpstreamContract(where, `it has ${roots.length} root elements instead of one`)
  return root
}

/** The parser's `[{ name: children, ':@': attributes }, { '#text': string }]`; processing instructions are left out. */
function nodesOf(parsed: unknown): (XmlElement | string)[] {
  if (!Array.isArray(parsed)) return []
  return parsed.flatMap((node: unknown) => {
    const { ':@': attributes, ...content } = fieldsOf(node)
    return Object.entries(content).flatMap(([name, value]) => {
      if (name === '#text') return typeof value === 'string' ? value : []
      if (name.startsWith('?')) return []
      return { name, localName: localNameOf(name), attributes: attributesOf(attributes), children: nodesOf(value) }
    })
  })
}

function attributesOf(value: unknown): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>()
  for (const [name, content] of Object.entries(fieldsOf(value))) {
    if (typeof content === 'string') attributes.set(name.slice(attributePrefix.length), content)
  }
  return attributes
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
