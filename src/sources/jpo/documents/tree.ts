/** An element as the office sent it, mixed content in order. Names are compared by `localName` only (xml.md §2). */
export interface XmlElement {
  /** With prefix and tag generation: `jp:notice-of-rejection-a131-rn`. */
  readonly name: string
  /** Without either: `notice-of-rejection-a131`, the same for Ver1.0 and Ver1.1 (`-rn`) of the tags. */
  readonly localName: string
  /** By full name: `num`, `jp:kind-of-law`. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly (XmlElement | string)[]
}

export function localNameOf(name: string): string {
  return withoutPrefix(name).replace(/-rn$/, '')
}

export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string')
}

/** The elements below in document order, the element itself not among them. */
export function* descendants(element: XmlElement): Generator<XmlElement, void, undefined> {
  for (const child of elementsOf(element)) {
    yield child
    yield* descendants(child)
  }
}

/** The first element of this local name anywhere below. */
export function find(element: XmlElement, localName: string): XmlElement | undefined {
  for (const inner of descendants(element)) if (inner.localName === localName) return inner
  return undefined
}

/** Child by child along the path: `descend(variant, 'drafting-date', 'date')`. */
export function descend(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (parent, localName) => parent && elementsOf(parent).find((child) => child.localName === localName),
    element,
  )
}

/** All character data below, as sent; how a person reads it is prose.ts's matter. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}

export function attribute(element: XmlElement, localName: string): string | undefined {
  for (const [name, value] of element.attributes) if (withoutPrefix(name) === localName) return value
  return undefined
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
