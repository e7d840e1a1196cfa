import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { folder } from '../support/files.ts'
import { type Graph, type GraphOptions, startGraph } from '../support/graph.ts'
import { manualClock } from '../support/manual-clock.ts'
import { startOffice } from '../support/office.ts'
import { pageAsTiff, patchedTiff, tags } from '../images/tiffs.ts'
import { sjis, zipOf } from '../sources/jpo/documents/office-zip.ts'

const showcase = '2020000101'
const endpoint = 'APP_DOC_CONT_OPINION_AMENDMENT'

interface Image {
  fileName: string
  contentType: string
  widthMm: number | null
  heightMm: number | null
  url: string
}

const amendment = `{ application(number: "${showcase}") { documents(filter: { codes: ["A523"] }) { nodes { number ... on DocumentWithBody { text html images { fileName contentType widthMm heightMm url } } } } } }`

async function amendmentOf(graph: Graph) {
  const { data, errors } = await graph.query(amendment)
  expect(errors).toEqual([])
  return data.application.documents.nodes[0] as { number: string; text: string; html: string; images: Image[] }
}

async function started(options: GraphOptions = {}) {
  const graph = await startGraph(options)
  const { images } = await amendmentOf(graph)
  graph.calls()
  return { graph, url: graph.url + (images[0]?.url ?? '') }
}

/** A server whose one amendment has these files beside its XML. */
async function withFiles(files: Readonly<Record<string, Uint8Array>>) {
  const graph = await startGraph()
  const { number } = await amendmentOf(graph)
  const images = Object.keys(files).map((name) => `<img file="${name}"/>`)
  const folderOf = `A523_${number}/`
  const members = {
    [`${folderOf}JPOXMLDOC01-jpbibl.xml`]: sjis(
      `<pat-amnd><amendment-a523><p>${images.join('')}</p></amendment-a523></pat-amnd>`,
    ),
    ...Object.fromEntries(Object.entries(files).map(([name, bytes]) => [folderOf + name, bytes])),
  }
  await graph.close()
  const other = await startGraph()
  other.sandbox.misbehave({ kind: 'zip', bytes: await zipOf(members), endpoint })
  const answer = await amendmentOf(other)
  return { graph: other, ...answer, urls: answer.images.map(({ url }) => other.url + url) }
}

const errorOf = async (response: Response) => ((await response.json()) as { error: string }).error

test('a document shows its pictures: as data, in its HTML and over HTTP, for one call', async () => {
  const graph = await startGraph()
  const { html, images } = await amendmentOf(graph)
  expect(graph.calls()).toEqual([`${endpoint} ${showcase}`, `APP_PROGRESS_SIMPLE ${showcase}`])
  expect(images).toEqual([
    {
      fileName: 'JPOXMLDOC01-jpbibl-I000001.tif',
      contentType: 'image/png',
      widthMm: 170,
      heightMm: 128.3,
      url: expect.stringMatching(
        /^\/images\/2020000101\/\d{11}\/[\w-]{43}\/JPOXMLDOC01-jpbibl-I000001\.tif$/,
      ) as string,
    },
  ])
  const url = images[0]?.url ?? ''
  expect(html).toContain(`<img src="${url}" alt="〔画像: JPOXMLDOC01-jpbibl-I000001.tif〕" width="643" height="485">`)
  const response = await fetch(graph.url + url)
  expect(response.status).toBe(200)
  expect((await sharp(await response.arrayBuffer()).metadata()).format).toBe('png')
  expect(graph.calls()).toEqual([])
})

describe('over HTTP', () => {
  test('a picture is typed, named, closed off and cacheable for ever', async () => {
    const { url } = await started()
    const { headers } = await fetch(url)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=31536000, immutable',
      'content-disposition': 'inline; filename="JPOXMLDOC01-jpbibl-I000001.png"',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/^"[\w-]{43}"$/) as string,
    })
  })

  test('HEAD gives its headers alone, its ETag no bytes again', async () => {
    const { url } = await started()
    const whole = await fetch(url)
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, whole.headers.get('content-length')])
    expect((await head.arrayBuffer()).byteLength).toBe(0)
    const etag = whole.headers.get('etag') ?? ''
    for (const [given, status] of [
      [etag, 304],
      [`"x", ${etag}`, 304],
      ['"x"', 200],
    ] as const)
      expect((await fetch(url, { headers: { 'if-none-match': given } })).status).toBe(status)
  })

  test('the office’s own TIFF comes on request, under an ETag of its own', async () => {
    const { url } = await started()
    const original = await fetch(`${url}?original`)
    expect(original.headers.get('content-type')).toBe('image/tiff')
    expect(original.headers.get('content-disposition')).toContain('I000001.tif"')
    expect(Buffer.from(await original.arrayBuffer()).subarray(0, 4)).toEqual(Buffer.from('II*\0'))
    expect(original.headers.get('etag')).not.toBe((await fetch(url)).headers.get('etag'))
  })

  test('nothing but GET and HEAD is answered', async () => {
    const { url } = await started()
    const response = await fetch(url, { method: 'POST' })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test.each([
    ['the digest', /\/[\w-]{43}\//, `/${'a'.repeat(43)}/`],
    ['the document', /\/(\d{11})\//, '/50000000000/'],
    ['the application', '/2020000101/', '/2021000109/'],
    ['anything before the file name', /\/images\/.*\//, '/images/'],
  ])('a URL changed in %s finds nothing, costs nothing, and says what to do', async (_, part, changed) => {
    const { graph, url } = await started()
    const response = await fetch(url.replace(part, changed))
    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store'])
    expect(await errorOf(response)).toBe('No picture is stored here; ask the graph for its document again.')
    expect(graph.calls()).toEqual([])
  })
})

describe('the stored archive is what counts', () => {
  test('after a restart and on a later day the same URL shows the same picture, without a call', async () => {
    const env = { STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}` }
    const clock = manualClock(Date.parse('2026-11-20T12:00:00+09:00'))
    const { graph, url } = await started({ env, clock })
    const before = await (await fetch(url)).arrayBuffer()
    await graph.close()
    const later = await startGraph({ env, clock: manualClock(Date.parse('2026-12-24T12:00:00+09:00')) })
    const response = await fetch(url.replace(graph.url, later.url))
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(before))).toBe(true)
    expect(later.calls()).toEqual([])
  })

  test('a server without it finds nothing', async () => {
    const { graph, url } = await started()
    const other = await startGraph()
    expect((await fetch(url.replace(graph.url, other.url))).status).toBe(404)
    expect(other.calls()).toEqual([])
  })

  test('another account on the same store finds nothing, and has another URL for the same picture', async () => {
    const store = { STORE_URL: `sqlite:${join(folder(), 'jpo.sqlite')}` }
    const { graph, url } = await started({ env: store })
    const office = await startOffice()
    const other = await startGraph({ env: store, office })
    expect((await fetch(url.replace(graph.url, other.url))).status).toBe(404)
    const { images } = await amendmentOf(other)
    expect(images[0]?.url).not.toBe(new URL(url).pathname)
    expect((await fetch(url.replace(graph.url, other.url))).status).toBe(404)
  })
})

describe('pictures of other kinds', () => {
  test('a JPEG is served as it is', async () => {
    const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer()
    const { images, urls } = await withFiles({ 'a.jpg': jpeg })
    expect(images[0]?.contentType).toBe('image/jpeg')
    const response = await fetch(urls[0] ?? '')
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(Buffer.from(await response.arrayBuffer()).equals(jpeg)).toBe(true)
  })

  test('one that is broken, too large or no picture is refused with a sentence; the others of its document are served', async () => {
    const page = await pageAsTiff({ compression: 'ccittfax4' })
    const { urls, html } = await withFiles({
      'bomb.tif': patchedTiff(page, { [tags.width]: 100_000, [tags.height]: 100_000 }),
      'cut.tif': page.subarray(0, 100),
      'good.tif': page,
      'page.jpg': Buffer.from('<svg onload="alert(1)"/>'),
    })
    const responses = await Promise.all(urls.map((url) => fetch(url)))
    expect(responses.map(({ status }) => status)).toEqual([422, 422, 200, 422])
    const sentence = 'The TIFF picture cannot be read; the office’s own bytes are at ?original.'
    expect(await Promise.all([0, 1, 3].map((index) => errorOf(responses[index] ?? Response.error())))).toEqual([
      sentence,
      sentence,
      'The office sent neither a TIFF nor a JPEG picture.',
    ])
    expect(html.match(/<img /g)).toHaveLength(4)
    expect((await fetch(`${urls[0] ?? ''}?original`)).status).toBe(200)
  })
})

test('with PUBLIC_URL the URLs are absolute, in the HTML too', async () => {
  const graph = await startGraph({ env: { PUBLIC_URL: 'https://patents.example.com/jpo/' } })
  const { images, html } = await amendmentOf(graph)
  expect(images[0]?.url).toMatch(/^https:\/\/patents\.example\.com\/jpo\/images\/2020000101\//)
  expect(html).toContain(`<img src="${images[0]?.url ?? ''}"`)
})

test('text and HTML say the same, and a document without a body has neither', async () => {
  const graph = await startGraph()
  const { data } = await graph.query(
    `{ application(number: "2021000109") { documents { nodes { ... on DocumentWithBody { text html images { url } } } } } }`,
  )
  const nodes = data.application.documents.nodes as {
    text?: string | null
    html?: string | null
    images?: unknown[] | null
  }[]
  const withBody = nodes.filter(({ text }) => text)
  expect(withBody.length).toBeGreaterThan(2)
  const words = (text: string) => text.replace(/<[^>]*>|〔画像[^〕]*〕|&#160;|\s/g, '')
  for (const { text, html } of withBody) expect(words(html ?? '')).toBe(words(text ?? ''))
  for (const { text, html, images } of nodes) if (!text) expect([html ?? null, images ?? null]).toEqual([null, null])
})
