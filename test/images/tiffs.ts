import sharp, { type TiffOptions } from 'sharp'

export const tags = { width: 256, height: 257, resolutionUnit: 296 }

/** A drawing of 400 × 200 dots, black on white. */
export function pageAsTiff({ compression }: Pick<TiffOptions, 'compression'>): Promise<Buffer> {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="400" height="200" fill="#fff"/>' +
    '<circle cx="100" cy="100" r="60" fill="none" stroke="#000" stroke-width="3"/><path d="M180 20 L380 180" stroke="#000"/></svg>'
  return sharp(Buffer.from(svg))
    .flatten()
    .threshold(128)
    .toColourspace('b-w')
    .tiff({ compression: compression ?? 'none', bitdepth: 1, predictor: 'none' })
    .toBuffer()
}

export function blankPage(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1 })
    .toBuffer()
}

/** A TIFF with other values in its first directory. */
export function patchedTiff(tiff: Buffer, values: Readonly<Record<number, number>>): Buffer {
  const copy = Buffer.from(tiff)
  for (const entry of entriesOf(copy)) {
    const value = values[copy.readUInt16LE(entry)]
    if (value === undefined) continue
    copy.writeUInt16LE(4, entry + 2) // LONG
    copy.writeUInt32LE(value, entry + 8)
  }
  return copy
}

/** A TIFF with one of its tags under another number. */
export function retaggedTiff(tiff: Buffer, from: number, to: number): Buffer {
  const copy = Buffer.from(tiff)
  const entry = entriesOf(copy).find((at) => copy.readUInt16LE(at) === from)
  if (entry === undefined) throw new Error(`The TIFF has no tag ${from}`)
  copy.writeUInt16LE(to, entry)
  return copy
}

/** Where the entries of the first directory are. */
function entriesOf(tiff: Buffer): number[] {
  const directory = tiff.readUInt32LE(4)
  return Array.from({ length: tiff.readUInt16LE(directory) }, (_, index) => directory + 2 + index * 12)
}
