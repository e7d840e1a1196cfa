import type { Frame } from './profile-times.ts'

/** The first that fits decides. */
const stages: readonly (readonly [stage: string, files: RegExp])[] = [
  ['look into the store', /src\/store\/(?!packing)|node_modules\/keyv/],
  ['unpack: brotli, JSON', /src\/store\/packing/],
  ['read documents: ZIP, XML, text', /src\/sources\/jpo\/documents|fast-xml|path-expression|yauzl|iconv/],
  [
    'read the wire: JSON, our types',
    /src\/sources\/jpo\/(answers|envelope|wire|progress|listed-doc|citations|applicants|numbers)/,
  ],
  ['choose and load', /src\/(sources|loaders)\/|node_modules\/dataloader/],
  ['quota: day, spending', /src\/quota|src\/operation/],
  ['resolvers', /src\/schema|@pothos/],
  ['parse, validate, execute', /node_modules\/(graphql\/|@graphql-tools|lru-cache|graphql-jit)/],
  [
    'yoga and its fetch layer',
    /node_modules\/(graphql-yoga|@whatwg-node|@envelop|@graphql-yoga|@repeaterjs|urlpattern)/,
  ],
  ['HTTP, log and the rest of ours', /\/src\/|node_modules|node:_?http|node:net/],
]

/** On the way of a request through the house. */
export function stageOf({ url }: Frame): string | null {
  return stages.find(([, files]) => files.test(url))?.[0] ?? null
}
