import type { ServerResponse } from 'node:http'
import { type StatusCode, statuses } from './statuses.ts'

/** One HTTP answer, ready to be sent. */
export interface Reply {
  readonly httpStatus: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** For the log: the code of the envelope, '' where there is none. */
  readonly statusCode: StatusCode | ''
  /** `cut`: the connection dies after half of the body; `drop`: before the first byte. */
  readonly ending?: 'cut' | 'drop'
}

/** The envelope of api.md §3: compact UTF-8 JSON in this key order, its media type without a charset. */
export function envelope(statusCode: StatusCode, remaining: string, data: unknown = {}, httpStatus?: number): Reply {
  const { message, httpStatus: usual } = statuses[statusCode]
  const result = { statusCode, errorMessage: message, remainAccessCount: remaining, data }
  return {
    httpStatus: httpStatus ?? usual,
    headers: { 'Content-Type': 'application/json' },
    body: Buffer.from(JSON.stringify({ result })),
    statusCode,
  }
}

/** A ZIP as the office names it: the file name unquoted, and no counter anywhere (api.md §3, §6). */
export function archive(fileName: string, bytes: Buffer): Reply {
  return {
    httpStatus: 200,
    headers: { 'Content-Type': 'application/zip', 'Content-Disposition': `attachment;filename=${fileName}` },
    body: bytes,
    statusCode: '',
  }
}

export function text(httpStatus: number, contentType: string, body: string): Reply {
  return { httpStatus, headers: { 'Content-Type': contentType }, body: Buffer.from(body), statusCode: '' }
}

/** Sends the reply, or as much of it as its ending allows. */
export function send(response: ServerResponse, reply: Reply): void {
  if (reply.ending === 'drop') {
    response.destroy()
    return
  }
  response.writeHead(reply.httpStatus, { ...reply.headers, 'Content-Length': reply.body.length })
  if (reply.ending === 'cut') {
    response.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)), () => response.destroy())
  } else {
    response.end(reply.body)
  }
}
