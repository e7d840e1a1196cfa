import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { preferences } from './preferences.ts'

export type Encoding = 'br' | 'gzip' | 'identity'

const inBrotli = promisify(brotliCompress)
const inGzip = promisify(gzip)

/** The smallest that the client can read. */
export function encodingFor(acceptEncoding: string | string[] | undefined): Encoding {
  const accepted = preferences(acceptEncoding?.toString())
  if (accepted.includes('br')) return 'br'
  return accepted.includes('gzip') ? 'gzip' : 'identity'
}

/** `quality`, of Brotli: 4 for what is sent once, 9 for what is kept; beyond that seconds buy a few per cent. */
export async function encoded(body: Buffer, encoding: Encoding, quality: 4 | 9): Promise<Buffer> {
  switch (encoding) {
    case 'br':
      return inBrotli(body, {
        params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
      })
    case 'gzip':
      return inGzip(body)
    case 'identity':
      return body
  }
}
