import { once } from 'node:events'
import type { Visit } from '../../web/visit.ts'
import type { Presence } from '../presence.ts'

/** They are of one connection, and Node's to write. */
const ofConnection = ['connection', 'transfer-encoding']

/** Whether the answer comes in parts, each of which is to be sent when it is there. */
export function isOfParts({ headers }: Response): boolean {
  return /^(?:multipart\/mixed|text\/event-stream)\b/.test(headers.get('content-type') ?? '')
}

/** Each part as it comes, and no faster than it is read; none for a client that has left. */
export async function sendParts(
  { response }: Visit,
  { status, headers, body }: Response,
  { closed }: Presence,
): Promise<void> {
  const own = [...headers].filter(([name]) => !ofConnection.includes(name))
  // A proxy that collects an answer before it passes it on would undo all of this (nginx).
  response.writeHead(status, { ...Object.fromEntries(own), 'x-accel-buffering': 'no' })
  response.flushHeaders()
  try {
    for await (const bytes of body ?? []) if (!response.write(bytes)) await once(response, 'drain', { signal: closed })
    response.end()
  } catch (error) {
    if (!closed.aborted) throw error
  }
}
