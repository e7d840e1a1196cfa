import { type Line, textOfLine } from './lines.ts'
import { filings } from './filings.ts'
import { notices } from './notices.ts'
import { paragraphs } from './paragraphs.ts'
import type { XmlElement } from './tree.ts'
import { asItStands, type Wording } from './wording.ts'

/** By the name of the root (xml.md §2). */
const families: ReadonlyMap<string, Wording> = new Map([
  ['notice-pat-exam', notices],
  ['pat-rspns', filings],
  ['pat-amnd', filings],
  ['pat-etc', filings],
  ['pat-app-doc', filings],
  ['attaching-document', filings],
])
/** A family we have not met: every text in order, without labels. */
const unknownFamily: Wording = new Map(paragraphs)
/** The longest path a wording names: `amendment-a523/applicants/applicant`. */
const longestPath = 3

/** What a person would read, in the order of the paper. */
export function readText(root: XmlElement): string {
  return readLines(root).map(textOfLine).join('\n').trimEnd()
}

/** The same with what only HTML can show: underlines, headings, pictures. A part of a document may be read alone. */
export function readLines(root: XmlElement): Line[] {
  // The filing software keeps copies of notices in a wrapper, `cpy-notice-pat-exam` (xml.md §2).
  const wording = families.get(root.localName.replace(/^cpy-/, '')) ?? unknownFamily
  return read(root, [], wording)
}

function read(element: XmlElement, above: readonly string[], wording: Wording): Line[] {
  const path = [...above, element.localName].slice(-longestPath)
  const places = path.map((_, start) => path.slice(start).join('/'))
  const reading = places.map((place) => wording.get(place)).find((found) => found !== undefined) ?? asItStands
  return reading(element, (inner) => read(inner, path, wording))
}
