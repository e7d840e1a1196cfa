import { expect, it, onTestFinished } from 'vitest'
import { readBodies } from '../../../../src/sources/jpo/documents/bodies.ts'
import { createDocumentPool, type DocumentPool } from '../../../../src/sources/jpo/documents/pool.ts'
import { officeBytes, sjis, zipOf } from './office-zip.ts'

const endpoint = 'APP_DOC_CONT_OPINION_AMENDMENT'
const large = sjis(`<pat-rspns><response-a53><p>${'架空の文<br/>\n'.repeat(20_000)}</p></response-a53></pat-rspns>`)

/** Little by little, as anything that gets past the limits of xml.ts: see there. */
const hungry = Buffer.from(`<a>${`<b>${'<c x="y">z</c>'.repeat(99)}</b>`.repeat(990)}</a>`)

function poolOf(...options: Parameters<typeof createDocumentPool>): DocumentPool {
  const pool = createDocumentPool(...options)
  onTestFinished(() => pool.close())
  return pool
}

/** The pool, and which files it was given. */
function watched(pool: DocumentPool) {
  const given: string[] = []
  const read: DocumentPool['read'] = (sheets) => {
    given.push(...sheets.files.map(({ name }) => name))
    return pool.read(sheets)
  }
  return { read, given }
}

it('a large archive is read in threads, and as it is read in place', async () => {
  const { read, given } = watched(poolOf())
  const zip = await zipOf({
    'A53_52300999101/a-jpbibl.xml': large,
    'A53_52300999101/a-I000001.tif': Buffer.from('II*\0'),
    'A523_52300999102/b-jpbibl.xml': officeBytes('a523-amendment-claims-description.xml'),
    'A53_52300999103/c-jpbibl.xml': sjis('<a><b></a>'),
  })
  // Only what is kept of it differs (light-reading.ts).
  const readings = async (elsewhere?: typeof read) =>
    (await readBodies(zip, endpoint, elsewhere)).map((body) => ({ ...body, weight: 0 }))
  expect(await readings(read)).toEqual(await readings())
  expect(given.toSorted()).toEqual([
    'A523_52300999102/b-jpbibl.xml',
    'A53_52300999101/a-jpbibl.xml',
    'A53_52300999103/c-jpbibl.xml',
  ])
})

it('a small archive is read in place', async () => {
  const { read, given } = watched(poolOf())
  const zip = await zipOf({ 'A53_52300999101/a.xml': officeBytes('a53-opinion.xml') })
  expect(await readBodies(zip, endpoint, read)).toMatchObject([{ code: 'A53' }])
  expect(given).toEqual([])
})

it.each([
  ['memory', { memoryMb: 24, timeoutMs: 60_000 }],
  ['time', { memoryMb: 512, timeoutMs: 1 }],
])('a document that takes more %s than it may fails alone', async (_, allowance) => {
  const { read } = poolOf(allowance)
  const document = { endpoint, path: 'a.xml', files: [{ name: 'a.xml', bytes: hungry }] }
  expect(await read(document)).toEqual({
    where: `${endpoint}/a.xml`,
    reason: 'to read it takes more time or memory than any document should',
  })
})

it('after a document that took too much the next one is read', async () => {
  const { read } = poolOf({ memoryMb: 24, timeoutMs: 60_000 })
  const files = { 'A53_52300999101/a.xml': hungry, 'A53_52300999102/b.xml': officeBytes('a53-opinion.xml') }
  const zip = await zipOf(files, { compress: false })
  expect(await readBodies(zip, endpoint, read)).toMatchObject([
    { number: '52300999101', failure: { message: expect.stringContaining('more time or memory') as string } },
    { number: '52300999102', code: 'A53' },
  ])
})
