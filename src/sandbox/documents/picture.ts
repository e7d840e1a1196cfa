/** A bilevel TIFF of 16 × 16 dots without compression: a square. Enough for a reader that sniffs and measures. */
export function smallTiff(): Buffer {
  const pixels = Buffer.alloc(32)
  for (let line = 4; line < 12; line += 1) pixels.writeUInt16BE(0x0ff0, line * 2)
  const pixelOffset = 8
  const directoryOffset = pixelOffset + pixels.length
  const short = 3
  const long = 4
  const entries: readonly (readonly [tag: number, type: number, value: number])[] = [
    [256, short, 16], // ImageWidth
    [257, short, 16], // ImageLength
    [258, short, 1], // BitsPerSample
    [259, short, 1], // Compression: none
    [262, short, 0], // PhotometricInterpretation: white is zero
    [273, long, pixelOffset], // StripOffsets
    [277, short, 1], // SamplesPerPixel
    [278, short, 16], // RowsPerStrip
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
  const header = Buffer.from([0x49, 0x49, 0x2a, 0x00, directoryOffset, 0, 0, 0])
  return Buffer.concat([header, pixels, directory])
}
