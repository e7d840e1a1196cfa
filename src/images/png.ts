/** A sheet of A3 at 400 dpi has 31 million. */
const maxPixels = 50_000_000

/** A TIFF as PNG, off the event loop; null where it is broken, or larger than any sheet of paper. */
export async function pngOf(tiff: Uint8Array): Promise<Buffer | null> {
  try {
    // A server that nobody asks for a picture does without the library.
    const { default: sharp } = await import('sharp')
    // Scanners write tags of their own, of which the library only warns.
    const image = sharp(tiff, { limitInputPixels: maxPixels, pages: 1, failOn: 'error' })
    const { channels } = await image.metadata()
    // Bilevel pages are most of them: one channel instead of three halves their size.
    return await (channels === 1 ? image.toColourspace('b-w') : image).png().timeout({ seconds: 20 }).toBuffer()
  } catch {
    // Whatever the library says is about the bytes: it touches nothing else.
    return null
  }
}
