const width = 528
const height = 376
const bytesOfLine = width / 8

/** A drawing as examiners and applicants send them: a bilevel TIFF, here without compression. Three boxes in a row, joined. */
export function drawingTiff(): Buffer {
  const pixels = Buffer.alloc(bytesOfLine * height)
  for (const left of [40, 208, 376]) frame(pixels, left, 128, 112, 120)
  for (const left of [152, 320]) fill(pixels, left, 187, 56, 2)
  fill(pixels, 263, 248, 2, 64)
  fill(pixels, 96, 310, 169, 2)
  fill(pixels, 95, 248, 2, 64)
  return tiff(pixels)
}

function frame(pixels: Buffer, left: number, top: number, wide: number, high: number): void {
  for (const y of [top, top + high - 3]) fill(pixels, left, y, wide, 3)
  for (const x of [left, left + wide - 3]) fill(pixels, x, top, 3, high)
}

function fill(pixels: Buffer, left: number, top: number, wide: number, high: number): void {
  for (let y = top; y < top + high; y += 1)
    for (let x = left; x < left + wide; x += 1) {
      const at = y * bytesOfLine + (x >> 3)
      pixels[at] = (pixels[at] ?? 0) | (0x80 >> (x & 7))
    }
}

function tiff(pixels: Buffer): Buffer {
  const pixelOffset = 8
  const directoryOffset = pixelOffset + pixels.length
  const short = 3
  const long = 4
  const entries: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, short, width], // ImageWidth
    [257, short, height], // ImageLength
    [258, short, 1], // BitsPerSample
    [259, short, 1], // Compression: none
    [262, short, 0], // PhotometricInterpretation: white is zero
    [273, long, pixelOffset], // StripOffsets
    [277, short, 1], // SamplesPerPixel
    [278, short, height], // RowsPerStrip
    [279, long, pixels.length], // StripByteCounts
  ]
  const directory = Buffer.alloc(2 + entries.length * 12 + 4)
  directory.writeUInt16LE(entries.length, 0)
  entries.forEach(([tag, type, value], i) => {
    const at = 2 + i * 12
    directory.writeUInt16LE(tag, at)
    directory.writeUInt16LE(type, at + 2)
    directory.writeUInt32LE(1, at + 4)
    directory.writeUInt32LE(value, at + 8)
  })
  const header = Buffer.alloc(8)
  header.write('II*\0', 'latin1')
  header.writeUInt32LE(directoryOffset, 4)
  return Buffer.concat([header, pixels, directory])
}
