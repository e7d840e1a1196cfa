import type { DocumentBody, DocumentImage as ImageOf } from '../sources/jpo/documents/bodies.ts'
import { htmlOf, type UrlOf } from '../sources/jpo/documents/html.ts'
import { imageFormat } from '../sources/jpo/documents/image-format.ts'
import { picturesIn } from '../sources/jpo/documents/pictures.ts'
import { builder, type Context } from './builder.ts'
import { DocumentWithBody } from './document.ts'
import { bodyOf } from './document-body.ts'
import type { FileDocument } from './document-list.ts'
import { needsBody } from './selection.ts'

interface ShownImage {
  readonly image: ImageOf
  readonly widthMm: number | null
  readonly heightMm: number | null
  readonly url: string
}

const DocumentImage = builder.objectRef<ShownImage>('DocumentImage').implement({
  description:
    'A picture in a document: a figure, table, formula, chemical structure, or a character that the writer’s set lacks.',
  fields: (t) => ({
    fileName: t.string({
      nullable: false,
      description: 'As the office named it; also in `xml` and, where a picture stands alone, in `text`.',
      resolve: ({ image }) => image.fileName,
    }),
    contentType: t.string({
      nullable: false,
      description: 'Of what `url` serves: image/png (made of the office’s TIFF) or image/jpeg.',
      resolve: ({ image }) => contentTypes[imageFormat(image.bytes) ?? 'none'],
    }),
    widthMm: t.exposeFloat('widthMm', { description: 'Width in mm as printed; null where the document does not say.' }),
    heightMm: t.exposeFloat('heightMm', {
      description: 'Height in mm as printed; null where the document does not say.',
    }),
    url: t.exposeString('url', {
      nullable: false,
      description:
        'Where this server serves it, without a call: absolute where PUBLIC_URL is set, else from the root of this server. Nobody can guess it and its bytes never change; 404 once the archive is no longer stored. With `?original` the office’s own TIFF.',
    }),
  }),
})

const contentTypes = { tiff: 'image/png', jpeg: 'image/jpeg', none: 'application/octet-stream' } as const

builder.interfaceFields(DocumentWithBody, (t) => ({
  html: t.string({
    ...needsBody(
      'The same words as `text` as HTML to be put into a page: headings, paragraphs, underlines, raised and lowered text, pictures by their `url`. Safe: no script, no style, nothing from elsewhere.',
    ),
    resolve: async (document, _args, context, { path }) => {
      const body = await bodyOf(document, context, path)
      return body && htmlOf(body.papers, pictureUrls(body, document, context))
    },
  }),
  images: t.field({
    type: [DocumentImage],
    nullable: { list: true, items: false },
    ...needsBody('Its pictures, [] where it has none.'),
    resolve: async (document, _args, context, { path }) => {
      const body = await bodyOf(document, context, path)
      return body && imagesOf(body, document, context)
    },
  }),
}))

/** Where the pictures of a document are to be had: for its HTML and that of its parts. */
export function pictureUrls(body: DocumentBody, { application }: FileDocument, { imageUrl }: Context): UrlOf {
  const images = new Map(body.images.map((image) => [image.fileName.toLowerCase(), image]))
  return (fileName) => {
    const image = images.get(fileName.toLowerCase())
    return image ? imageUrl(application.number, body.number, image) : null
  }
}

function imagesOf(body: DocumentBody, { application }: FileDocument, { imageUrl }: Context): ShownImage[] {
  const said = new Map(body.papers.flatMap(picturesIn).map((picture) => [picture.fileName.toLowerCase(), picture]))
  return body.images.map((image) => {
    const { widthMm = null, heightMm = null } = said.get(image.fileName.toLowerCase()) ?? {}
    return { image, widthMm, heightMm, url: imageUrl(application.number, body.number, image) }
  })
}
