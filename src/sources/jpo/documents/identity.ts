import { codeOfName, withoutLawDigit } from './document-names.ts'
import { descend, elementsOf, find, textOf, type XmlElement } from './tree.ts'

/** What is known of a document before anyone reads it. */
export interface Identity {
  readonly number: string | null
  readonly code: string | null
  readonly name: string | null
}

/** From `A53_52400900476/JPOXMLDOC01-jpbibl.xml` (filings) or `06124084096-jpntce.xml` (notices), xml.md §1.2. */
export function identifyByPath(path: string): Identity {
  const [, code = null, inFolder] = /(?:^|\/)([A-Z]\d+)_(\d{11})\//i.exec(path) ?? []
  const [, inName] = /(?:^|\/)(\d{11})-[^/]*$/.exec(path) ?? []
  return { number: inFolder ?? inName ?? null, code: code?.toUpperCase() ?? null, name: null }
}

/** The variant element speaks first, xml.md §2: its name holds the code as app_progress has it, in every family. */
export function identify(path: string, root: XmlElement): Identity {
  const byPath = identifyByPath(path)
  const variant = variantOf(root)
  const own = (localName: string) => trimmed(variant ? descend(variant, localName) : find(root, localName))
  const name = own('document-name')
  const sent = own('document-code')
  const code =
    (variant && codeInName(variant)) ?? byPath.code ?? (sent && withoutLawDigit(sent)) ?? (name && codeOfName(name))
  return { number: byPath.number, code, name }
}

/** The element that holds the document: `response-a53` below its root, one deeper in the filing software's `cpy-` wrapper. */
export function variantOf(root: XmlElement): XmlElement | undefined {
  // Shallowest first: an amendment may hold whole documents of other kinds.
  let level = [root]
  for (let depth = 0; depth <= 2; depth += 1) {
    const variant = level.find((element) => codeInName(element))
    if (variant) return variant
    level = level.flatMap(elementsOf)
  }
  return undefined
}

function codeInName(element: XmlElement): string | null {
  const [, digits] = /-a(\d+)$/.exec(element.localName) ?? []
  return digits === undefined ? null : `A${digits}`
}

function trimmed(element: XmlElement | undefined): string | null {
  return (element && textOf(element).trim()) || null
}
