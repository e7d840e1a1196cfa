import { hash } from 'node:crypto'
import { namesIt } from '../http/kept.ts'
import type { Visit } from '../web/visit.ts'
import type { Answer } from './finished-answers.ts'

/** What is read by GET has an entity tag, by which a client that has it already is told so instead. */
export function send({ request, response }: Visit, { status, headers: own, body }: Answer): void {
  // Where pages of other sites may read it, their origin counts too.
  const vary = [response.getHeader('vary'), own['vary']].filter(Boolean).join(', ')
  const headers = { ...own, ...(vary && { vary }) }
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (isRead && status === 200) {
    const digest = hash('sha256', body, 'base64url').slice(0, 22)
    response.setHeader('etag', `"${digest}"`)
    if (namesIt(request.headers['if-none-match'], digest)) {
      response.writeHead(304, headers).end()
      return
    }
  }
  response.writeHead(status, { ...headers, 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}
