import { BadUserInput } from '../errors.ts'

/** What a global id says: the kind of thing, and the name it has among its kind. */
export interface GlobalId {
  readonly typename: string
  readonly id: string
}

export function encodeId({ typename, id }: GlobalId): string {
  return Buffer.from(`${typename}:${id}`, 'utf8').toString('base64url')
}

export function decodeId(globalId: string): GlobalId {
  const text = Buffer.from(globalId, 'base64url').toString('utf8')
  const [, typename, id] = /^([A-Za-z]+):(.+)$/su.exec(text) ?? []
  // Only what we would write ourselves: base64url decoding forgives too much.
  if (!typename || !id || encodeId({ typename, id }) !== globalId)
    throw new BadUserInput(`'${globalId.slice(0, 60)}' is not an id of this graph; accepted are values of its \`id\` fields.`)
  return { typename, id }
}
