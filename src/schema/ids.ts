/** What a global id says: the kind of thing, and the name it has among its kind. */
export interface GlobalId {
  readonly typename: string
  readonly id: string
}

export function encodeId({ typename, id }: GlobalId): string {
  return Buffer.from(`${typename}:${id}`, 'utf8').toString('base64url')
}

/** What is no id of this graph comes back whole and without a type, to be refused at its own place in a list. */
export function decodeId(globalId: string): GlobalId {
  const text = Buffer.from(globalId, 'base64url').toString('utf8')
  const [, typename, id] = /^([A-Za-z]+):(.+)$/su.exec(text) ?? []
  // Only what we would write ourselves: base64url decoding forgives too much.
  const isOurs = typename && id && encodeId({ typename, id }) === globalId
  return isOurs ? { typename, id } : { typename: '', id: globalId }
}
