// docs/decisions/0007: a page of A4 at 400 dpi, bilevel G4, to PNG. In this folder: npm install && node pictures.mjs
import { PNG } from 'pngjs'
import sharp from 'sharp'
import UTIF from 'utif2'

const [width, height] = [3307, 4677]
const lines = Array.from(
  { length: 48 },
  (_, i) =>
    `<text x="200" y="${200 + i * 90}" font-size="64">${'Words of a page in small letters 0123456789 '.repeat(2)}</text>`,
)
const page = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${lines.join('')}<circle cx="1600" cy="2300" r="900" fill="none" stroke="#000" stroke-width="6"/></svg>`
const tiff = await sharp(Buffer.from(page))
  .flatten()
  .threshold(128)
  .toColourspace('b-w')
  .tiff({ compression: 'ccittfax4', bitdepth: 1 })
  .toBuffer()

const ways = {
  'sharp, three channels': () => sharp(tiff).png().toBuffer(),
  'sharp, one channel': () => sharp(tiff).toColourspace('b-w').png().toBuffer(),
  'utif2 and pngjs': () => {
    const [directory] = UTIF.decode(tiff)
    UTIF.decodeImage(tiff, directory)
    const png = new PNG({ width, height })
    png.data = Buffer.from(UTIF.toRGBA8(directory).buffer)
    return PNG.sync.write(png, { colorType: 0 })
  },
}

console.log(`TIFF of ${tiff.length} bytes`)
const pixels = []
for (const [name, convert] of Object.entries(ways)) {
  const times = []
  let png
  const before = process.resourceUsage().maxRSS
  for (let run = 0; run < 5; run += 1) {
    const start = performance.now()
    png = await convert()
    times.push(performance.now() - start)
  }
  const median = times.toSorted((a, b) => a - b)[2]
  const grown = (process.resourceUsage().maxRSS - before) / 1024
  console.log(`${name}: ${Math.round(median)} ms, ${png.length} bytes, memory grew by ${Math.round(grown)} MB`)
  pixels.push(await sharp(png).toColourspace('b-w').raw().toBuffer())
}
console.log(`same pixels: ${pixels.every((it) => it.equals(pixels[0]))}`)
