import { after, demoted, emptyLine, headingOf, type Line, lineOf, textOfLine, withoutPadding } from './lines.ts'
import { isProse, linesOf, plain, wideBlank } from './prose.ts'
import { attribute, descend, elementsOf, find, textOf, type XmlElement } from './tree.ts'

/** How an element becomes lines; `read` does it for an element inside. */
export type Reading = (element: XmlElement, read: (inner: XmlElement) => Line[]) => Line[]

/** By local name, or by the last names of the path where the place decides: `list-group/document-name`. */
export type Wording = ReadonlyMap<string, Reading>

type Label = string | ((element: XmlElement) => string)
type Value = (element: XmlElement) => string

/** Running text as it stands; of a container every element in order. What no table knows is read so. */
export const asItStands: Reading = (element, read) =>
  isProse(element) ? linesOf(element) : elementsOf(element).flatMap(read)

/** Label and value on one line; nothing where the value is empty. Without a `value` the field as it stands. */
export function item(label: Label, value?: Value): Reading {
  return (element) => {
    const lines = value ? value(element).split('\n').map(lineOf) : withoutPadding(linesOf(element))
    const [first, ...rest] = lines
    return !first || (lines.length === 1 && textOfLine(first) === '')
      ? []
      : [after(labelOf(label, element), first), ...rest]
  }
}

/** A label that stands for an empty element: `<jp:attorney/>`. */
export function mark(label: Label): Reading {
  return (element) => [lineOf(labelOf(label, element))]
}

/** The label on a line, what it heads below it; nothing where that is empty. */
export function section(label: Label, inner: Reading = asItStands): Reading {
  return (element, read) => {
    const lines = inner(element, read)
    return lines.length === 0 ? [] : [headingOf(labelOf(label, element)), ...lines.map(demoted)]
  }
}

/** Fields under a label, set in by one blank. */
export function group(label: Label): Reading {
  return (element, read) => {
    const lines = asItStands(element, read)
    return lines.length === 0 ? [] : [lineOf(labelOf(label, element)), ...lines.map((line) => after(wideBlank, line))]
  }
}

/** What the paper is called. */
export const title: Reading = (element) => linesOf(element).map((line) => ({ ...line, heading: 0 }))

/** A part of the paper, a blank line after it. */
export function part(reading: Reading = asItStands): Reading {
  return (element, read) => {
    const lines = reading(element, read)
    return lines.length === 0 ? [] : [...lines, emptyLine]
  }
}

/** Some of the children beside each other. */
export function columns(...localNames: readonly string[]): Value {
  return (element) => {
    const values = localNames
      .map((localName) => descend(element, localName))
      .map((child) => (child ? plain(child) : ''))
    return values.filter((value) => value !== '').join(wideBlank)
  }
}

/** `20240220` → `2024年2月20日`; any other writing (era years in copies) as sent. */
export function date(element: XmlElement): string {
  return plain(element).replace(/^(\d{4})(\d{2})(\d{2})$/, (_, year: string, month: string, day: string) => {
    return `${year}年${Number(month)}月${Number(day)}日`
  })
}

/** `特願2020-123456` for an application of today's ten digits; any other number as sent. */
export function caseNumber(element: XmlElement): string {
  const number = textOf(find(element, 'doc-number') ?? element).trim()
  const [, year, serial] = /^(\d{4})(\d{6})$/.exec(number) ?? []
  const prefix = attribute(element, 'kind-of-law') === 'utility' ? '実願' : '特願'
  const isApplication = (attribute(element, 'appl-type') ?? 'application') === 'application'
  return isApplication && year && serial ? `${prefix}${year}-${serial}` : number
}

/** A value by its code; a code we do not know as sent. */
export function coded(meanings: Readonly<Record<string, string>>): Value {
  return (element) => {
    const code = plain(element)
    return Object.hasOwn(meanings, code) ? (meanings[code] ?? code) : code
  }
}

function labelOf(label: Label, element: XmlElement): string {
  return typeof label === 'string' ? label : label(element)
}
