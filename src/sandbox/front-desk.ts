import type { IncomingMessage, ServerResponse } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import type { Clock } from '../clock.ts'
import { type Counter, dropped, latency, serve, wrongBody } from './counter.ts'
import { envelope, type Reply, send, text } from './reply.ts'
import { route } from './route.ts'
import type { SandboxTokenRequest } from './token-desk.ts'
import type { SandboxCall, SandboxLinkRequest } from './types.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** Shows every request to where it belongs and keeps the logs. */
export function frontDesk(clock: Clock, counter: Counter) {
  const { tokens, faults, links, closing } = counter
  const calls: Writable<SandboxCall>[] = []
  const tokenRequests: SandboxTokenRequest[] = []
  const linkRequests: SandboxLinkRequest[] = []

  async function replyTo(request: IncomingMessage): Promise<Reply> {
    const { authorization } = request.headers
    const to = route(request.url ?? '/')
    switch (to.kind) {
      case 'token':
        return grant(request)
      case 'link':
        linkRequests.push({ at: clock.now(), path: to.path, authorization: authorization ?? null })
        return links.fetch(to.path)
      case 'elsewhere':
        return text(404, 'text/plain', 'Not Found')
      case 'unreadable call':
        return envelope('400', '')
      case 'unknown call':
        return tokens.accepts(authorization) ? envelope('301', '') : envelope('210', '')
      case 'call': {
        if (request.method !== 'GET') return envelope('400', '')
        const { endpoint, key } = to
        const call = { at: clock.now(), endpoint, key, httpStatus: 0, statusCode: '', answered: false }
        calls.push(call)
        const reply = await serve(counter, { endpoint, key, authorization })
        const isWhole = reply.ending === undefined
        call.httpStatus = reply.httpStatus
        call.statusCode = isWhole ? reply.statusCode : ''
        call.answered = isWhole
        return reply
      }
    }
  }

  async function grant(request: IncomingMessage): Promise<Reply> {
    const at = clock.now()
    const form = new URLSearchParams(await readText(request))
    const reply =
      request.method === 'POST' ? await grantUnlessFault(form) : text(405, 'text/plain', 'Method Not Allowed')
    tokenRequests.push({ at, grant: form.get('grant_type') ?? '', httpStatus: reply.httpStatus })
    return reply
  }

  async function grantUnlessFault(form: URLSearchParams): Promise<Reply> {
    const fault = faults.next('token', '')
    switch (fault?.kind) {
      case 'status':
        return envelope(fault.statusCode, '', {}, fault.httpStatus)
      case 'drop':
        return dropped
      case 'body':
        return wrongBody(fault)
      case 'cut':
        return { ...tokens.grant(form), ending: 'cut' }
      case 'data': {
        const reply = tokens.grant(form)
        const edited = fault.edit(JSON.parse(reply.body.toString()) as Record<string, unknown>)
        return { ...reply, body: Buffer.from(JSON.stringify(edited)) }
      }
      case 'latency':
        await latency(fault.ms, closing)
    }
    return tokens.grant(form)
  }

  return {
    calls,
    tokenRequests,
    linkRequests,
    forget: () => [calls, tokenRequests, linkRequests].forEach((log) => void (log.length = 0)),
    async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
      try {
        send(response, await replyTo(request))
      } catch (error) {
        // A request that ended before it was read, or a latency cut short by closing; else a defect of the sandbox,
        // or of an edit that a test gave it.
        if (closing.aborted || request.destroyed) response.destroy()
        else send(response, text(500, 'text/plain', error instanceof Error ? String(error.stack) : String(error)))
      }
    },
  }
}
