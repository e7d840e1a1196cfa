import { createHmac } from 'node:crypto'
import type { DocumentImage } from '../sources/jpo/documents/bodies.ts'

/** Which picture a URL means. */
export interface ImageAddress {
  /** The application, ten digits. */
  readonly application: string
  /** 書類番号 of the document; null where it has none. */
  readonly document: string | null
  /** Of its bytes. */
  readonly digest: string
}

export interface ImageAddresses {
  urlOf(application: string, document: string | null, image: DocumentImage): string
  digestOf(image: DocumentImage): string
}

const noNumber = '-'
const digestCharacters = 43

/**
 * A URL can be made only by who has the picture and knows the account, so it is as good as a key to that one picture. It
 * names the content, so what is behind it never changes, on whatever day and by whichever server of the account it was made.
 */
export function createImageAddresses({ account, publicUrl }: { account: string; publicUrl: string }): ImageAddresses {
  const digests = new WeakMap<DocumentImage, string>()

  function digestOf(image: DocumentImage): string {
    const digest = digests.get(image) ?? createHmac('sha256', account).update(image.bytes).digest('base64url')
    digests.set(image, digest)
    return digest
  }

  function urlOf(application: string, document: string | null, image: DocumentImage): string {
    const place = [application, document ?? noNumber, digestOf(image), encodeURIComponent(image.fileName)]
    return `${publicUrl}/images/${place.join('/')}`
  }

  return { urlOf, digestOf }
}

/** The address in a path; the file name at its end is for people. */
export function readAddress(path: string): ImageAddress | undefined {
  const [, images, application = '', document = '', digest = '', fileName, more] = path.split('/')
  const isAddress =
    images === 'images' &&
    /^\d{10}$/.test(application) &&
    /^(?:\d{11}|-)$/.test(document) &&
    digest.length === digestCharacters &&
    fileName &&
    more === undefined
  return isAddress ? { application, document: document === noNumber ? null : document, digest } : undefined
}
