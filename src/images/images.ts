import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DocumentImage } from '../sources/jpo/documents/bodies.ts'
import { imageFormat } from '../sources/jpo/documents/image-format.ts'
import type { JpoSource } from '../sources/jpo/source.ts'
import { createRecent } from '../store/recent.ts'
import { createImageAddresses, type ImageAddress, type ImageAddresses, readAddress } from './addresses.ts'
import { pngOf } from './png.ts'

/** The pictures of documents over HTTP, from stored archives: never a call. */
export interface Images {
  readonly urlOf: ImageAddresses['urlOf']
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
}

export interface ImagesOptions {
  readonly source: Pick<JpoSource, 'keptBodies'>
  /** Whose archives they are: the same picture has another URL at another account. */
  readonly account: string
  /** What URLs begin with; '' where only this server's own pages use them. */
  readonly publicUrl: string
}

interface Shown {
  readonly contentType: string
  readonly bytes: Uint8Array
}

interface Refusal {
  readonly status: number
  readonly error: string
}

/** Converted pictures in memory; the browser keeps them for ever, so few are asked for twice. */
const maxBytes = 32 * 1024 * 1024

export function createImages({ source, account, publicUrl }: ImagesOptions): Images {
  const addresses = createImageAddresses({ account, publicUrl })
  const converted = createRecent<Buffer>(maxBytes, (png) => png.length)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, { status: 405, error: 'Pictures are read by GET.' }, { allow: 'GET, HEAD' })
      return
    }
    const [path = '', search = ''] = (request.url ?? '').split('?', 2)
    const isOriginal = new URLSearchParams(search).has('original')
    const address = readAddress(path)
    const image = address && (await find(address))
    if (!image) {
      refuse(response, { status: 404, error: 'No picture is stored here; ask the graph for its document again.' })
      return
    }
    const shown = await show(image, isOriginal)
    if ('error' in shown) refuse(response, shown)
    else send(request, response, shown, `"${address.digest}${isOriginal ? '-original' : ''}"`, image.fileName)
  }

  async function find({ application, document, digest }: ImageAddress): Promise<DocumentImage | undefined> {
    const bodies = await source.keptBodies(application)
    const images = bodies.flatMap((body) => (body.number === document && 'images' in body ? body.images : []))
    return images.find((image) => addresses.digestOf(image) === digest)
  }

  async function show(image: DocumentImage, isOriginal: boolean): Promise<Shown | Refusal> {
    const format = imageFormat(image.bytes)
    if (format === null) return { status: 422, error: 'The office sent neither a TIFF nor a JPEG picture.' }
    if (format === 'jpeg' || isOriginal) return { contentType: `image/${format}`, bytes: image.bytes }
    const key = addresses.digestOf(image)
    const png = converted.get(key) ?? (await pngOf(image.bytes))
    if (!png) return { status: 422, error: 'The TIFF picture cannot be read; the office’s own bytes are at ?original.' }
    converted.set(key, png)
    return { contentType: 'image/png', bytes: png }
  }

  return { urlOf: (...place) => addresses.urlOf(...place), answer }
}

/** The URL names the content, so it is good for ever; but it is also a key, so only the one who has it keeps it. */
function send(request: IncomingMessage, response: ServerResponse, shown: Shown, etag: string, fileName: string): void {
  const { contentType, bytes } = shown
  const headers = {
    etag,
    'cache-control': 'private, max-age=31536000, immutable',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  }
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) {
    response.writeHead(304, headers).end()
    return
  }
  const name = contentType === 'image/png' ? fileName.replace(/\.[^.]*$/, '.png') : fileName
  response.writeHead(200, {
    ...headers,
    'content-type': contentType,
    'content-length': bytes.length,
    'content-disposition': `inline; filename="${name.replace(/[^\w.-]/g, '_')}"`,
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function refuse(response: ServerResponse, { status, error }: Refusal, headers: Record<string, string> = {}): void {
  const own = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  response.writeHead(status, { ...own, ...headers }).end(JSON.stringify({ error }))
}
