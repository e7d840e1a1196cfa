import { attribute, descendants, type XmlElement } from './tree.ts'

/** What the XML says of a picture: an `img` (xml.md §3). */
export interface Picture {
  /** The look-up key among the pictures of its folder. */
  readonly fileName: string
  /** As it is to be printed; null where the office does not say. */
  readonly widthMm: number | null
  readonly heightMm: number | null
  /** A character that the writer's set lacks stands in its line. */
  readonly isInline: boolean
}

export function pictureOf(image: XmlElement): Picture {
  return {
    fileName: (attribute(image, 'file') ?? '').trim(),
    widthMm: millimetres(attribute(image, 'wi')),
    heightMm: millimetres(attribute(image, 'he')),
    isInline: attribute(image, 'inline') === 'yes',
  }
}

/** Every `img` of a document. */
export function picturesIn(root: XmlElement): Picture[] {
  return [...descendants(root)].filter(({ localName }) => localName === 'img').map(pictureOf)
}

/** `128.3`; a paper is smaller than ten metres. */
function millimetres(written: string | undefined): number | null {
  const value = /^\s*\d{1,4}(?:\.\d{1,9})?\s*$/.test(written ?? '') ? Number(written) : 0
  return value > 0 ? value : null
}
