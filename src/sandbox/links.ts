import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { archive, type Reply, text } from './reply.ts'

const minutes = 60_000

/**
 * Stands for the presigned links of archives over 10 MB (api.md §3): each answer gets a fresh one, it needs no token,
 * and it is good for five minutes by the clock. Afterwards the store behind it answers 403 in XML, as S3 does.
 */
export function presignedLinks(clock: Clock) {
  const offers = new Map<string, { readonly fileName: string; readonly bytes: Buffer; readonly expiry: number }>()
  return {
    /** The link's path and query. */
    offer(fileName: string, bytes: Buffer): string {
      const path = `/ten-megabytes/${fileName}?signature=${randomBytes(16).toString('hex')}`
      offers.set(path, { fileName, bytes, expiry: clock.now() + 5 * minutes })
      return path
    },
    fetch(path: string): Reply {
      const offer = offers.get(path)
      if (offer && clock.now() < offer.expiry) return archive(offer.fileName, offer.bytes)
      const words = offer ? 'Request has expired' : 'Access Denied'
      const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>${words}</Message></Error>`
      return text(403, 'application/xml', xml)
    },
  }
}

export type PresignedLinks = ReturnType<typeof presignedLinks>
