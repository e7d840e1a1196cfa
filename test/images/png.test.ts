import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { pngOf } from '../../src/images/png.ts'
import { blankPage, pageAsTiff, patchedTiff, retaggedTiff, tags } from './tiffs.ts'

const pixelsOf = (bytes: Uint8Array) => sharp(bytes).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })

describe('a TIFF becomes a PNG of the same pixels', () => {
  it.each(['ccittfax4', 'lzw', 'deflate', 'packbits', 'none'] as const)('bilevel, %s', async (compression) => {
    const tiff = await pageAsTiff({ compression })
    const png = await pngOf(tiff)
    expect(png?.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
    const [before, after] = await Promise.all([pixelsOf(tiff), pixelsOf(png ?? tiff)])
    expect([after.info.width, after.info.height]).toEqual([400, 200])
    expect(after.data.equals(before.data)).toBe(true)
    expect(new Set(after.data)).toEqual(new Set([0, 255]))
    expect((await sharp(png ?? tiff).metadata()).channels).toBe(1)
  })

  it('with a tag that nobody knows', async () => {
    const tiff = await pageAsTiff({ compression: 'ccittfax4' })
    const png = await pngOf(retaggedTiff(tiff, tags.resolutionUnit, 65_000))
    expect((await pixelsOf(png ?? Buffer.alloc(0))).data.equals((await pixelsOf(tiff)).data)).toBe(true)
  })

  it('in colour', async () => {
    const red = sharp({ create: { width: 2, height: 1, channels: 3, background: '#f00' } })
    const png = await pngOf(await red.tiff({ compression: 'lzw' }).toBuffer())
    expect([
      ...(await sharp(png ?? undefined)
        .raw()
        .toBuffer()),
    ]).toEqual([255, 0, 0, 255, 0, 0])
  })
})

describe('there is none of', () => {
  it('a TIFF that claims 100,000 × 100,000 dots', async () => {
    const page = await pageAsTiff({ compression: 'ccittfax4' })
    expect(await pngOf(patchedTiff(page, { [tags.width]: 100_000, [tags.height]: 100_000 }))).toBeNull()
  })

  it('a page of more than 50 million dots, however few its bytes', async () => {
    const [most, more] = await Promise.all([blankPage(10_000, 5_000), blankPage(10_000, 5_001)])
    expect(more.length).toBeLessThan(10_000)
    expect(await pngOf(most)).not.toBeNull()
    expect(await pngOf(more)).toBeNull()
  })

  it.each([10, 100, 500])('one cut off after %i bytes', async (length) => {
    expect(await pngOf((await pageAsTiff({ compression: 'ccittfax4' })).subarray(0, length))).toBeNull()
  })

  it.each(['', 'II*\0', 'II*\0nonsense nonsense nonsense', 'MM\0*\0\0\0\x08\xff\xff'])('the bytes %j', async (text) => {
    expect(await pngOf(Buffer.from(text, 'latin1'))).toBeNull()
  })
})
