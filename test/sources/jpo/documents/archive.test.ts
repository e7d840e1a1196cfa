import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { UpstreamContract } from '../../../../src/errors.ts'
import { archiveLimits, readArchive } from '../../../../src/sources/jpo/documents/archive.ts'
import { field, patched, renamed, zipOf } from './office-zip.ts'

const endpoint = 'APP_DOC_CONT_OPINION_AMENDMENT'
const good = Buffer.from('<a/>')

/** What became of each file: its bytes as text, or the sentence of its failure. */
async function outcomes(zip: Uint8Array, limits = archiveLimits) {
  const files = await readArchive(zip, endpoint, limits)
  return Object.fromEntries(
    files.map((file) => [
      file.name,
      'bytes' in file ? Buffer.from(file.bytes).toString('latin1') : file.failure.message,
    ]),
  )
}

const refusal = (name: string, reason: string) =>
  `The office's answer cannot be read at ${endpoint}/${name}: ${reason}.`
const broken = (reason: string) => new UpstreamContract(endpoint, `the archive is broken: ${reason}`)

describe('an archive', () => {
  it('gives documents and pictures in its order and ignores everything else', async () => {
    const zip = await zipOf({
      'A53_52300999101/': Buffer.alloc(0),
      'A53_52300999101/b.XML': Buffer.from('b'),
      'A53_52300999101/a.tif': Buffer.from('a'),
      'c.jpeg': Buffer.from('c'),
      'program.exe': Buffer.from('x'),
      'page.HTM': Buffer.from('x'),
    })
    expect(await outcomes(zip)).toEqual({ 'A53_52300999101/b.XML': 'b', 'A53_52300999101/a.tif': 'a', 'c.jpeg': 'c' })
  })

  it('is read from any view of a buffer', async () => {
    const zip = await zipOf({ 'a.xml': good })
    const view = new Uint8Array(Buffer.concat([Buffer.from('before'), zip, Buffer.from('after')])).subarray(
      6,
      6 + zip.length,
    )
    expect(await outcomes(view)).toEqual({ 'a.xml': '<a/>' })
  })

  it('without entries has no files', async () => {
    expect(await outcomes(await zipOf({}))).toEqual({})
  })
})

describe('an entry is refused, and only it', () => {
  const names: readonly (readonly [
    why: string,
    written: string,
    name: string | Buffer,
    shown: string,
    reason: string,
  ])[] = [
    ['leaves its folder', 'aa/bad.xml', '../bad.xml', '../bad.xml', 'its name leaves its folder'],
    ['leaves it deeper', 'aa/bb/bad.xml', 'aa/../bad.xml', 'aa/../bad.xml', 'its name leaves its folder'],
    ['is absolute', 'abad.xml', '/bad.xml', '/bad.xml', 'its name is an absolute path'],
    ['has a drive', 'aabbad.xml', 'c:/bad.xml', 'c:/bad.xml', 'its name is an absolute path'],
    [
      'has a backslash',
      'aabad.xml',
      'a\\bad.xml',
      'a\\bad.xml',
      'its name has a backslash, or a byte that is not printable ASCII',
    ],
    [
      'is not ASCII',
      'aabbad.xml',
      Buffer.from([0x88, 0xc0, ...Buffer.from('bbad.xml')]),
      '\\x88\\xc0bbad.xml',
      'its name has a backslash, or a byte that is not printable ASCII',
    ],
    [
      'has a control character',
      'aabad.xml',
      'a\0bad.xml',
      'a\\x00bad.xml',
      'its name has a backslash, or a byte that is not printable ASCII',
    ],
  ]
  it.each(names)('whose name %s', async (_, written, name, shown, reason) => {
    const zip = renamed(await zipOf({ 'good.xml': good, [written]: good }), written, name)
    expect(await outcomes(zip)).toEqual({ 'good.xml': '<a/>', [shown]: refusal(shown, reason) })
  })

  it('whose name comes a second time, in whatever case', async () => {
    const zip = renamed(await zipOf({ 'a.xml': good, 'b.xml': good }), 'b.xml', 'A.XML')
    expect(await outcomes(zip)).toEqual({ 'a.xml': '<a/>', 'A.XML': refusal('A.XML', 'its name comes twice') })
  })

  it('that inflates to more than 200 times its size, past the first megabyte', async () => {
    const zip = await zipOf({
      'good.xml': good,
      'short.xml': Buffer.alloc(1024 * 1024),
      'bomb.xml': Buffer.alloc(8 * 1024 * 1024),
    })
    const read = await readArchive(zip, endpoint)
    expect(read.map((file) => [file.name, 'bytes' in file ? file.bytes.length : file.failure.message])).toEqual([
      ['good.xml', 4],
      ['short.xml', 1024 * 1024],
      ['bomb.xml', expect.stringMatching(/bomb\.xml: it inflates to more than \d+ bytes/)],
    ])
  })

  it.each([{ compress: true }, { compress: false }])('that is too large, %o', async (options) => {
    const zip = await zipOf({ 'good.xml': good, 'large.tif': randomBytes(1000) }, options)
    const limits = { ...archiveLimits, entryBytes: 999 }
    const { 'good.xml': first, 'large.tif': second } = await outcomes(zip, limits)
    expect([first, second]).toEqual(['<a/>', expect.stringContaining('more than 999 bytes')])
  })

  it.each([
    ['less than it has', 3, 'it declares 3 bytes and has more'],
    ['nothing', 0, 'it declares 0 bytes and has more'],
    ['more than it has', 5, 'it declares 5 bytes and has 4'],
    ['more than such a file can have', 0xfffffff, 'it inflates to more than 1048576 bytes'],
  ])('that declares %s', async (_, size, reason) => {
    const zip = patched(await zipOf({ 'good.xml': good, 'liar.xml': good }), 'liar.xml', field.size, () => size)
    expect(await outcomes(zip)).toEqual({ 'good.xml': '<a/>', 'liar.xml': refusal('liar.xml', reason) })
  })

  it('that declares little and is a bomb: it is inflated no further than that', async () => {
    const zip = patched(await zipOf({ 'liar.xml': Buffer.alloc(8 * 1024 * 1024) }), 'liar.xml', field.size, () => 4)
    expect(await outcomes(zip)).toEqual({ 'liar.xml': refusal('liar.xml', 'it declares 4 bytes and has more') })
  })

  it('whose checksum does not match', async () => {
    const zip = patched(await zipOf({ 'good.xml': good, 'bad.xml': good }), 'bad.xml', field.crc, (crc) => crc ^ 1)
    expect(await outcomes(zip)).toEqual({
      'good.xml': '<a/>',
      'bad.xml': refusal('bad.xml', 'its checksum does not match'),
    })
  })

  it('that is packed in another way than deflate', async () => {
    const zip = patched(await zipOf({ 'good.xml': good, 'bad.xml': good }), 'bad.xml', field.method, () => 9)
    expect(await outcomes(zip)).toEqual({
      'good.xml': '<a/>',
      'bad.xml': refusal('bad.xml', 'its compression method 9 is not deflate'),
    })
  })

  it('that is encrypted', async () => {
    const zip = patched(
      await zipOf({ 'good.xml': good, 'bad.xml': good }),
      'bad.xml',
      field.flags,
      (flags) => flags | 1,
    )
    expect(await outcomes(zip)).toEqual({ 'good.xml': '<a/>', 'bad.xml': refusal('bad.xml', 'it is encrypted') })
  })

  it('whose name is longer than any of the office’s', async () => {
    const zip = await zipOf({ 'good.xml': good, [`${'a'.repeat(300)}.xml`]: good })
    const name = 'a'.repeat(255)
    expect(await outcomes(zip)).toEqual({
      'good.xml': '<a/>',
      [name]: refusal(name, 'its name has more than 255 bytes'),
    })
  })

  it('that shares its bytes with another: the one that reaches further', async () => {
    const zip = await zipOf({ 'a.xml': good, 'b.xml': good, 'c.xml': good }, { compress: false })
    const start = field.localHeader
    const doubled = patched(zip, 'b.xml', start, () => 0)
    expect(await outcomes(doubled)).toEqual({
      'a.xml': refusal('a.xml', 'it reaches into the bytes of another file'),
      'b.xml': '<a/>',
      'c.xml': '<a/>',
    })
  })

  it('that is no deflate at all, or reaches past the end of the archive', async () => {
    const stored = await zipOf({ 'good.xml': good, 'bad.xml': Buffer.from('not packed') }, { compress: false })
    const torn = patched(
      patched(stored, 'bad.xml', field.method, () => 8),
      'good.xml',
      field.compressedSize,
      () => 9999,
    )
    expect(await outcomes(torn)).toEqual({
      'good.xml': refusal('good.xml', 'it reaches into the bytes of another file'),
      'bad.xml': expect.stringMatching(/cannot be unpacked \(/) as string,
    })
  })
})

describe('the whole archive is broken', () => {
  it('when it is no ZIP', async () => {
    await expect(readArchive(Buffer.from('{"result":{}}'), endpoint)).rejects.toThrow(UpstreamContract)
    await expect(readArchive(new Uint8Array(), endpoint)).rejects.toThrow('the archive is broken')
  })

  it('when it ends early', async () => {
    const zip = await zipOf({ 'a.xml': good, 'b.xml': good })
    for (const length of [10, 60, zip.length - 23, zip.length - 1]) {
      await expect(readArchive(zip.subarray(0, length), endpoint)).rejects.toThrow('the archive is broken')
    }
  })

  it('when its directory is damaged, also behind good entries', async () => {
    const zip = patched(await zipOf({ 'a.xml': good, 'b.xml': good }), 'b.xml', 0, () => 0)
    await expect(readArchive(zip, endpoint)).rejects.toThrow('invalid central directory file header signature')
  })

  it('when it has more than 2,000 entries, read or not', async () => {
    const entries = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${index}.txt`, new Uint8Array()]))
    expect(await outcomes(await zipOf(entries(2_000), { compress: false }))).toEqual({})
    await expect(readArchive(await zipOf(entries(2_001), { compress: false }), endpoint)).rejects.toThrow(
      broken('it has 2001 entries, more than 2000'),
    )
  })

  it('when all its files together are too large', async () => {
    const zip = await zipOf({ 'a.tif': randomBytes(600), 'b.tif': randomBytes(600) })
    expect(Object.keys(await outcomes(zip, { ...archiveLimits, totalBytes: 1200 }))).toEqual(['a.tif', 'b.tif'])
    await expect(readArchive(zip, endpoint, { ...archiveLimits, totalBytes: 1199 })).rejects.toThrow(
      broken('it inflates to more than 1199 bytes'),
    )
  })

  it('when many small bombs make a big one, before anything is inflated', async () => {
    const bomb = Buffer.alloc(1000)
    const zip = await zipOf({ 'a.xml': bomb, 'b.xml': bomb, 'c.xml': bomb })
    const torn = Buffer.from(zip).fill(0xff, 40, 50)
    const limits = { ...archiveLimits, totalBytes: 2500 }
    await expect(readArchive(torn, endpoint, limits)).rejects.toThrow(broken('it inflates to more than 2500 bytes'))
  })
})
