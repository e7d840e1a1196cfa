import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { MIMEType } from 'node:util'
import { Refusal } from '../../limits/refusal.ts'

/**
 * The body of a request: JSON in UTF-8 – which it is told to be; yoga reads it – within `bodyBytes`. Anything else is
 * refused: what a form or a plain text can carry, a page of any site can send.
 */
export async function readJsonBody(request: IncomingMessage, bodyBytes: number): Promise<Buffer> {
  if (request.method === 'POST') isJson(request.headers)
  const bytes = await readWithin(bodyBytes, request)
  if (isUtf8(bytes)) return bytes
  throw new Refusal('The body is not UTF-8.', { status: 400, code: 'BAD_REQUEST' })
}

function isJson({ 'content-type': type, 'content-encoding': encoding }: IncomingMessage['headers']): void {
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
    throw new Refusal(`The body is encoded as ${encoding}; accepted is identity, that is, none.`, {
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
      headers: { 'accept-encoding': 'identity' },
    })
  if (type === 'application/json') return
  const mime = mimeOf(type)
  const charset = mime?.params.get('charset')?.toLowerCase() ?? 'utf-8'
  if (mime?.essence === 'application/json' && (charset === 'utf-8' || charset === 'utf8')) return
  throw new Refusal(`The body is ${type ?? 'of no named type'}; accepted is application/json in UTF-8.`, {
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    headers: { accept: 'application/json' },
  })
}

function mimeOf(type: string | undefined): MIMEType | null {
  try {
    return type === undefined ? null : new MIMEType(type)
  } catch {
    return null
  }
}

function readWithin(allowed: number, request: IncomingMessage): Promise<Buffer> {
  const tooLarge = (asked: number) =>
    new Refusal(`The body has ${asked} bytes or more; at most ${allowed} are accepted.`, {
      status: 413,
      code: 'REQUEST_TOO_LARGE',
      excess: { limit: 'bodyBytes', asked, allowed },
    })
  return new Promise((resolve, reject) => {
    const declared = Number(request.headers['content-length'] ?? 0)
    if (declared > allowed) {
      reject(tooLarge(declared))
      return
    }
    const chunks: Buffer[] = []
    let size = 0
    const keep = (chunk: Buffer) => {
      size += chunk.length
      if (size <= allowed) {
        chunks.push(chunk)
        return
      }
      reject(tooLarge(size))
      // What still comes is let through unread, so that the client gets as far as reading the answer.
      chunks.length = 0
      request.off('data', keep).resume()
    }
    request.on('data', keep)
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('close', () => {
      // An error notes where it was made, which takes its time: none is made of what was read to its end.
      if (!request.complete) reject(new Refusal('The body broke off.', { status: 400, code: 'BAD_REQUEST' }))
    })
  })
}
