import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** What ids look like: what a gateway makes of a request passes, nothing that could be taken for something else in a log. */
const SANE = /^[\w.:+/=-]{1,64}$/

/** The id that the client or a gateway in front gave the request, so that both logs can be read together; else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID()
}
