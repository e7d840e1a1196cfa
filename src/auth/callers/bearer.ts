import { Unauthenticated } from '../../errors.ts'

/**
 * The key or token of a request, from its Authorization headers (RFC 6750 §2.1): the only place where one is read. What
 * was sent is not repeated: it may be a key that lacks its scheme.
 */
export function bearerOf(authorization: readonly string[]): string {
  const [header, ...more] = authorization
  if (header === undefined)
    throw new Unauthenticated(
      'This server answers those it knows: send the header Authorization: Bearer with a key of this server, or a token of its issuer. It is read nowhere else.',
      'missing',
    )
  if (more.length > 0)
    throw new Unauthenticated('There are several Authorization headers; who calls is said once.', 'invalid_request')
  const secret = /^bearer +([\w.~+/-]+=*)$/i.exec(header.trim())?.[1]
  if (secret === undefined)
    throw new Unauthenticated('The Authorization header is not of the form Bearer, a blank, a key or token.', 'missing')
  return secret
}
